/** What we say ourselves, before it is in anybody's language: an English sentence and what stands in its gaps. */
import type { Line, PlainSpan, Span } from './line.ts';

/** The forms of a counted sentence, by the categories of Unicode CLDR; English has these two. */
export interface CountedForms {
  readonly one: string;
  readonly other: string;
}

/** What can stand in a gap: text of others is shown as it is, words of ours in the same language. */
export type Value = Span | Line | number;

/**
 * A sentence, a phrase or a label of ours. Its English is what the catalogues know it by, so it is written where it is
 * said, whole: word order and endings differ between languages.
 */
export interface Words {
  readonly kind: 'words';
  /** With gaps: `Nothing on {topic} in {days}.` */
  readonly english: string | CountedForms;
  readonly values: Readonly<Record<string, Value>>;
  /** What the form of a counted sentence depends on; it fills the gap `{count}`. */
  readonly count?: number;
}

/** @param english every `{gap}` in it has its value */
export function say(english: string, values: Readonly<Record<string, Value>> = {}): Words {
  return { kind: 'words', english, values };
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
    return typeof value === 'number'
      ? [inFigures(value, catalogue)]
      : lineIn(isLine(value) ? value : [value], catalogue);
  });
}

/** A line in a language, English without one. */
export function lineIn(line: Line, catalogue?: Catalogue): PlainSpan[] {
  return line.flatMap((span) => {
    if (typeof span === 'string') return [span];
    if (span.kind === 'words') return spansOf(span, catalogue);
    if (!('text' in span) || typeof span.text === 'string') return [span as PlainSpan];
    return [{ ...span, text: textIn(span.text, catalogue) } as PlainSpan];
  });
}

/** A label in a language, English without one, as bare text. */
export function textIn(text: string | Words, catalogue?: Catalogue): string {
  if (typeof text === 'string') return text;
  return spansOf(text, catalogue).map(bareText).join('');
}

/** A span without any mark-up; citations as `[2]`, commands as `/ask`. */
export function bareText(span: PlainSpan): string {
  if (typeof span === 'string') return span;
  if (span.kind === 'citation') return `[${span.number}]`;
  if (span.kind === 'mention') return `${span.of} ${span.id}`;
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
