/** "These papers, please" in, one to five papers or a word on what is missing out. */
import type { Paper } from '../domain/paper.ts';
import { findArxivIds } from '../domain/paper.ts';
import type { PaperIndex } from '../domain/ports.ts';
import { cleanText } from '../domain/text/clean.ts';
import { type Label, say } from '../domain/words.ts';
import { findPaper } from './find-paper.ts';

const MOST = 5;

export type FoundPapers =
  | { readonly kind: 'found'; readonly papers: readonly Paper[] }
  | { readonly kind: 'ambiguous'; readonly which: string; readonly papers: readonly Paper[] }
  | { readonly kind: 'not-found'; readonly which: string; readonly closest: readonly Paper[] }
  /** Too few or too many. */
  | { readonly kind: 'problem'; readonly problem: Label; readonly help: Label };

const HOW = say(
  'Separate the papers with commas, “vs” or “and”, such as: R1-Searcher vs ConvSearch-R1. Titles with commas go in quotes.',
);

/**
 * @param text ids, addresses, titles or names, separated by commas, semicolons, line breaks, "vs", or "and"
 * @param fewest one, or two where papers are set beside one another
 */
export async function findPapers(index: PaperIndex, text: string, fewest: 1 | 2): Promise<FoundPapers> {
  const wanted = await splitPapers(index, text);
  if (wanted.length > MOST)
    return {
      kind: 'problem',
      problem: say('These are {number} papers; {most} is the most at once.', { number: wanted.length, most: MOST }),
      help: HOW,
    };
  const papers = new Map<string, Paper>();
  for (const which of wanted) {
    const found = await findPaper(index, which);
    if (found.kind !== 'found') return { ...found, which };
    papers.set(found.paper.id, found.paper);
  }
  if (papers.size < fewest) {
    const few = papers.size
      ? say('One paper alone cannot be compared; name two to five.')
      : fewest === 1
        ? say('No paper is named; name one to five.')
        : say('No paper is named; name two to five.');
    const problem = papers.size && wanted.length > 1 ? say('These are all the same paper; name two to five.') : few;
    return { kind: 'problem', problem, help: HOW };
  }
  return { kind: 'found', papers: [...papers.values()] };
}

/** What stands between two papers; in brackets, so that `split` keeps it. */
const SEPARATOR = /(\s*[;,]\s*(?:(?:and|vs\.?|versus)\s+)?|\s+(?:vs\.?|versus|and|&)\s+)/i;
const QUOTED = /["“”]([^"“”]+)["“”]/g;
/** Nobody names so many papers; the text is something else, and looking for titles in it would take long. */
const MOST_PIECES = 20;

/** The papers in their order: quoted titles whole, the rest split wherever the pieces do not make a title together. */
async function splitPapers(index: PaperIndex, text: string): Promise<string[]> {
  const cleaned = cleanText(text.replace(/\n+/g, ';'));
  const wanted: string[] = [];
  let end = 0;
  for (const match of cleaned.matchAll(QUOTED)) {
    wanted.push(...(await splitUnquoted(index, cleaned.slice(end, match.index))), (match[1] as string).trim());
    end = match.index + match[0].length;
  }
  wanted.push(...(await splitUnquoted(index, cleaned.slice(end))));
  return [...new Map(wanted.filter(Boolean).map((which) => [which.toLowerCase(), which])).values()];
}

async function splitUnquoted(index: PaperIndex, text: string): Promise<string[]> {
  // Pieces at even places, what stands between them at odd ones.
  const pieces = trimmed(text).split(SEPARATOR);
  const found: string[] = [];
  for (let start = 0; start < pieces.length; ) {
    const end = pieces.length > 2 * MOST_PIECES ? start + 1 : await endOfTitle(index, pieces, start);
    const which = trimmed(pieces.slice(start, end).join(''));
    const ids = findArxivIds(which);
    if (ids.length > 1) found.push(...ids.map((id) => id.slice('arxiv:'.length)));
    else if (which) found.push(which);
    start = end + 1;
  }
  return found;
}

/** Where the longest title ends that begins with this piece; after the piece itself when there is none. */
async function endOfTitle(index: PaperIndex, pieces: readonly string[], start: number): Promise<number> {
  for (let end = pieces.length; end > start + 1; end -= 2) {
    if ((await index.findByTitle(trimmed(pieces.slice(start, end).join('')))).length) return end;
  }
  return start + 1;
}

function trimmed(part: string): string {
  return part
    .replace(/^[\s,;&]+|[\s,;&]+$/g, '')
    .replace(/^(?:and|with|compare|vs\.?|versus)(?:\s+|$)/i, '')
    .replace(/(?:^|\s+)(?:and|with|vs\.?|versus)$/i, '')
    .trim();
}
