/** A period and perhaps a topic in, the papers that can be trending in it, in their order, out. */
import { byInterest, periodDays, type TrendingPeriod } from '../digest/trending.ts';
import { addDays } from '../domain/days.ts';
import type { Day, Paper } from '../domain/paper.ts';
import type { PaperFilter, PaperIndex } from '../domain/ports.ts';
import { searchPapers } from '../retrieve/search-papers.ts';
import type { TrendingOrder } from './trending-order.ts';

/** In the first hours of a listing day its list is no list yet: the one before it is shown with it. */
const LEAST_OF_A_DAY = 10;
/** Before a day with few papers there may be a weekend, or holidays. */
const LOOK_BACK_DAYS = 14;
/** What has few upvotes may still rise on the newest days. */
const RISING_DAYS = 3;
/** Of a month; a list of what is trending is much shorter. */
const MOST_UPVOTED = 200;
const MOST_RISING = 300;

export interface TrendingList {
  readonly window: { readonly from: Day; readonly to: Day };
  readonly papers: readonly Paper[];
}

/**
 * @param newest listing day of the library
 * @param isUnderWay papers still come to the newest day
 */
export async function trendingPapers(
  library: PaperIndex,
  {
    period,
    topic,
    newest,
    isUnderWay,
  }: {
    readonly period: TrendingPeriod;
    readonly topic?: string;
    readonly newest: Day;
    readonly isUnderWay: boolean;
  },
  order: TrendingOrder,
): Promise<TrendingList> {
  const days = periodDays(period, newest);
  const window = period === 'today' && isUnderWay ? await withDayBefore(library, days) : days;
  const papers = topic
    ? (await searchPapers(library, topic, window, 'upvotes')).papers
    : await candidates(library, window);
  return { window, papers: (await order(papers)).map(({ paper }) => paper) };
}

/** By upvotes those that have them, by day those that may get them. */
async function candidates(library: PaperIndex, window: PaperFilter & { readonly to: Day }): Promise<Paper[]> {
  const upvoted = await library.list({ ...window, sort: 'upvotes', limit: MOST_UPVOTED });
  if (upvoted.length < MOST_UPVOTED) return upvoted;
  const rising = addDays(window.to, 1 - RISING_DAYS);
  const from = window.from && window.from > rising ? window.from : rising;
  const newest = await library.list({ from, to: window.to, sort: 'newest', limit: MOST_RISING });
  return [...new Map([...upvoted, ...newest].map((paper) => [paper.id, paper])).values()].sort(byInterest);
}

async function withDayBefore(
  library: PaperIndex,
  days: { readonly from: Day; readonly to: Day },
): Promise<{ readonly from: Day; readonly to: Day }> {
  const ofTheDay = await library.list({ ...days, sort: 'upvotes', limit: LEAST_OF_A_DAY });
  if (ofTheDay.length >= LEAST_OF_A_DAY) return days;
  const to = addDays(days.from, -1);
  const [before] = await library.list({ from: addDays(days.from, -LOOK_BACK_DAYS), to, sort: 'newest', limit: 1 });
  return before?.listedOn ? { ...days, from: before.listedOn } : days;
}
