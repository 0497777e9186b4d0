/** Papers and what syncs saw of them in; why each of them is trending, in words, out. Pure. */
import type { Paper, PaperId } from '../domain/paper.ts';
import type { UpvoteCurves } from '../domain/upvote-history.ts';
import { say, sayCounted, type Words } from '../domain/words.ts';

const HOUR = 3_600_000;
/** Fewer than so many papers have no most upvoted one that is worth a word. */
const LEAST_PAPERS = 3;
const MOST_UPVOTED = 3;
const LEAST_UPVOTES = 5;
const LEAST_COMMENTS = 5;
const LEAST_STARS = 100;
/** What counts as growing now. */
const RECENT_HOURS = 6;
const LEAST_GROWTH = 5;

/** @returns the strongest reason first; nothing for papers that stand out by nothing */
export function reasonsFor(
  papers: readonly Paper[],
  { now, curves }: { readonly now: number; readonly curves?: UpvoteCurves },
): ReadonlyMap<PaperId, readonly Words[]> {
  const upvotesOf = ({ upvotes = 0 }: Paper) => upvotes;
  const commentsOf = ({ comments = 0 }: Paper) => comments;
  const worthIt = papers.length >= LEAST_PAPERS;
  const isOneDay = new Set(papers.map(({ listedOn }) => listedOn)).size === 1;
  const most = placesOf(papers, upvotesOf, LEAST_UPVOTES);
  const discussed = placesOf(papers, commentsOf, LEAST_COMMENTS);
  const growth = new Map(papers.map((paper) => [paper.id, recentGrowth(paper, curves, now)]));
  const growing = placesOf(papers, ({ id }) => growth.get(id)?.upvotes ?? 0, LEAST_GROWTH);

  return new Map(papers.map((paper) => [paper.id, worthIt ? reasonsOf(paper) : starsOf(paper)]));

  function reasonsOf(paper: Paper): Words[] {
    const reasons: Words[] = [];
    const place = most.get(paper.id);
    const grown = growth.get(paper.id);
    if (place === 1) reasons.push(isOneDay ? say('most upvoted of the day') : say('most upvoted of these days'));
    else if (place !== undefined && place <= MOST_UPVOTED) {
      reasons.push(isOneDay ? say('among the most upvoted of the day') : say('among the most upvoted of these days'));
    }
    if (grown && (growing.get(paper.id) ?? Number.POSITIVE_INFINITY) <= MOST_UPVOTED) {
      reasons.push(
        sayCounted(
          { one: '{count} upvote in the last {hours} hours', other: '{count} upvotes in the last {hours} hours' },
          grown.upvotes,
          { hours: grown.hours },
        ),
      );
    }
    if (discussed.get(paper.id) === 1) {
      reasons.push(
        sayCounted(
          { one: 'most discussed, with {count} comment', other: 'most discussed, with {count} comments' },
          commentsOf(paper),
        ),
      );
    }
    return [...reasons, ...starsOf(paper)];
  }
}

/** The place of each paper that has at least so much, equals sharing the better one; from 1. */
function placesOf(
  papers: readonly Paper[],
  measure: (paper: Paper) => number,
  least: number,
): ReadonlyMap<PaperId, number> {
  const values = papers.map(measure);
  return new Map(
    papers.flatMap((paper, at) => {
      const value = values[at] as number;
      return value >= least ? [[paper.id, 1 + values.filter((other) => other > value).length]] : [];
    }),
  );
}

/** What came in the last hours, where syncs looked at the paper that long ago. */
function recentGrowth(
  paper: Paper,
  curves: UpvoteCurves | undefined,
  now: number,
): { readonly upvotes: number; readonly hours: number } | undefined {
  const seen = curves?.get(paper.id) ?? [];
  const before = seen.findLast(({ from }) => from <= now - RECENT_HOURS * HOUR);
  if (!before) return undefined;
  const upvotes = (paper.upvotes ?? 0) - before.upvotes;
  // Where nobody looked for long, the time is longer.
  const hours = Math.max(RECENT_HOURS, Math.round((now - before.until) / HOUR));
  return { upvotes, hours };
}

function starsOf({ githubStars = 0 }: Paper): Words[] {
  if (githubStars < LEAST_STARS) return [];
  return [
    sayCounted(
      { one: 'its code has {count} star on GitHub', other: 'its code has {count} stars on GitHub' },
      githubStars,
    ),
  ];
}
