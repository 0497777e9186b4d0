/**
 * A claim and the sentences it rests on → how likely they support it. Pure. Measured by `npm run eval -- support`; no
 * claim is dropped by it so far.
 *
 * A logistic model of the two features that carry over between fields: the share of the claim's weight that the best
 * two sentences cover, and the length of the evidence. It measures relevance, not truth: support against
 * contradiction it cannot tell apart (AUC .54), so never say of a claim that it is contradicted because of it.
 */
import { allTerms, analyse } from '../domain/text/analyse.ts';

/** Above this a claim counts as supported. */
export const SUPPORT_THRESHOLD = 0.37;

/** Fitted once on pairs of claims and evidence; weights belong to standardised features. */
const COVERAGE = { weight: 0.951, mean: 0.302, deviation: 0.298 };
const LOG_LENGTH = { weight: -0.371, mean: 3.433, deviation: 1.033 };
const INTERCEPT = -0.617;
/** Length is counted in plain words, as it was when the model was fitted. */
const WORD = /[\p{L}\p{N}]+/gu;

/** Weight of a term: how rare it is, as `analyse` gives it. */
export type TermWeight = (term: string) => number;

/**
 * @param sentences the evidence, one sentence an entry
 * @returns 0 to 1; 0 when there is no evidence
 */
export function supportScore(claim: string, sentences: readonly string[], weight: TermWeight): number {
  const words = sentences.reduce((sum, sentence) => sum + (sentence.match(WORD)?.length ?? 0), 0);
  if (!words) return 0;
  const logit =
    (COVERAGE.weight * (coverageByTwo(claim, sentences, weight) - COVERAGE.mean)) / COVERAGE.deviation +
    (LOG_LENGTH.weight * (Math.log1p(words) - LOG_LENGTH.mean)) / LOG_LENGTH.deviation +
    INTERCEPT;
  return 1 / (1 + Math.exp(-logit));
}

/** Share of the claim's weight that stands in the two sentences which cover most of it, 0 to 1. */
function coverageByTwo(claim: string, sentences: readonly string[], weight: TermWeight): number {
  const weights = new Map(allTerms(analyse(claim)).map((term) => [term, weight(term)]));
  const total = sum(weights.values());
  if (total <= 0) return 0;
  const best = sentences
    .map((sentence) => allTerms(analyse(sentence)).filter((term) => weights.has(term)))
    .map((terms) => ({ terms, covered: sum([...new Set(terms)].map((term) => weights.get(term) ?? 0)) }))
    .sort((a, b) => b.covered - a.covered)
    .slice(0, 2);
  const covered = new Set(best.flatMap(({ terms }) => terms));
  return sum([...covered].map((term) => weights.get(term) ?? 0)) / total;
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
