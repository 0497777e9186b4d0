/** What to look for in, every paper that fits out, in the wanted order: what lists are cut from. */
import { findArxivIds, type Paper } from '../domain/paper.ts';
import type { Candidate, PaperConditions, PaperIndex, PaperSort } from '../domain/ports.ts';
import type { Ranked } from './fuse.ts';
import { keepsTo } from './keeps-to.ts';
import { rankApart, withoutRepeats } from './retrieve.ts';
import { hasWords } from './subject-of-request.ts';

/** No list goes further. */
export const MOST_LISTED = 200;
/** Of the best score; below it a paper is not on the topic of a list. */
const LEAST_SHARE_OF_BEST = 0.4;
/** Of the best text score, which is enough: where all candidates fit alike, most are below the best in standard deviations. */
const ENOUGH_OF_BEST_TEXT = 0.85;
/**
 * What upvotes and days may add to a score where papers fit alike. Scores have a standard deviation of about one, and
 * the best of a hundred candidates lie between two and six, so that only neighbours change places.
 */
const TIE_BREAK = 0.05;

export interface PaperList {
  readonly papers: readonly Paper[];
  /** More papers fit than are listed. */
  readonly isMore: boolean;
  readonly order: PaperSort;
}

/**
 * @param text what to rank by; without a word in it the list is of all that meet the conditions, by day or by upvotes
 * @param most papers, where they are ranked by a text
 */
export async function searchPapers(
  index: PaperIndex,
  text: string,
  conditions: PaperConditions,
  sort: PaperSort,
  most = MOST_LISTED,
): Promise<PaperList> {
  if (!hasWords(text)) return listAll(index, conditions, sort);
  const { meant, others } = await rankApart(index, text, conditions, most + 1, 'list');
  const fits = fitting([...meant, ...others], conditions);
  const rest = others.filter((item) => fits.has(item));
  const ranked = sort === 'relevance' ? [...meant, ...inOrder(rest, sort)] : inOrder([...meant, ...rest], sort);
  const named = (await index.get(findArxivIds(text))).filter(({ withdrawn }) => !withdrawn);
  return { ...(await readList(index, ranked, conditions, named, most)), order: sort };
}

/** @param ranked in the order of the list */
export async function readList(
  index: PaperIndex,
  ranked: readonly Ranked[],
  conditions: PaperConditions,
  first: readonly Paper[] = [],
  most = MOST_LISTED,
): Promise<Pick<PaperList, 'papers' | 'isMore'>> {
  const ids = ranked.slice(0, most).map(({ candidate }) => candidate.id);
  const papers = withoutRepeats([...first, ...(await index.get(ids))]);
  return { papers: papers.filter((paper) => keepsTo(paper, conditions)), isMore: ranked.length > most };
}

/** Puts the papers in the wanted order; by fit, upvotes and days tell where papers fit alike. */
export function inOrder(ranked: readonly Ranked[], sort: PaperSort): Ranked[] {
  if (sort !== 'relevance') return ranked.toSorted((a, b) => ORDERS[sort](a.candidate, b.candidate));
  const candidates = ranked.map(({ candidate }) => candidate);
  const mostUpvotes = Math.max(1, ...candidates.map(({ upvotes }) => upvotes));
  const newestFirst = candidates.toSorted(ORDERS.newest);
  const place = new Map(newestFirst.map(({ id }, at) => [id, at]));
  const value = ({ candidate, score }: Ranked) => {
    const upvotes = Math.log1p(candidate.upvotes) / Math.log1p(mostUpvotes);
    const recency = 1 - (place.get(candidate.id) ?? 0) / Math.max(candidates.length, 1);
    return score + (TIE_BREAK * (upvotes + recency)) / 2;
  };
  return ranked.toSorted((a, b) => value(b) - value(a));
}

const ORDERS = {
  newest: (a: Candidate, b: Candidate) => (b.day ?? '').localeCompare(a.day ?? '') || b.upvotes - a.upvotes,
  upvotes: (a: Candidate, b: Candidate) => b.upvotes - a.upvotes || (b.day ?? '').localeCompare(a.day ?? ''),
} as const;

/**
 * The tail of a search is noise, which another order than by fit would wash to the top. Whoever holds none of the words
 * is only near; an embedder's nearness may be across languages, that of the library's own vectors is not.
 */
function fitting(ranked: readonly Ranked[], conditions: PaperConditions): Set<Ranked> {
  const speaking = ranked.filter(({ candidate }) => candidate.textScore > 0 || candidate.vectorSource === 'embedder');
  // Words in quotation marks and people choose so few papers that all of them fit.
  if (conditions.phrases?.length || conditions.authors?.length || conditions.organisation) return new Set(speaking);
  return new Set(closeToBest(speaking, LEAST_SHARE_OF_BEST));
}

/** @param share of the best score that is enough, 0 to 1 */
export function closeToBest(ranked: readonly Ranked[], share: number): Ranked[] {
  const best = Math.max(0, ...ranked.map(({ score }) => score));
  const bestText = Math.max(0, ...ranked.map(({ candidate }) => candidate.textScore));
  return ranked.filter(
    ({ candidate, score }) =>
      score >= share * best || candidate.textScore > Math.max(0, ENOUGH_OF_BEST_TEXT * bestText),
  );
}

async function listAll(index: PaperIndex, conditions: PaperConditions, sort: PaperSort): Promise<PaperList> {
  const order = sort === 'upvotes' ? 'upvotes' : 'newest';
  const { from, to, authors, organisation } = conditions;
  const found = await index.list({ from, to, authors, organisation, sort: order, limit: MOST_LISTED + 1 });
  const papers = withoutRepeats(found.slice(0, MOST_LISTED)).filter((paper) => keepsTo(paper, conditions));
  return { papers, isMore: found.length > MOST_LISTED, order };
}
