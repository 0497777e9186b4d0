/** Counts of two periods → whether a group became more or fewer, or too little is known to say. Pure. */

/**
 * `more` and `fewer` only where chance alone would seldom do it; `alike` where it might; `unknown` where there is nothing
 * to compare with.
 */
export type Change = 'more' | 'fewer' | 'alike' | 'unknown';

export interface Counts {
  /** Papers of the group in the period, and before it. */
  readonly now: number;
  readonly before: number;
  /** All papers of the two. */
  readonly allNow: number;
  readonly allBefore: number;
}

/** A difference that chance makes in one case of fifty or more is none: some ten groups are looked at every time. */
const LEAST_LIKELY = 0.02;

/**
 * Whether the group's papers fell on the two periods otherwise than all papers did: an exact binomial test, two-sided by
 * doubling the smaller tail, so that few papers, and a period with fewer papers on the whole, say nothing.
 */
export function changeOf({ now, before, allNow, allBefore }: Counts): Change {
  if (!allBefore || !allNow) return 'unknown';
  const share = allNow / (allNow + allBefore);
  const all = now + before;
  const atMost = binomialUpTo(now, all, share);
  const atLeast = now ? 1 - binomialUpTo(now - 1, all, share) : 1;
  if (2 * Math.min(atMost, atLeast) >= LEAST_LIKELY) return 'alike';
  return atLeast < atMost ? 'more' : 'fewer';
}

/** The probability of at most `successes` in `trials`, in logarithms so that large numbers stay finite. */
function binomialUpTo(successes: number, trials: number, share: number): number {
  let term = trials * Math.log1p(-share);
  let sum = Math.exp(term);
  for (let count = 1; count <= successes; count++) {
    term += Math.log((trials - count + 1) / count) + Math.log(share) - Math.log1p(-share);
    sum += Math.exp(term);
  }
  return Math.min(1, sum);
}
