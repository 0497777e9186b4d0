/** How attention comes to papers with their age: the usual course, or the one that syncs saw. Pure. */
import type { SeenCounts } from '../domain/upvote-history.ts';

const HOUR = 3_600_000;

/** The share of a paper's settled upvotes that it has, on average, after so many hours on the list; 0 to 1, never falling. */
export type InterestCurve = (hours: number) => number;

/** A paper that syncs have watched. */
export interface WatchedPaper {
  /** Milliseconds since 1970. */
  readonly listedAt: number;
  /** The oldest first. */
  readonly seen: readonly SeenCounts[];
}

/**
 * Most attention comes in the first day and the rest over a week or two: the sum of a quick and a slow decay, as Szabo and
 * Huberman found for Digg ("Predicting the popularity of online content", CACM 53(8), 2010).
 */
const QUICK_SHARE = 0.6;
const QUICK_HOURS = 10;
const SLOW_HOURS = 72;
const AGES = [0.5, 1, 2, 3, 4, 6, 8, 10, 12, 18, 24, 36, 48, 72, 120, 200, 336];
/** Later first looks say too little of the beginning, earlier last ones of the end. */
const SEEN_WITHIN_HOURS = 3;
const SEEN_UNTIL_HOURS = 72;
/** The usual course weighs as much as so many upvotes that were watched. */
const USUAL_UPVOTES = 200;

export function usualCurve(hours: number): number {
  if (hours <= 0) return 0;
  const quick = 1 - Math.exp(-hours / QUICK_HOURS);
  const slow = 1 - Math.exp(-hours / SLOW_HOURS);
  return QUICK_SHARE * quick + (1 - QUICK_SHARE) * slow;
}

/** The course that these papers took; the usual one as far as they are few. */
export function measureCurve(papers: readonly WatchedPaper[]): InterestCurve {
  const whole = papers.filter(isWatchedWhole);
  const final = whole.reduce((sum, { seen }) => sum + (seen.at(-1)?.upvotes ?? 0), 0);
  if (!final) return usualCurve;
  const points = AGES.map((age) => {
    const had = whole.reduce((sum, paper) => sum + countAt(paper, age), 0);
    return (had + USUAL_UPVOTES * usualCurve(age)) / (final + USUAL_UPVOTES);
  });
  return (hours) => between(points, hours);
}

function isWatchedWhole({ listedAt, seen }: WatchedPaper): boolean {
  const [first, last] = [seen[0], seen.at(-1)];
  if (!first || !last) return false;
  return first.from - listedAt <= SEEN_WITHIN_HOURS * HOUR && last.until - listedAt >= SEEN_UNTIL_HOURS * HOUR;
}

/** Never more than in the end: counts may have fallen. */
function countAt({ listedAt, seen }: WatchedPaper, hours: number): number {
  const counts = seen.findLast(({ from }) => from <= listedAt + hours * HOUR);
  return Math.min(counts?.upvotes ?? 0, seen.at(-1)?.upvotes ?? 0);
}

/** Straight lines between the ages that were looked at. */
function between(points: readonly number[], hours: number): number {
  if (hours <= 0) return 0;
  const next = AGES.findIndex((age) => age >= hours);
  if (next < 0) return points.at(-1) as number;
  const [toAge, to] = [AGES[next] as number, points[next] as number];
  const [fromAge, from] = next ? [AGES[next - 1] as number, points[next - 1] as number] : [0, 0];
  return from + ((to - from) * (hours - fromAge)) / (toAge - fromAge);
}
