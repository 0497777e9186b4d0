/** Simulated days in; of the papers that end on top, how many a list has after some hours, by score and by plain upvotes, out. */
import { feedDayBegins } from '../digest/feed-day.ts';
import { type InterestCurve, measureCurve } from '../digest/interest-curve.ts';
import { trendingScore } from '../digest/trending-score.ts';
import type { Day } from '../domain/paper.ts';
import type { SeenCounts } from '../domain/upvote-history.ts';
import { seededRandom } from './random.ts';
import { type PaperFigures, type Shape, type SimulatedPaper, simulateDay } from './simulate-upvotes.ts';

const HOUR = 3_600_000;
const TOP = 10;
/** The bot looks once an hour. */
const SYNC_EVERY = HOUR;
/** Upvotes are asked for as long. */
const WATCHED_HOURS = 14 * 24;

/** How many of the final top ten were found, and how many could be. */
export interface Found {
  readonly score: number;
  readonly upvotes: number;
  readonly of: number;
}

export interface GrownDay {
  readonly day: Day;
  readonly papers: readonly PaperFigures[];
}

/** What the bot measures of the course of attention when it has watched these days to their end. */
export function watchDays(days: readonly GrownDay[], shape: Shape, seed: number): InterestCurve {
  const random = seededRandom(seed);
  const papers = days.flatMap(({ day, papers }) => simulateDay(papers, shape, feedDayBegins(day), random));
  const watched = papers.map((paper) => ({
    listedAt: paper.listedAt,
    seen: seenUntil(paper, paper.listedAt + WATCHED_HOURS * HOUR),
  }));
  return measureCurve(watched);
}

/**
 * @param days in order; a list is made in the last one and looks at all of them
 * @param hours after the last day began
 */
export function growList(
  days: readonly GrownDay[],
  shape: Shape,
  hours: readonly number[],
  { curve, seed }: { readonly curve: InterestCurve; readonly seed: number },
): Found[] {
  const random = seededRandom(seed);
  const papers = days.flatMap(({ day, papers }) => simulateDay(papers, shape, feedDayBegins(day), random));
  const began = feedDayBegins((days.at(-1) as GrownDay).day);
  return hours.map((after) => foundAt(papers, began + after * HOUR, curve));
}

/** What can be found: the papers that are listed by then. */
function foundAt(papers: readonly SimulatedPaper[], now: number, curve: InterestCurve): Found {
  const listed = papers.filter(({ listedAt }) => listedAt <= now);
  const final = new Set(topOf(listed, ({ upvotes }) => upvotes.length));
  const byUpvotes = topOf(listed, ({ upvotes }) => countUntil(upvotes, now));
  const byScore = topOf(listed, (paper) => {
    const counts = { upvotes: countUntil(paper.upvotes, now), comments: countUntil(paper.comments, now) };
    return trendingScore({ ...counts, listedAt: paper.listedAt }, seenUntil(paper, now), now, curve);
  });
  const share = (list: readonly SimulatedPaper[]) => list.filter((paper) => final.has(paper)).length;
  return { score: share(byScore), upvotes: share(byUpvotes), of: final.size };
}

function topOf(papers: readonly SimulatedPaper[], measure: (paper: SimulatedPaper) => number): SimulatedPaper[] {
  const measured = papers.map((paper) => ({ paper, value: measure(paper) }));
  return measured
    .sort((a, b) => b.value - a.value || b.paper.listedAt - a.paper.listedAt)
    .slice(0, TOP)
    .map(({ paper }) => paper);
}

/** What hourly syncs wrote of it. */
function seenUntil(paper: SimulatedPaper, now: number): SeenCounts[] {
  const seen: SeenCounts[] = [];
  for (let at = paper.listedAt + ((now - paper.listedAt) % SYNC_EVERY); at <= now; at += SYNC_EVERY) {
    const counts = { upvotes: countUntil(paper.upvotes, at), comments: countUntil(paper.comments, at) };
    const last = seen.at(-1);
    if (last?.upvotes === counts.upvotes && last.comments === counts.comments)
      seen[seen.length - 1] = { ...last, until: at };
    else seen.push({ ...counts, from: at, until: at });
  }
  return seen;
}

function countUntil(times: readonly number[], now: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) <= now) low = middle + 1;
    else high = middle;
  }
  return low;
}
