/** A title and the sentences of its abstract in, the one sentence that sums the paper up out; chosen without a model. Pure. */
import type { EvidenceSentence } from '../domain/evidence.ts';
import { titleKey } from '../domain/paper.ts';
import { analyse } from '../domain/text/analyse.ts';
import { readsAsOrder } from '../domain/text/orders.ts';
import { CONTRIBUTION, NOVELTY } from './cues.ts';
import { pointsBack } from './references.ts';

/**
 * A linear model of nine features, fitted on the training part of SciTLDR (Cachola et al. 2020, 1,992 papers with
 * one-sentence summaries by people): the weights make the expected ROUGE-1 of a draw among a paper's sentences, by
 * the exponential of their scores, as high as it gets; features were added one by one as threefold cross-validation
 * on the same part gained by them. All thirty-six that were tried gain .3 points of ROUGE-1 more on the part that was
 * kept for measuring. There (619 papers, `npm run eval -- tldr`) ROUGE-1 is 41.5; of first sentences it is 30.1, of
 * titles 37.1.
 */
const WEIGHTS = {
  /** Share of the terms that the abstract repeats, each weighing the logarithm of how many sentences have it. */
  central: 6.87,
  /** Share of the sentence's terms that the title has, and of the title's that the sentence has. */
  ofTheTitle: 8.87,
  coversTitle: 6.11,
  /** It is the first in which the authors say what they did. */
  contribution: 4.66,
  novelty: 2.09,
  last: -0.69,
  /** Tens of words under 14, over 20 and over 30. */
  short: -2.79,
  long: -0.63,
  tooLong: -0.46,
} as const;
/** For a reader's sake and not for the figure's: what it speaks of stands in another sentence. */
const POINTS_BACK_COST = 2;
const WORD = /[\p{L}\p{N}]+/gu;

/** @returns `undefined` where no sentence can be shown */
export function oneLine(title: string, sentences: readonly EvidenceSentence[]): EvidenceSentence | undefined {
  const scores = oneLineScores(title, sentences);
  const fit = sentences.filter(({ text }) => /\p{L}/u.test(text) && !readsAsOrder(text));
  // A summary that is the title again tells a reader nothing.
  const others = fit.filter(({ text }) => titleKey(text) !== titleKey(title));
  const score = (sentence: EvidenceSentence) => scores[sentences.indexOf(sentence)] ?? 0;
  return (others.length ? others : fit).toSorted((a, b) => score(b) - score(a) || a.index - b.index)[0];
}

/** How well each sentence sums the paper up; comparable within one abstract only. */
export function oneLineScores(title: string, sentences: readonly EvidenceSentence[]): number[] {
  const terms = sentences.map(({ text }) => new Set(analyse(text).words));
  const ofTitle = new Set(analyse(title).words);
  const frequency = new Map<string, number>();
  for (const term of terms.flatMap((set) => [...set])) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  const weight = (term: string) => Math.log(frequency.get(term) ?? 1);
  const wholeWeight = sum([...frequency.keys()].map(weight)) || 1;
  const firstContribution = sentences.findIndex(({ text }) => CONTRIBUTION.test(text));
  return sentences.map(({ text }, index) => {
    const own = terms[index] ?? new Set<string>();
    const shared = [...own].filter((term) => ofTitle.has(term)).length;
    const words = text.match(WORD)?.length ?? 0;
    const features: Record<keyof typeof WEIGHTS, number> = {
      central: sum([...own].map(weight)) / wholeWeight,
      ofTheTitle: shared / (own.size || 1),
      coversTitle: shared / (ofTitle.size || 1),
      contribution: Number(index === firstContribution),
      novelty: Number(NOVELTY.test(text)),
      last: Number(index === sentences.length - 1),
      short: Math.max(0, 14 - words) / 10,
      long: Math.max(0, words - 20) / 10,
      tooLong: Math.max(0, words - 30) / 10,
    };
    const score = sum(Object.entries(WEIGHTS).map(([name, value]) => value * features[name as keyof typeof WEIGHTS]));
    return score - (pointsBack(text) ? POINTS_BACK_COST : 0);
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
