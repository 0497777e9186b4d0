/** Papers in, in the order of what is trending with why, out: the score of `digest/` with what syncs saw of their upvotes. */
import { rankTrending, type TrendingPaper } from '../digest/trending.ts';
import type { Clock } from '../domain/clock.ts';
import type { Paper } from '../domain/paper.ts';
import type { Log } from '../domain/ports.ts';
import type { UpvoteHistory } from '../domain/upvote-history.ts';
import type { MeasuredCurve } from './measured-curve.ts';

/** Never rejects: without the history, counts and ages decide. */
export type TrendingOrder = (papers: readonly Paper[]) => Promise<TrendingPaper[]>;

export interface TrendingOrderTools {
  /** Missing where nothing is recorded. */
  readonly history?: UpvoteHistory;
  readonly measuredCurve: MeasuredCurve;
  readonly clock: Clock;
  readonly log: Log;
}

export function createTrendingOrder({ history, measuredCurve, clock, log }: TrendingOrderTools): TrendingOrder {
  return async (papers) => {
    const now = clock.now();
    const curves = await history
      ?.of(papers.map(({ id }) => id))
      .catch((error: unknown) => log.warn('upvote-history-not-read', { error }));
    const curve = await measuredCurve();
    return rankTrending(papers, { now, ...(curves && { curves }), ...(curve && { curve }) });
  };
}
