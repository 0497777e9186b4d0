/** Papers in, others like them out: by their words and by where they lie among all papers. */
import type { Paper } from '../domain/paper.ts';
import type { PaperFilter, PaperIndex, PaperSort } from '../domain/ports.ts';
import { fuse } from './fuse.ts';
import { nearDuplicates } from './near-duplicates.ts';
import { closeToBest, inOrder, type PaperList, readList } from './search-papers.ts';

const CANDIDATE_DEPTH = 100;
/** Of the best score; below it a paper is like any other of the field. */
const LEAST_SHARE_OF_BEST = 0.15;

/** Neither the papers themselves nor what nearly repeats one of them is in the list. */
export async function similarPapers(
  index: PaperIndex,
  papers: readonly Paper[],
  filter: PaperFilter,
  sort: PaperSort,
): Promise<PaperList> {
  const text = papers.map(({ title, abstract }) => `${title}. ${abstract}`).join('\n');
  const near = papers.map(({ id }) => id);
  const candidates = await index.candidates({ text, near, depth: CANDIDATE_DEPTH, ...filter });
  const repeated = nearDuplicates([...papers, ...(await index.get(candidates.map(({ id }) => id)))]);
  // A copy would be so much nearer than all others that none of them seemed near.
  const ranked = fuse(candidates.filter(({ id }) => !repeated.has(id) && !near.includes(id)));
  return { ...(await readList(index, inOrder(closeToBest(ranked, LEAST_SHARE_OF_BEST), sort), {})), order: sort };
}
