/** Papers in, in the order of what is trending with why, out: the score of `digest/` with what syncs saw of their upvotes. */
import { feedDay } from '../digest/feed-day.ts';
import { type InterestCurve, measureCurve } from '../digest/interest-curve.ts';
import { rankTrending, type TrendingPaper } from '../digest/trending.ts';
import type { Clock } from '../domain/clock.ts';
import { addDays } from '../domain/days.ts';
import type { Paper } from '../domain/paper.ts';
import type { Log, PaperIndex } from '../domain/ports.ts';
import type { UpvoteHistory } from '../domain/upvote-history.ts';

/** Never rejects: without the history, counts and ages decide. */
export type TrendingOrder = (papers: readonly Paper[]) => Promise<TrendingPaper[]>;

export interface TrendingOrderTools {
  readonly library: PaperIndex;
  /** Missing where nothing is recorded. */
  readonly history?: UpvoteHistory;
  readonly clock: Clock;
  readonly log: Log;
}

/** The course of upvotes changes over months. */
const CURVE_FRESH = 12 * 60 * 60_000;
/** Papers whose course is over, and that the history still has. */
const WATCHED = { fromDaysAgo: 30, toDaysAgo: 4, papers: 250 };

export function createTrendingOrder({ library, history, clock, log }: TrendingOrderTools): TrendingOrder {
  let measured: { readonly curve: Promise<InterestCurve | undefined>; readonly at: number } | undefined;
  const warn = (error: unknown) => {
    log.warn('upvote-history-not-read', { error });
    return undefined;
  };

  return async (papers) => {
    const now = clock.now();
    if (!measured || Math.abs(now - measured.at) > CURVE_FRESH) measured = { curve: measure(now).catch(warn), at: now };
    const curves = await history?.of(papers.map(({ id }) => id)).catch(warn);
    const curve = await measured.curve;
    return rankTrending(papers, { now, ...(curves && { curves }), ...(curve && { curve }) });
  };

  async function measure(now: number): Promise<InterestCurve | undefined> {
    if (!history) return undefined;
    const { current } = feedDay(now);
    const days = { from: addDays(current, -WATCHED.fromDaysAgo), to: addDays(current, -WATCHED.toDaysAgo) };
    const papers = await library.list({ ...days, sort: 'newest', limit: WATCHED.papers });
    const curves = await history.of(papers.map(({ id }) => id));
    return measureCurve(
      papers.flatMap(({ id, listedAt }) => (listedAt === undefined ? [] : { listedAt, seen: curves.get(id) ?? [] })),
    );
  }
}
