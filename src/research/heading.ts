/** A sub-question as a model wrote it → a heading, if nothing in it is the model's own invention. Pure. */
import type { Evidence } from '../domain/evidence.ts';
import { sharedWords } from '../domain/text/match.ts';
import { unsupportedNames, unsupportedNumbers } from '../domain/text/numbers.ts';
import { readsAsOrder } from '../domain/text/orders.ts';

/** Of a heading's words. The rest may be a reviewer's: "trade-offs", "approaches". */
const LEAST_KNOWN_WORDS = 0.5;
/** A word in the midst of a heading that begins with a capital, or has one inside, is a name. */
const NAME = /(?<=\S\s)\p{Lu}[\p{L}\p{N}-]*|\p{L}*\p{Ll}\p{Lu}[\p{L}\p{N}-]*/gu;

/**
 * Whether a heading may stand over a part: its numbers and names, and half of its words, are those of the question or of
 * the abstracts below it. It is a question and asserts nothing, but a wrong name in it would be read as a fact.
 */
export function isSupportedHeading(heading: string, question: string, evidence: readonly Evidence[]): boolean {
  const abstracts = evidence.flatMap(({ paper, sentences }) => [
    paper.title,
    ...sentences.filter(({ text }) => !readsAsOrder(text)).map(({ text }) => text),
  ]);
  const known = [question, ...abstracts].join(' ');
  const lower = known.toLowerCase();
  const names = heading.match(NAME) ?? [];
  return (
    !readsAsOrder(heading) &&
    !unsupportedNumbers(heading, known).length &&
    !unsupportedNames(heading, known).length &&
    names.every((name) => lower.includes(name.toLowerCase())) &&
    sharedWords(heading, known) >= LEAST_KNOWN_WORDS
  );
}
