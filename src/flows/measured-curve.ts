/** What syncs saw of the last weeks' papers in; how attention comes with age, as it went there, out: the same for all who rank. */
import { feedDay } from '../digest/feed-day.ts';
import { type InterestCurve, measureCurve } from '../digest/interest-curve.ts';
import { listedSince } from '../digest/trending-score.ts';
import type { Clock } from '../domain/clock.ts';
import { addDays } from '../domain/days.ts';
import type { Log, PaperIndex } from '../domain/ports.ts';
import type { UpvoteHistory } from '../domain/upvote-history.ts';

/** Never rejects; `undefined` where nothing can be measured. */
export type MeasuredCurve = () => Promise<InterestCurve | undefined>;

export interface MeasuredCurveTools {
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

export function createMeasuredCurve({ library, history, clock, log }: MeasuredCurveTools): MeasuredCurve {
  let measured: { readonly curve: Promise<InterestCurve | undefined>; readonly at: number } | undefined;

  return async () => {
    if (!history) return undefined;
    const now = clock.now();
    if (!measured || Math.abs(now - measured.at) > CURVE_FRESH) measured = { curve: measure(history, now), at: now };
    const mine = measured;
    return mine.curve.catch((error: unknown) => {
      log.warn('upvote-history-not-read', { error });
      // Whoever asks next tries again.
      if (measured === mine) measured = undefined;
      return undefined;
    });
  };

  async function measure(seenBySyncs: UpvoteHistory, now: number): Promise<InterestCurve> {
    const { current } = feedDay(now);
    const days = { from: addDays(current, -WATCHED.fromDaysAgo), to: addDays(current, -WATCHED.toDaysAgo) };
    const papers = await library.list({ ...days, sort: 'newest', limit: WATCHED.papers });
    const curves = await seenBySyncs.of(papers.map(({ id }) => id));
    return measureCurve(
      papers.flatMap((paper) => {
        const listedAt = listedSince(paper);
        return listedAt === undefined ? [] : { listedAt, seen: curves.get(paper.id) ?? [] };
      }),
    );
  }
}
