/** A question and an abstract → how well each sentence answers it. Pure. */
import type { EvidenceSentence } from '../domain/evidence.ts';
import type { Paper } from '../domain/paper.ts';
import { allTerms, analyse } from '../domain/text/analyse.ts';
import { splitSentences } from '../domain/text/sentences.ts';
import { withheldSentences } from '../domain/text/withheld-sentences.ts';

/** What a paper says of itself, rather than of the field. */
const CONTRIBUTION =
  /\b(?:we (?:propose|introduce|present|show|find|develop|design|release|prove|demonstrate|argue|observe)|this (?:paper|work) (?:proposes|introduces|presents|studies)|our (?:method|approach|results|experiments|framework)|results show|experiments (?:show|demonstrate)|outperform\w*|achiev\w+|improv\w+)\b/i;
const NUMBER = /\d/;
const CONTRIBUTION_BONUS = 0.08;
const NUMBER_BONUS = 0.03;
const NUMBER_WANTED_BONUS = 0.12;
const NUMBER_WANTED =
  /\bhow (?:much|many|well|large|fast|often|long)\b|\bwhat (?:score|accuracy|share|percentage|improvement|gain)\b|\bby how\b/i;

/** Weight of a term: how rare it is. */
export type TermWeight = (term: string) => number;

/**
 * Scores: cosine of tf·idf vectors of sentence and question, plus a little for contributions and for numbers,
 * more for numbers where the question asks how much. A sentence that is withheld keeps its place without its text.
 */
export function scoreSentences(
  question: readonly string[],
  questionText: string,
  { title, abstract }: Pick<Paper, 'title' | 'abstract'>,
  weight: TermWeight,
): EvidenceSentence[] {
  const wanted = toVector(question, weight);
  const numbersWanted = NUMBER_WANTED.test(questionText);
  const sentences = splitSentences(abstract);
  const withheld = withheldSentences(title, sentences);
  return sentences.map((text, index) => ({
    index,
    text: withheld.has(index) ? '' : text,
    score:
      cosine(wanted, toVector(allTerms(analyse(text)), weight)) +
      (CONTRIBUTION.test(text) ? CONTRIBUTION_BONUS : 0) +
      (NUMBER.test(text) ? (numbersWanted ? NUMBER_WANTED_BONUS : NUMBER_BONUS) : 0),
  }));
}

/** Share of the question's weight that the text's terms cover, 0 to 1. */
export function coverage(question: readonly string[], text: readonly string[], weight: TermWeight): number {
  const present = new Set(text);
  let covered = 0;
  let total = 0;
  for (const term of new Set(question)) {
    const value = weight(term);
    total += value;
    if (present.has(term)) covered += value;
  }
  return total > 0 ? covered / total : 0;
}

function toVector(terms: readonly string[], weight: TermWeight): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return new Map([...counts].map(([term, count]) => [term, Math.log1p(count) * weight(term)]));
}

function cosine(left: ReadonlyMap<string, number>, right: ReadonlyMap<string, number>): number {
  let product = 0;
  for (const [term, value] of left) product += value * (right.get(term) ?? 0);
  const length = Math.hypot(...left.values()) * Math.hypot(...right.values());
  return length > 0 ? product / length : 0;
}
