/** "These papers, please" in, two to five papers or a word on what is missing out. */
import type { Paper } from '../domain/paper.ts';
import { findArxivIds } from '../domain/paper.ts';
import type { PaperIndex } from '../domain/ports.ts';
import { cleanText } from '../domain/text/clean.ts';
import { findPaper } from './find-paper.ts';

export const FEWEST = 2;
export const MOST = 5;

export type FoundPapers =
  | { readonly kind: 'found'; readonly papers: readonly Paper[] }
  | { readonly kind: 'ambiguous'; readonly which: string; readonly papers: readonly Paper[] }
  | { readonly kind: 'not-found'; readonly which: string; readonly closest: readonly Paper[] }
  /** Too few or too many. */
  | { readonly kind: 'problem'; readonly problem: string; readonly help: string };

const HOW =
  'Separate the papers with commas, “vs” or “and”, such as: R1-Searcher vs ConvSearch-R1. Titles with commas go in quotes.';

/** @param text ids, addresses, titles or names, separated by commas, semicolons, line breaks, "vs", or "and" */
export async function findPapers(index: PaperIndex, text: string): Promise<FoundPapers> {
  const wanted = await splitPapers(index, text);
  if (wanted.length > MOST)
    return {
      kind: 'problem',
      problem: `These are ${wanted.length} papers; ${MOST} is the most for one table.`,
      help: HOW,
    };
  const papers = new Map<string, Paper>();
  for (const which of wanted) {
    const found = await findPaper(index, which);
    if (found.kind !== 'found') return { ...found, which };
    papers.set(found.paper.id, found.paper);
  }
  if (papers.size < FEWEST) {
    const problem =
      papers.size === 1 && wanted.length > 1 ? 'These are all the same paper' : 'One paper alone cannot be compared';
    return { kind: 'problem', problem: `${problem}; name two to five.`, help: HOW };
  }
  return { kind: 'found', papers: [...papers.values()] };
}

/** Splits where it is sure; at commas and "and" only where the whole is no title. */
async function splitPapers(index: PaperIndex, text: string): Promise<string[]> {
  const cleaned = cleanText(text.replace(/\n+/g, ';'));
  const quoted = [...cleaned.matchAll(/["“”]([^"“”]+)["“”]/g)].map(([, title]) => title as string);
  const rest = cleaned.replace(/["“”][^"“”]*["“”]/g, ';');
  const parts = rest
    .split(/;|\s+(?:vs\.?|versus)\s+/i)
    .map(trimmed)
    .filter(Boolean);
  const split: string[] = [...quoted];
  for (const part of parts) {
    const ids = findArxivIds(part);
    if (ids.length > 1) split.push(...ids.map((id) => id.slice('arxiv:'.length)));
    else if ((await index.findByTitle(part)).length) split.push(part);
    else
      split.push(
        ...part
          .split(/,|\s+and\s+|\s+&\s+/i)
          .map(trimmed)
          .filter(Boolean),
      );
  }
  return split;
}

function trimmed(part: string): string {
  return part
    .trim()
    .replace(/^(?:and|with|compare|vs)\s+/i, '')
    .replace(/[,;]+$/, '')
    .trim();
}
