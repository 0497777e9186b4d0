/** In: what a model wrote behind `NAME:`. Out: the value that its JSON schema asks for. */
import type { LineField } from './line-layout.ts';

const NOTHING = /^(none|n\/a|null|nothing|empty|[-–—"'`()[\]\s]*|\((none|empty)\))$/i;
/** Such as `P1.s2`: words with something in their midst that prose does not have. */
const KEY = /^[\w]+([.:_-]\w+)+$/;
const PAIRS: readonly (readonly [string, string])[] = [
  ['"', '"'],
  ['“', '”'],
  ['`', '`'],
  ['**', '**'],
];

/** @returns `undefined` when there is no value, or none that the field can hold */
export function readLineValue(field: LineField, written: readonly string[]): unknown {
  const lines = written.map((line) => line.trim()).filter(Boolean);
  const text = unwrapped(lines.join(' '));
  if (field.kind === 'texts') return lines.flatMap(readValues);
  if (NOTHING.test(text)) return field.kind === 'text' && !field.choices ? '' : undefined;
  switch (field.kind) {
    case 'number': {
      const number = /-?\d+(\.\d+)?/.exec(text)?.[0];
      return number === undefined ? undefined : Number(number);
    }
    case 'truth':
      return /^(yes|true|y)\b/i.test(text) || (/^(no|false|n)\b/i.test(text) ? false : undefined);
  }
  // A choice that is none of those is left as it is: who reads the JSON checks it.
  return field.choices ? (field.choices.find((choice) => startsWith(text, choice)) ?? text) : text;
}

/** What a property holds that the model left out. */
export function missingLineValue({ kind, choices }: LineField): unknown {
  if (kind === 'texts') return [];
  return kind === 'text' && !choices ? '' : undefined;
}

function readValues(line: string): string[] {
  const bare = line.replace(/^[-*•]\s+/, '');
  const words = bare
    .split(/[\s,;]+|\band\b|&/)
    .map(stripped)
    .filter(Boolean);
  // Keys may stand with whatever between them; commas in prose part nothing.
  const values =
    words.length && words.every((word) => KEY.test(word))
      ? words
      : bare.split(/[;；]/).map((part) => unwrapped(part.trim()));
  return values.filter((value) => value && !NOTHING.test(value));
}

function stripped(value: string): string {
  return value.replace(/^[\s["'`“(]+|[\s\]"'`”),.]+$/g, '');
}

function unwrapped(text: string): string {
  for (const [open, close] of PAIRS) {
    const inner = text.slice(open.length, -close.length);
    if (text.length > open.length + close.length && text.startsWith(open) && text.endsWith(close)) {
      if (!inner.includes(open) && !inner.includes(close)) return inner.trim();
    }
  }
  return text;
}

function startsWith(text: string, choice: string): boolean {
  return text.toLowerCase().startsWith(choice.toLowerCase());
}
