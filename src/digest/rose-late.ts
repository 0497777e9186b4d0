/** Papers and what syncs saw of them → those that most upvotes came to after their listing day. Pure. */
import { addDays } from '../domain/days.ts';
import type { Paper } from '../domain/paper.ts';
import type { UpvoteCurves } from '../domain/upvote-history.ts';
import { feedDayBegins } from './feed-day.ts';

/** Fewer are no news. */
const LEAST_LATE_UPVOTES = 10;
/** Of all upvotes: the day itself passed it by. */
const LEAST_LATE_SHARE = 0.5;
const MOST = 3;

export interface RoseLate {
  readonly paper: Paper;
  /** Upvotes since the end of its day. */
  readonly late: number;
}

/** Papers whose counts nobody looked at when their day ended are left out. @returns those with most first */
export function roseLate(papers: readonly Paper[], curves: UpvoteCurves): RoseLate[] {
  return papers
    .flatMap((paper) => {
      const { upvotes = 0, listedOn } = paper;
      if (listedOn === undefined) return [];
      const ended = feedDayBegins(addDays(listedOn, 1));
      const then = curves.get(paper.id)?.findLast(({ from }) => from <= ended);
      const late = then ? upvotes - then.upvotes : 0;
      return late >= LEAST_LATE_UPVOTES && late >= LEAST_LATE_SHARE * upvotes ? [{ paper, late }] : [];
    })
    .sort((left, right) => right.late - left.late || (left.paper.id < right.paper.id ? -1 : 1))
    .slice(0, MOST);
}
