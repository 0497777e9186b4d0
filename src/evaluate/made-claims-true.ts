/** A sentence of an abstract in, the same said by a faithful writer out. By rules, so that it is true for certain. */
import { shortName } from '../domain/paper.ts';
import { FINDINGS, OPENINGS, SAME } from './made-claims-wording.ts';

export interface Source {
  readonly title: string;
  readonly abstract: string;
}

/** One way of saying it otherwise; `undefined` where the sentence does not lend itself to it. */
type Restating = (sentence: string, source: Source, random: () => number) => string | undefined;

export const RESTATINGS: Readonly<Record<string, Restating>> = {
  'as reported': (sentence, source) => `The authors report that ${lowerFirst(impersonal(sentence), source)}`,
  'paper’s name for "we"': byName,
  'a part of it': clause,
  'without its adverbials': withoutAdverbials,
  passive,
  synonyms,
  'number written otherwise': otherNumbers,
  'sides turned': sidesTurned,
};

/** The sentence in other words, by one to three rules. */
export function restate(sentence: string, source: Source, random: () => number) {
  const names = Object.keys(RESTATINGS);
  const first = Math.floor(random() * names.length);
  const wanted = 1 + Math.floor(random() * 3);
  const used: string[] = [];
  let text = sentence;
  for (let turn = 0; turn < names.length && used.length < wanted; turn++) {
    const name = names[(first + turn * 3) % names.length] as string;
    if (used.includes('as reported') && name !== 'synonyms') continue;
    const other = RESTATINGS[name]?.(text, source, random);
    if (!other || other === text) continue;
    text = other;
    used.push(name);
  }
  return { text: third(text), rules: used };
}

/** Two sentences of one paper in one. */
export function merge(one: string, other: string, source: Source): string {
  return `${third(one).replace(/[.!?]$/, '')}, and ${lowerFirst(third(other), source)}`;
}

/** Some words of the sentence in a row, verbatim. */
export function quoteFrom(sentence: string, random: () => number): string {
  const words = sentence.split(' ');
  const length = Math.min(words.length, 5 + Math.floor(random() * 9));
  const start = Math.floor(random() * (words.length - length + 1));
  return words.slice(start, start + length).join(' ');
}

function impersonal(sentence: string): string {
  return third(sentence.replace(OPENINGS, '').replace(FINDINGS, ''));
}

/** A writer speaks of the authors, not of "us". */
function third(text: string): string {
  return text
    .replace(/\bWe\b/g, 'The authors')
    .replace(/\bwe\b/g, 'they')
    .replace(/\bOur\b/g, 'Their')
    .replace(/\bour\b/g, 'their')
    .replace(/\bus\b/g, 'them')
    .replace(/\bThis (paper|work|study)\b/g, 'The $1');
}

function lowerFirst(text: string, { abstract }: Source): string {
  const [first = ''] = text.split(/[\s,]/);
  // A name has more than one capital or a digit, or stands with its capital in the middle of a sentence too.
  const isName =
    /[A-Z0-9]/.test(first.slice(1)) ||
    new RegExp(`[a-z,] ${first.replace(/[^A-Za-z-]/g, '.')}(?![A-Za-z])`).test(abstract);
  return isName && !/^(?:The|This|In|It|An?|On|For|With|By|To)$/.test(first)
    ? text
    : text.charAt(0).toLowerCase() + text.slice(1);
}

function byName(sentence: string, source: Source): string | undefined {
  const name = shortName(source.title);
  if (!name) return undefined;
  const named = sentence
    .replace(/\bOur (?:proposed )?(?:method|approach|model|framework|system)\b/, name)
    .replace(/\bour (?:proposed )?(?:method|approach|model|framework|system)\b/, name)
    .replace(/^We\b(?= [a-z])/, `The authors of ${name}`);
  return named === sentence ? undefined : named;
}

function clause(sentence: string): string | undefined {
  const parts = sentence.split(/; |, (?:while|whereas|which|but|and|thereby|resulting|making|leading)\b|(?: –|—) ?/);
  const [first = ''] = parts;
  if (parts.length < 2 || first.split(' ').length < 8 || /^(?:While|Although|If|When|Whereas|Despite)\b/.test(first))
    return;
  // A piece with an open bracket, and "both A" without B, are no sentences.
  if (/\([^)]*$/.test(first) || /\b(?:both|either|neither|not only|between)\b/.test(first)) return;
  return `${first.trim()}.`;
}

function withoutAdverbials(sentence: string): string | undefined {
  const shorter = sentence
    .replace(OPENINGS, '')
    .replace(/ \([^()]{2,60}\)/, '')
    .replace(/\b(?:significantly|substantially|consistently|effectively|extensively|further|also|notably) /, '');
  return shorter === sentence ? undefined : shorter.charAt(0).toUpperCase() + shorter.slice(1);
}

function passive(sentence: string): string | undefined {
  const [, verb, object] =
    /^(?:To this end, |In this (?:paper|work), )?[Ww]e (propose|introduce|present|develop|release) (an? [^,.;]{10,120})[,.;]/.exec(
      sentence,
    ) ?? [];
  if (!verb || !object || /\b(?:that|which|and|to|where)\b/.test(object)) return undefined;
  const done = verb.endsWith('e') ? `${verb}d` : `${verb}ed`;
  return `${object.charAt(0).toUpperCase()}${object.slice(1)} is ${done} by the authors.`;
}

function synonyms(sentence: string, _: Source, random: () => number): string | undefined {
  let text = sentence;
  for (const [from, to] of SAME) if (random() < 0.7) text = text.replace(from, to);
  return text === sentence ? undefined : text;
}

function otherNumbers(sentence: string, _: Source, random: () => number): string | undefined {
  const text = sentence
    .replace(/(\d)\\?%/g, random() < 0.5 ? '$1 percent' : '$1 %')
    .replace(/(?<![\d.,])(\d{1,3}),000(?![\d,])/g, random() < 0.5 ? '$1K' : '$1000')
    .replace(/(\d)x(?= (?:faster|speed|more|less|fewer|smaller|larger|higher|lower))/g, '$1 times')
    .replace(/\b(three|four|five|six|seven|eight|nine)(?= (?:[a-z]+ )?(?:tasks|benchmarks|datasets|models))/g, (word) =>
      String(['three', 'four', 'five', 'six', 'seven', 'eight', 'nine'].indexOf(word) + 3),
    );
  return text === sentence ? undefined : text;
}

/** "A outperforms B." → "B is outperformed by A." */
function sidesTurned(sentence: string): string | undefined {
  const [, left, verb, right] =
    /^((?:[A-Z][\w-]*|Our \w+)(?: \w+)?) (outperforms|surpasses|exceeds) ((?:[A-Z]|the|all|other|prior|existing)[^,.;]{3,50})\.$/.exec(
      sentence,
    ) ?? [];
  if (!left || !verb || !right) return undefined;
  return `${right.charAt(0).toUpperCase()}${right.slice(1)} is ${verb.replace(/e?s$/, 'ed')} by ${/^[A-Z][a-z]* /.test(left) ? left.charAt(0).toLowerCase() + left.slice(1) : left}.`;
}
