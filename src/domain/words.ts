/** What we say ourselves, before it is in anybody's language: an English sentence and what stands in its gaps. */

import { daysText } from './days-text.ts';
import { languageNameIn } from './language-name.ts';
import type { CountedForms, LanguageName, Line, PlainSpan, Several, Span, Value, Words } from './line.ts';
import { timeText } from './time-text.ts';

export type { CountedForms, LanguageName, Several, Value, Words } from './line.ts';

/** @param english every `{gap}` in it has its value */
export function say(english: string, values: Readonly<Record<string, Value>> = {}): Words {
  return { kind: 'words', english, values };
}

/** Words that are written elsewhere, such as the description of a command; the catalogues know them from there. */
export function sayWritten(english: string): Words {
  return { kind: 'words', english, values: {} };
}

/** @param name in English: `German` */
export function languageName(name: string): LanguageName {
  return { kind: 'language', name };
}

/** "a, b and c" or "a, b or c", whatever the items are. */
export function several(items: readonly Value[], joined: Several['joined'] = 'and'): Several {
  return { kind: 'several', joined, items };
}

/** In quotation marks, as the language sets them. */
export function quoted(text: Value): Words {
  return say('“{text}”', { text });
}

/** Sentences one after the other; those that are missing are left out. Some languages put no space between them. */
export function inTurn(...sentences: readonly (Label | undefined)[]): Label {
  const said = sentences.filter((sentence): sentence is Label => sentence !== undefined && sentence !== '');
  const [start = '', ...others] = said;
  return others.reduce<Label>((first, second) => say('{first} {second}', { first, second }), start);
}

/** Facts one after the other, with the same sign between them in every language: "Qwen · 2026-06-29". */
export function inARow(facts: readonly Value[], separator = ' · '): Words {
  const english = facts.map((_, at) => `{${at}}`).join(separator);
  return { kind: 'words', english, values: Object.fromEntries(facts.map((fact, at) => [String(at), fact])) };
}

/** "{count} paper" and "{count} papers". */
export function sayCounted(forms: CountedForms, count: number, values: Readonly<Record<string, Value>> = {}): Words {
  return { kind: 'words', english: forms, values, count };
}

/** What a language makes of a sentence: its form with gaps; `undefined` where the catalogue has none, then English holds. */
export interface Catalogue {
  /** As BCP 47 writes it. */
  readonly language: string;
  translate(english: string | CountedForms, count?: number): string | undefined;
}

/** The words in a language, English without one, as spans that every edge can show. */
export function spansOf(words: Words, catalogue?: Catalogue): PlainSpan[] {
  const { english, count, values } = words;
  const form = catalogue?.translate(english, count) ?? inEnglish(english, count);
  return form.split(/(\{\w+\})/).flatMap((part) => {
    const gap = /^\{(\w+)\}$/.exec(part)?.[1];
    if (gap === undefined) return part ? [part] : [];
    if (gap === 'count' && count !== undefined) return [inFigures(count, catalogue)];
    const value = values[gap];
    if (value === undefined) return [part];
    return valueIn(value, catalogue);
  });
}

function valueIn(value: Value, catalogue: Catalogue | undefined): PlainSpan[] {
  if (typeof value === 'number') return [inFigures(value, catalogue)];
  return lineIn(isLine(value) ? value : [value], catalogue);
}

function severalIn({ items, joined }: Several, catalogue: Catalogue | undefined): PlainSpan[] {
  const type = joined === 'and' ? 'conjunction' : 'disjunction';
  // In English without a comma before the last "and".
  const parts = new Intl.ListFormat(catalogue?.language ?? 'en-GB', { type }).formatToParts(items.map(() => '·'));
  let at = 0;
  return parts.flatMap((part): PlainSpan[] => {
    if (part.type === 'literal') return [part.value];
    const item = items[at++];
    return item === undefined ? [] : valueIn(item, catalogue);
  });
}

/** A line in a language, English without one. */
export function lineIn(line: Line, catalogue?: Catalogue): PlainSpan[] {
  return line.flatMap((span) => {
    if (typeof span === 'string') return [span];
    if (span.kind === 'words') return spansOf(span, catalogue);
    if (span.kind === 'several') return severalIn(span, catalogue);
    if (span.kind === 'days') return [daysText(span, catalogue?.language)];
    if (span.kind === 'language') return [catalogue ? languageNameIn(span.name, catalogue.language) : span.name];
    if (!('text' in span) || typeof span.text === 'string') return [span as PlainSpan];
    return [{ ...span, text: textIn(span.text, catalogue) } as PlainSpan];
  });
}

/** Text of others, or words of ours: what a button, a column, a file is called. */
export type Label = string | Words;

/** A label in a language, English without one, as bare text. */
export function textIn(text: Label, catalogue?: Catalogue): string {
  if (typeof text === 'string') return text;
  return spansOf(text, catalogue).map(bareText).join('');
}

/** A span without any mark-up; citations as `[2]`, commands as `/ask`. */
export function bareText(span: PlainSpan): string {
  if (typeof span === 'string') return span;
  if (span.kind === 'citation') return `[${span.number}]`;
  if (span.kind === 'mention') return `${span.of} ${span.id}`;
  if (span.kind === 'time') return timeText(span);
  return span.kind === 'command' ? `/${span.name}` : span.text;
}

function isLine(value: Span | Line): value is Line {
  return Array.isArray(value);
}

function inEnglish(english: string | CountedForms, count: number | undefined): string {
  if (typeof english === 'string') return english;
  return count === 1 ? english.one : english.other;
}

function inFigures(count: number, catalogue: Catalogue | undefined): string {
  return count.toLocaleString(catalogue?.language ?? 'en-US');
}
