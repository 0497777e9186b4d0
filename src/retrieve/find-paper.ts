/** "Which paper?" in, one paper or a question back: by id, address, title, name, or words of the title. */
import { findArxivIds, type Paper, shortName, titleKey } from '../domain/paper.ts';
import type { PaperIndex } from '../domain/ports.ts';
import { rank } from './retrieve.ts';

export type FoundPaper =
  | { readonly kind: 'found'; readonly paper: Paper }
  /** Several papers answer to this name. */
  | { readonly kind: 'ambiguous'; readonly papers: readonly Paper[] }
  /** `closest` may be empty. */
  | { readonly kind: 'not-found'; readonly closest: readonly Paper[] };

const CLOSEST = 5;

/** Withdrawn papers are found too; what is said of them is the caller's matter. */
export async function findPaper(index: PaperIndex, which: string): Promise<FoundPaper> {
  const ids = /^title:[0-9a-f]{16}$/.test(which) ? [which as `title:${string}`] : findArxivIds(which);
  if (ids.length) {
    const papers = await index.get(ids);
    return papers.length ? oneOf(papers) : { kind: 'not-found', closest: [] };
  }
  const exact = await index.findByTitle(which);
  if (exact.length) return oneOf(exact);
  const ranked = await rank(index, which, {}, CLOSEST * 2);
  const closest = await index.get(ranked.map(({ candidate }) => candidate.id));
  const holding = await index.completeTitle(which, CLOSEST);
  const wanted = titleKey(which);
  const byName = unique([...holding, ...closest]).filter((paper) => titleKey(shortName(paper.title) ?? '') === wanted);
  if (byName.length) return oneOf(byName);
  if (holding.length) return oneOf(holding);
  return { kind: 'not-found', closest: closest.slice(0, CLOSEST) };
}

function oneOf(papers: readonly Paper[]): FoundPaper {
  const [paper] = papers;
  return paper && papers.length === 1 ? { kind: 'found', paper } : { kind: 'ambiguous', papers };
}

function unique(papers: readonly Paper[]): Paper[] {
  return [...new Map(papers.map((paper) => [paper.id, paper])).values()];
}
