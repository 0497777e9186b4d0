/**
 * A paper, what syncs saw of it and an instant in; how many upvotes and comments it will have when it has settled, out.
 * The same measure for every age, so that papers of different hours and days compare. docs/trending.md has the formula.
 */
import type { Paper } from '../domain/paper.ts';
import type { SeenCounts } from '../domain/upvote-history.ts';
import { feedDayBegins } from './feed-day.ts';
import { type InterestCurve, usualCurve } from './interest-curve.ts';

const HOUR = 3_600_000;
/** What is expected of a paper that nothing is known of: the mean upvotes of the recorded days. */
const EXPECTED = 11;
/** How many observed ones weigh as much as that expectation. */
const CERTAINTY = 0.6;
/** What came last foretells more of what will come: evidence loses half of its weight in so many hours. */
const HALF_WEIGHT_HOURS = 24;
/** Growth beyond what followed it may be friends who were told: it counts up to so many standard deviations. */
const BURST_DEVIATIONS = 2;
/** Stars are given to repositories, often long before the paper: at most so many upvotes' worth. */
const MOST_FOR_STARS = 5;

/** Counts at an instant. */
interface Point {
  readonly at: number;
  readonly interest: number;
}

/** What came between two looks at a paper, and the share of all that is expected in that time. */
interface Stretch {
  readonly gained: number;
  readonly share: number;
  /** In hours before now. */
  readonly ended: number;
}

/** Upvotes and comments alike: both are one person who stopped at the paper. The first comment is most often a program's. */
export function interestIn({ upvotes = 0, comments = 0 }: Pick<Paper, 'upvotes' | 'comments'>): number {
  return upvotes + Math.max(0, comments - 1);
}

/** When a paper came onto the list, as well as it is known, in milliseconds since 1970. */
export function listedSince(paper: Pick<Paper, 'listedOn' | 'listedAt' | 'publishedAt'>): number | undefined {
  if (paper.listedAt !== undefined) return paper.listedAt;
  const day = paper.listedOn ?? paper.publishedAt;
  return day === undefined ? undefined : feedDayBegins(day);
}

/**
 * Upvotes and comments that the paper has, and those that are yet to come: the mean of a gamma-Poisson model of how fast
 * they come (Gelman et al., "Bayesian Data Analysis", section 2.6).
 * @param seen of the syncs, the oldest first; without it the paper is judged by what it has and its age
 * @param now milliseconds since 1970
 * @param curve how attention comes with age
 */
export function trendingScore(
  paper: Pick<Paper, 'upvotes' | 'comments' | 'listedOn' | 'listedAt' | 'publishedAt' | 'githubStars'>,
  seen: readonly SeenCounts[] | undefined,
  now: number,
  curve: InterestCurve = usualCurve,
): number {
  const has = interestIn(paper);
  const since = listedSince(paper);
  const bonus = Math.min(MOST_FOR_STARS, Math.log10(1 + Math.max(0, paper.githubStars ?? 0)));
  if (since === undefined) return has + bonus;
  const share = curve((now - since) / HOUR);
  const { gained, shares } = evidence(stretches(pointsOf(has, seen ?? [], since, now), since, now, curve));
  const rate = (CERTAINTY + gained) / (CERTAINTY / EXPECTED + shares);
  return has + rate * (1 - share) + bonus;
}

/** From nothing when it was listed to what it has now; a clock that went back and counts that fell are evened out. */
function pointsOf(has: number, seen: readonly SeenCounts[], since: number, now: number): Point[] {
  const points: Point[] = [{ at: Math.min(since, now), interest: 0 }];
  const add = (at: number, interest: number) => {
    const last = points.at(-1) as Point;
    if (at >= last.at && at <= now) points.push({ at, interest: Math.min(has, Math.max(last.interest, interest)) });
  };
  for (const { from, until, ...counts } of seen) {
    add(from, interestIn(counts));
    add(until, interestIn(counts));
  }
  add(now, has);
  return points;
}

function stretches(points: readonly Point[], since: number, now: number, curve: InterestCurve): Stretch[] {
  const shareAt = (at: number) => curve((at - since) / HOUR);
  return points.slice(1).flatMap((point, index) => {
    const before = points[index] as Point;
    const gained = point.interest - before.interest;
    const share = shareAt(point.at) - shareAt(before.at);
    return gained || share ? [{ gained, share, ended: (now - point.at) / HOUR }] : [];
  });
}

/** What was gained in which share of the time, the later with more weight, and bursts that nothing followed cut down. */
function evidence(all: readonly Stretch[]): { gained: number; shares: number } {
  let [gained, shares] = [0, 0];
  // From the last to the first: each is held against what followed it.
  for (const stretch of all.toReversed()) {
    const weight = 0.5 ** (stretch.ended / HALF_WEIGHT_HOURS);
    const foretold = (stretch.share * (CERTAINTY + gained)) / (CERTAINTY / EXPECTED + shares);
    const followed = shares > 0;
    const most = foretold + BURST_DEVIATIONS * Math.sqrt(foretold + 1);
    gained += weight * (followed ? Math.min(stretch.gained, most) : stretch.gained);
    shares += weight * stretch.share;
  }
  return { gained, shares };
}
