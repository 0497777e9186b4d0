/** Numbers that are all there and in the wrong place: "from 33 to 12" for "from 12 to 33", "3 models" for "3 tasks". Pure. */
import { stem } from '../domain/text/analyse.ts';
import { isLittleWord } from '../domain/text/tokens.ts';
import type { Quantity } from './measured-numbers.ts';
import type { ReadText } from './read-text.ts';

export interface NumberFault {
  readonly reason: 'number-not-found' | 'number-differs';
  readonly detail: string;
}

/** Things that abstracts count, as stems; words of one line may stand for one another. */
const COUNTED = `
  token
  word
  paramet
  imag photo pictur
  video clip
  frame
  hour
  layer
  gpu gpus
  languag
  step iter
  epoch
  model llm llms vlm vlms mllm mllms
  task
  benchmark dataset set
  question queri
  sampl exampl instanc
  domain
  agent
  scene
  categori class
`;
const CLASS_OF = new Map(
  COUNTED.trim()
    .split('\n')
    .flatMap((line, index) =>
      line
        .trim()
        .split(' ')
        .map((word) => [word, index] as const),
    ),
);
/** Small counts recur, in digits or in words. */
const MOST_COUNTED_IN_WORDS = 12;
const FROM = /\bfrom\s+\P{N}{0,12}$/iu;
const TO = /^\P{N}{0,14}?(?:\bto\b|→)\P{N}{0,10}$/iu;

/** "From 12 to 33" is not "from 33 to 12". */
export function orderFault(claim: ReadText, cited: readonly ReadText[]): NumberFault | undefined {
  const mine = spans(claim);
  if (!mine.length) return undefined;
  const known = cited.flatMap(spans);
  const turned = mine.find(
    ({ from, to }) =>
      from.values[0] !== to.values[0] &&
      known.some((span) => span.from.values[0] === to.values[0] && span.to.values[0] === from.values[0]),
  );
  return (
    turned && {
      reason: 'number-differs',
      detail: `"from ${turned.from.text} to ${turned.to.text}" is the other way round in the cited sentence`,
    }
  );
}

function spans({ quantities, quantityText }: ReadText): { from: Quantity; to: Quantity }[] {
  return quantities.flatMap((from, index) => {
    const to = quantities[index + 1];
    const isSpan =
      to &&
      FROM.test(quantityText.slice(Math.max(0, from.at - 24), from.at)) &&
      TO.test(quantityText.slice(from.end, to.at));
    return isSpan ? [{ from, to }] : [];
  });
}

/** "Three models on 5 tasks" is not "five models on 3 tasks", "1.5M tokens" not "1.5M images". */
export function countedFault(claim: ReadText, cited: readonly ReadText[]): NumberFault | undefined {
  for (const quantity of claim.quantities) {
    const [thing, ...more] = things(claim, quantity);
    if (thing === undefined || more.length) continue;
    const counted = cited.flatMap((sentence) =>
      sentence.quantities
        .filter(({ values }) => values[0] === quantity.values[0])
        .map((other) => things(sentence, other)),
    );
    if (!counted.length || counted.some((known) => !known.length || known.includes(thing))) continue;
    return { reason: 'number-differs', detail: `"${quantity.text}" counts something else in the cited sentence` };
  }
  return undefined;
}

/** "(1) masking" is not "(2) masking", "5 judges" not "7 judges": the same word stands after another number. */
export function attachedFault(claim: ReadText, cited: readonly ReadText[]): NumberFault | undefined {
  const known = cited.flatMap((sentence) => sentence.quantities.map((quantity) => attached(sentence, quantity)));
  const repeated = oftener(claim, known);
  if (repeated) return repeated;
  for (const quantity of claim.quantities) {
    const mine = attached(claim, quantity);
    if (!mine.word) continue;
    const others = known.filter((item) => item.word === mine.word && item.isItem === mine.isItem);
    if (!others.length || others.some(({ value }) => value === mine.value)) continue;
    // The number may stand before a word that means the same: only where that word is in the claim too it was moved.
    const own = known.filter(({ value }) => value === mine.value);
    if (!mine.isItem && !own.some(({ word }) => word && claim.quantityText.toLowerCase().includes(word))) continue;
    return {
      reason: 'number-differs',
      detail: `"${quantity.text} ${mine.word}" has another number in the cited sentence`,
    };
  }
  return undefined;
}

/** A number that stands oftener in the claim than in what it cites has taken the place of another. */
function oftener(claim: ReadText, known: readonly Attached[]): NumberFault | undefined {
  const mine = claim.quantities.map((quantity) => ({ ...attached(claim, quantity), text: quantity.text }));
  const times = (all: readonly Attached[], { value, isItem }: Attached) =>
    all.filter((item) => item.value === value && item.isItem === isItem).length;
  const isTelling = ({ value = 0, isItem }: Attached) =>
    isItem || !Number.isInteger(value) || value > MOST_COUNTED_IN_WORDS;
  const fault = mine.find(
    (item) => isTelling(item) && times(known, item) > 0 && times(mine, item) > times(known, item),
  );
  return (
    fault && {
      reason: 'number-differs',
      detail: `"${fault.text}" stands for two things that the cited sentence tells apart`,
    }
  );
}

interface Attached {
  readonly value: number | undefined;
  /** "(2)", "2)": its place in a list. */
  readonly isItem: boolean;
  /** The word right after the number; after "(2)" the next two, whatever they are. */
  readonly word?: string;
}

function attached({ quantityText }: ReadText, { values: [value], end }: Quantity): Attached {
  const after = quantityText.slice(end, end + 40);
  const [, item] = /^\)\s+([\p{L}-]+\s+[\p{L}-]+)/u.exec(after) ?? [];
  if (item) return { value, isItem: true, word: item.toLowerCase() };
  const [, word = ''] = /^\s+(\p{L}[\p{L}-]*)/u.exec(after) ?? [];
  return { value, isItem: false, ...(isLittleWord(word.toLowerCase()) || !word ? {} : { word: word.toLowerCase() }) };
}

/** The classes of the things among the three words after a number. */
function things({ quantityText }: ReadText, { end }: Quantity): number[] {
  const [clause = ''] = quantityText.slice(end, end + 48).split(/[,;:.()]|\b(?:and|on|in|with|for|from|to|by)\b/);
  const words = clause.toLowerCase().match(/\p{L}+/gu) ?? [];
  return [...new Set(words.slice(0, 3).flatMap((word) => CLASS_OF.get(stem(word)) ?? []))];
}
