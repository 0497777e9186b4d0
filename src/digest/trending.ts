/** A period in, its days and the order of its papers out, each with why it is there. Pure. */
import { addDays } from '../domain/days.ts';
import type { Day, Paper, PaperId } from '../domain/paper.ts';
import type { UpvoteCurves } from '../domain/upvote-history.ts';
import type { Words } from '../domain/words.ts';
import type { InterestCurve } from './interest-curve.ts';
import { reasonsFor } from './trending-reasons.ts';
import { trendingScore } from './trending-score.ts';

export type TrendingPeriod = 'today' | 'week' | 'month';

const LENGTH_DAYS: Readonly<Record<TrendingPeriod, number>> = { today: 1, week: 7, month: 30 };

/** The days of a period that ends on the newest listing day, which on weekends and holidays is not today. */
export function periodDays(period: TrendingPeriod, newestListing: Day): { from: Day; to: Day } {
  return { from: addDays(newestListing, 1 - LENGTH_DAYS[period]), to: newestListing };
}

/**
 * Upvotes and comments count alike: both are one person who stopped at the paper. Ties go to the newer listing, then
 * to the id, so that the order is the same every time.
 */
export function byInterest(left: Paper, right: Paper): number {
  const interest = (paper: Paper) => (paper.upvotes ?? 0) + (paper.comments ?? 0);
  return (
    interest(right) - interest(left) ||
    (right.listedOn ?? '').localeCompare(left.listedOn ?? '') ||
    (left.id < right.id ? -1 : 1)
  );
}

/** A paper in the order of what is trending. */
export interface TrendingPaper {
  readonly paper: Paper;
  /** Upvotes and comments that it is expected to have when it has settled; comparable over hours and days. */
  readonly score: number;
  /** Why it is where it is among these papers, the strongest reason first; may be empty. */
  readonly reasons: readonly Words[];
}

export interface TrendingFacts {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** What syncs saw of these papers; without it growth is unknown, and age and counts alone decide. */
  readonly curves?: UpvoteCurves;
  /** How attention comes with age, where it was measured. */
  readonly curve?: InterestCurve;
}

/** What is trending first, each paper once however often it is given. Ties as in `byInterest`. */
export function rankTrending(papers: readonly Paper[], { now, curves, curve }: TrendingFacts): TrendingPaper[] {
  const each = new Map<PaperId, Paper>(papers.map((paper) => [paper.id, paper]));
  const scored = [...each.values()]
    .map((paper) => ({ paper, score: trendingScore(paper, curves?.get(paper.id), now, curve) }))
    .sort((left, right) => right.score - left.score || byInterest(left.paper, right.paper));
  const reasons = reasonsFor(
    scored.map(({ paper }) => paper),
    { now, curves },
  );
  return scored.map((entry) => ({ ...entry, reasons: reasons.get(entry.paper.id) ?? [] }));
}
