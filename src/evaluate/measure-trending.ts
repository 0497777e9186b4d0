/** Recorded days in; how lists of what is trending differ from plain upvotes, and what growth is worth on simulated days, out. */
import { feedDay, feedDayBegins } from '../digest/feed-day.ts';
import { byInterest, rankTrending } from '../digest/trending.ts';
import { addDays } from '../domain/days.ts';
import type { Day, Paper, PaperId } from '../domain/paper.ts';
import { type Found, type GrownDay, growList, watchDays } from './grow-lists.ts';
import { SHAPES, type Shape } from './simulate-upvotes.ts';

const HOUR = 3_600_000;
const TOP = 10;
const HOURS = [1, 2, 4, 6, 8, 12] as const;
/** Of a shorter list ten are most of it. */
const LEAST_PAPERS = 20;
/** So many lists of each shape and length. */
const LISTS = 30;
/** Days whose course the bot has watched before; none of their lists is measured. */
const WATCHED_DAYS = 12;
const SEED = 20_261_121;

export interface ListDifference {
  readonly list: string;
  readonly lists: number;
  /** Of ten, how many both have, and Kendall's tau over the whole list, both as means. */
  readonly overlapWithUpvotes: number;
  readonly tauWithUpvotes: number;
  readonly overlapWithListing: number;
  readonly tauWithListing: number;
}

export interface GrowthRow {
  /** How many days the list looks at. */
  readonly days: number;
  readonly listing: Shape['listing'];
  readonly shape: string;
  /** The share of the final top ten, after each of the hours. */
  readonly found: readonly { readonly hours: number; readonly score: number; readonly upvotes: number }[];
  /** Found by score ÷ found by upvotes, all hours together. */
  readonly ratio: number;
}

export interface TrendingReport {
  readonly kind: 'trending';
  readonly papers: number;
  readonly days: number;
  readonly differences: readonly ListDifference[];
  readonly growth: readonly GrowthRow[];
  readonly totals: readonly {
    readonly days: number;
    readonly listing: Shape['listing'];
    readonly ratio: number;
    /** Shapes and hours at which the score found fewer, of how many. */
    readonly below: number;
    readonly of: number;
  }[];
}

/** @param papers of recorded days, in the order of their listing */
export function measureTrending(
  papers: ReadonlyMap<PaperId, Paper>,
  onProgress: (line: string) => void,
): TrendingReport {
  const byDay = new Map<Day, Paper[]>();
  for (const paper of papers.values()) {
    if (paper.listedOn) byDay.set(paper.listedOn, [...(byDay.get(paper.listedOn) ?? []), paper]);
  }
  const days = [...byDay.keys()].sort();
  const differences = [
    ['a day', 1],
    ['a week', 7],
    ['a month', 30],
  ].map(([list, length]) => differenceOf(String(list), Number(length), days, byDay));
  const growth: GrowthRow[] = [];
  const large = days.filter((day) => (byDay.get(day)?.length ?? 0) >= LEAST_PAPERS);
  const grown = large.map((day) => ({ day, papers: (byDay.get(day) ?? []).map(figuresOf) }));
  const counted: { readonly row: GrowthRow; readonly sums: readonly Found[] }[] = [];
  for (const length of [1, 2, 7]) {
    for (const shape of SHAPES) {
      onProgress(`simulating: a list of ${length} days, ${shape.name}, listed at ${shape.listing} hours`);
      const sums = growthOf(grown, shape, length);
      const row = rowOf(sums, shape, length);
      counted.push({ row, sums });
      growth.push(row);
    }
  }
  const totals = [1, 2, 7].flatMap((length) =>
    (['recorded', 'spread'] as const).map((listing) => {
      const theirs = counted.filter(({ row }) => row.days === length && row.listing === listing);
      const cells = theirs.flatMap(({ sums }) => sums);
      return {
        days: length,
        listing,
        ratio: ratioOf(cells),
        below: cells.filter(({ score, upvotes }) => score < upvotes).length,
        of: cells.length,
      };
    }),
  );
  return { kind: 'trending', papers: papers.size, days: days.length, differences, growth, totals };
}

function figuresOf({ upvotes = 0, comments = 0, listedAt, listedOn }: Paper) {
  const hours = listedAt === undefined || !listedOn ? undefined : (listedAt - feedDayBegins(listedOn)) / HOUR;
  return { upvotes, comments, ...(hours !== undefined && { listedAfter: Math.max(0, hours) }) };
}

/** Lists that end on each day in turn, without one that is shorter than ten. */
function differenceOf(
  list: string,
  length: number,
  days: readonly Day[],
  byDay: ReadonlyMap<Day, readonly Paper[]>,
): ListDifference {
  const sums = { lists: 0, overlapWithUpvotes: 0, tauWithUpvotes: 0, overlapWithListing: 0, tauWithListing: 0 };
  for (const last of days.filter((_, at) => at % length === length - 1)) {
    const papers = days
      .filter((day) => day > addDays(last, -length) && day <= last)
      .flatMap((day) => byDay.get(day) ?? []);
    if (papers.length <= TOP) continue;
    const ranked = rankTrending(papers, { now: feedDay(feedDayBegins(last)).ends }).map(({ paper }) => paper);
    const upvoted = papers.toSorted((a, b) => (b.upvotes ?? 0) - (a.upvotes ?? 0) || byInterest(a, b));
    sums.lists++;
    sums.overlapWithUpvotes += overlap(ranked, upvoted);
    sums.overlapWithListing += overlap(ranked, papers);
    sums.tauWithUpvotes += kendallsTau(ranked, upvoted);
    sums.tauWithListing += kendallsTau(ranked, papers);
  }
  const mean = (sum: number) => sum / Math.max(1, sums.lists);
  return {
    list,
    lists: sums.lists,
    overlapWithUpvotes: mean(sums.overlapWithUpvotes),
    tauWithUpvotes: mean(sums.tauWithUpvotes),
    overlapWithListing: mean(sums.overlapWithListing),
    tauWithListing: mean(sums.tauWithListing),
  };
}

function overlap(left: readonly Paper[], right: readonly Paper[]): number {
  const first = new Set(left.slice(0, TOP).map(({ id }) => id));
  return right.slice(0, TOP).filter(({ id }) => first.has(id)).length;
}

/** Pairs that both orders agree on less those that they do not, over all pairs (Kendall, "A New Measure of Rank Correlation", 1938). */
export function kendallsTau(left: readonly Paper[], right: readonly Paper[]): number {
  const place = new Map(right.map(({ id }, at) => [id, at]));
  const places = left.map(({ id }) => place.get(id) as number);
  let agreed = 0;
  for (let later = 1; later < places.length; later++) {
    for (let earlier = 0; earlier < later; earlier++) {
      agreed += (places[earlier] as number) < (places[later] as number) ? 1 : -1;
    }
  }
  const pairs = (places.length * (places.length - 1)) / 2;
  return pairs ? agreed / pairs : 1;
}

function growthOf(days: readonly GrownDay[], shape: Shape, length: number): Found[] {
  const sums = HOURS.map(() => ({ score: 0, upvotes: 0, of: 0 }));
  const watched = days.slice(0, WATCHED_DAYS);
  const measured = days.slice(watched.length);
  const curve = watchDays(watched, shape, SEED);
  const step = Math.max(1, Math.floor(measured.length / LISTS));
  for (let last = length - 1; last < measured.length; last += step) {
    const window = asNeighbours(measured.slice(last - length + 1, last + 1));
    for (const [at, found] of growList(window, shape, HOURS, { curve, seed: SEED + last }).entries()) {
      const sum = sums[at] as { score: number; upvotes: number; of: number };
      sum.score += found.score;
      sum.upvotes += found.upvotes;
      sum.of += found.of;
    }
  }
  return sums;
}

/** Figures of days that lay apart, as if each had followed the other. */
function asNeighbours(days: readonly GrownDay[]): GrownDay[] {
  const last = (days.at(-1) as GrownDay).day;
  return days.map(({ papers }, at) => ({ papers, day: addDays(last, at + 1 - days.length) }));
}

function rowOf(sums: readonly Found[], { listing, name }: Shape, days: number): GrowthRow {
  const found = sums.map(({ score, upvotes, of }, at) => ({
    hours: HOURS[at] as number,
    score: score / of,
    upvotes: upvotes / of,
  }));
  return { days, listing, shape: name, found, ratio: ratioOf(sums) };
}

function ratioOf(sums: readonly Found[]): number {
  const all = (count: (found: Found) => number) => sums.reduce((total, found) => total + count(found), 0);
  return all(({ score }) => score) / all(({ upvotes }) => upvotes);
}
