import { afterAll, beforeAll, expect, it } from 'vitest';
import { feedDayBegins } from '../../src/digest/feed-day.ts';
import { usualCurve } from '../../src/digest/interest-curve.ts';
import { rankTrending } from '../../src/digest/trending.ts';
import type { Paper } from '../../src/domain/paper.ts';
import type { SeenCounts, UpvoteHistory } from '../../src/domain/upvote-history.ts';
import { createDigestPapers } from '../../src/flows/digest-papers.ts';
import { createMeasuredCurve } from '../../src/flows/measured-curve.ts';
import { createTrendingOrder } from '../../src/flows/trending-order.ts';
import { paper } from '../doubles/paper.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';
import { noonClock, openSmallLibrary, type SmallLibrary } from '../small-library.ts';

const HOUR = 3_600_000;
const NOW = noonClock.now();
const TODAY = '2026-06-30';
const WATCHED_DAY = '2026-06-15';

/** Known by their day only, and upvoted in their first half hour or not at all. */
const WATCHED: readonly Paper[] = Array.from({ length: 60 }, (_, at) =>
  paper({
    id: `arxiv:2606.01${String(at).padStart(3, '0')}`,
    title: `Watched ${at}`,
    listedOn: WATCHED_DAY,
    upvotes: 100,
  }),
);
const OLDER = paper({ id: 'arxiv:2606.00001', title: 'Older', listedOn: TODAY, listedAt: NOW - 9 * HOUR, upvotes: 30 });
const NEWER = paper({ id: 'arxiv:2606.00002', title: 'Newer', listedOn: TODAY, listedAt: NOW - HOUR, upvotes: 20 });

let small: SmallLibrary;
beforeAll(async () => {
  small = await openSmallLibrary([...WATCHED, OLDER, NEWER]);
});
afterAll(() => small.close());

const began = feedDayBegins(WATCHED_DAY);
const seen: readonly SeenCounts[] = [{ from: began + HOUR / 2, until: began + 100 * HOUR, upvotes: 100, comments: 0 }];
const history: UpvoteHistory = {
  of: async (ids) => new Map(WATCHED.filter(({ id }) => ids.includes(id)).map(({ id }) => [id, [...seen]])),
};
const log = createRecordingLog();

it('a post and a list of its day have one order, by the course that attention took here', async () => {
  const { library } = small;
  const measuredCurve = createMeasuredCurve({ library, history, clock: noonClock, log });
  const listed = await createTrendingOrder({ history, measuredCurve, clock: noonClock, log })([OLDER, NEWER]);
  const posted = await createDigestPapers(library, history, measuredCurve).of({ from: TODAY, to: TODAY }, NOW);
  const titles = (entries: typeof listed) => entries.map(({ paper: { title } }) => title);
  expect(titles(posted.papers.slice())).toEqual(titles(listed));
  // By the usual course the newer one would have most of its upvotes before it.
  expect(titles(listed)).toEqual(['Older', 'Newer']);
  expect(titles(rankTrending([OLDER, NEWER], { now: NOW }))).toEqual(['Newer', 'Older']);
});

it('is measured again soon when the history could not be read', async () => {
  let isDown = true;
  const flaky: UpvoteHistory = { of: (ids) => (isDown ? Promise.reject(new Error('locked')) : history.of(ids)) };
  const measured = createMeasuredCurve({ library: small.library, history: flaky, clock: noonClock, log });
  expect(await measured()).toBeUndefined();
  expect(log.events()).toContain('upvote-history-not-read');
  isDown = false;
  expect((await measured())?.(2)).toBeGreaterThan(usualCurve(2) + 0.3);
});
