/** A fact that an answer should hold and the answer in, whether it does out. Pure. */
import { analyse } from '../domain/text/analyse.ts';
import { unsupportedNumbers } from '../domain/text/numbers.ts';

/** All numbers of the fact and more than half of its words (as stems, digits aside) occur in the answer. */
export function holdsFact(fact: string, answer: string): boolean {
  if (unsupportedNumbers(fact, answer).length) return false;
  const wanted = new Set(wordsOf(fact));
  const there = new Set(wordsOf(answer));
  const found = [...wanted].filter((word) => there.has(word)).length;
  return wanted.size === 0 || found > wanted.size / 2;
}

function wordsOf(text: string): string[] {
  return analyse(text).words.filter((word) => /\p{L}/u.test(word));
}
