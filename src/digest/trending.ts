/** A period in, its days and the order of its papers out. Pure. */
import { addDays } from '../domain/days.ts';
import type { Day, Paper } from '../domain/paper.ts';

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
