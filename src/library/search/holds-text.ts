/** Whether a paper holds a phrase, by its terms. Pure. */
import { analyse } from '../../domain/text/analyse.ts';
import { type FieldTerms, type PaperTerms, termNumbers } from './term-numbers.ts';

/** @returns the words of the text as numbers; empty when it has none that papers are searched by */
export function phraseTerms(text: string): Uint32Array {
  return termNumbers(analyse(text).words);
}

/** Whether the words stand one after the other in title or abstract; one word may also be a form of a compound. */
export function holdsPhrase({ title, body }: PaperTerms, phrase: Uint32Array): boolean {
  return phrase.length > 0 && (fieldHolds(title, phrase) || fieldHolds(body, phrase));
}

function fieldHolds({ numbers, words }: FieldTerms, phrase: Uint32Array): boolean {
  const first = phrase[0] as number;
  if (phrase.length === 1) return numbers.includes(first);
  for (let at = numbers.indexOf(first); at >= 0 && at + phrase.length <= words; at = numbers.indexOf(first, at + 1)) {
    if (phrase.every((term, place) => numbers[at + place] === term)) return true;
  }
  return false;
}
