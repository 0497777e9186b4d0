/** A text of a stranger in, the papers that it speaks of out: by addresses, ids and titles; and those that are not in the library. */
import { findArxivIds, type Paper, type PaperId, paperAddress, titleKey } from '../domain/paper.ts';
import type { PaperIndex } from '../domain/ports.ts';
import { names } from './named-papers.ts';
import { rank } from './retrieve.ts';

export interface PapersInText {
  /** As the text has them: by address and id first, then by title. Withdrawn papers are among them. */
  readonly papers: readonly Paper[];
  /** Addresses and ids of what the library lacks, each with a name and where it can be read. */
  readonly missing: readonly MissingPaper[];
}

export interface MissingPaper {
  readonly name: string;
  readonly url: string;
}

/** No message of a chat is longer, and a pasted page is cut. */
const LONGEST_TEXT = 8_000;
const MOST_TITLES = 40;
/** Lines that are looked at for names: each is a search. */
const MOST_SEARCHES = 8;
const NEAREST = 20;
/** A title this short is a phrase that may stand in a line by chance. */
const LEAST_TITLE_LENGTH = 12;

/** A DOI of anybody but arXiv (https://www.crossref.org/blog/dois-and-matching-regular-expressions/). */
const DOI = /\b10\.\d{4,9}\/[-._;()/:a-z0-9]*[a-z0-9]/gi;
const DOI_OF_ARXIV = /^10\.48550\/arxiv\./i;
/** Sites that show arXiv papers under the paper's id; what stands before the id differs. */
const MIRRORS =
  /\bhttps?:\/\/(?:www\.)?(?:alphaxiv\.org|ar5iv\.org|ar5iv\.labs\.arxiv\.org|browse\.arxiv\.org|scirate\.com|papers\.cool|arxiv\.org)\/[^\s<>()[\]]*?(\d{4}\.\d{4,5})(?!\d)/gi;
const QUOTED = /[“"«]([^“”"«»\n]{12,300})[”"»]/g;
const LINK_TEXT = /\[([^\]\n]{12,300})\]\(/g;
const ADDRESS = /<?https?:\/\/[^\s<>]+>?/gi;

export async function papersInText(index: PaperIndex, written: string): Promise<PapersInText> {
  const text = written.slice(0, LONGEST_TEXT);
  const ids = idsIn(text);
  const byId = new Map((await index.get(ids)).map((paper) => [paper.id, paper]));
  const papers = unique([
    ...ids.flatMap((id) => byId.get(id) ?? []),
    ...(await byTitle(index, withoutAddresses(text))),
  ]);
  const absent = ids.filter((id) => !byId.has(id));
  return { papers, missing: [...absent.flatMap(missingPaper), ...otherDois(text)] };
}

/** What is left of a text when it is to be read for its words: no addresses, no marks of Markdown. */
export function withoutAddresses(text: string): string {
  return text
    .replace(ADDRESS, ' ')
    .replace(/^[>#\s*-]+/gm, '')
    .replace(/[*_~`|]{1,3}/g, '');
}

function idsIn(text: string): PaperId[] {
  // Mirrors are written as arXiv itself would be, so that one place knows what an id is.
  return findArxivIds(text.replace(MIRRORS, ' https://arxiv.org/abs/$1 '));
}

async function byTitle(index: PaperIndex, text: string): Promise<Paper[]> {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /\p{L}/u.test(line));
  const quoted = [...text.matchAll(QUOTED), ...text.matchAll(LINK_TEXT)].map(([, title = '']) => title);
  // "[2401.12345] A Title", as a link to arXiv unfolds.
  const whole = lines.map((line) => line.replace(/^\[[^\]]*\]\s*/, ''));
  const titles = [...new Set([...quoted, ...whole])].filter((title) => titleKey(title).length >= LEAST_TITLE_LENGTH);
  const exact = await Promise.all(titles.slice(0, MOST_TITLES).map((title) => index.findByTitle(title)));
  const named: Paper[] = [];
  for (const line of lines.slice(0, MOST_SEARCHES)) {
    const near = await rank(index, line, { withoutEmbedder: true }, NEAREST);
    const ids = near.filter(({ candidate }) => names(line, candidate)).map(({ candidate }) => candidate.id);
    named.push(...(await index.get(ids)));
  }
  return [...exact.flat(), ...named];
}

function missingPaper(id: PaperId): MissingPaper[] {
  const url = paperAddress({ id });
  return url ? [{ name: `arXiv ${id.slice('arxiv:'.length)}`, url }] : [];
}

function otherDois(text: string): MissingPaper[] {
  const found = [...text.matchAll(DOI)].map(([doi]) => doi).filter((doi) => !DOI_OF_ARXIV.test(doi));
  return [...new Set(found)].map((doi) => ({ name: `DOI ${doi}`, url: `https://doi.org/${doi}` }));
}

function unique(papers: readonly Paper[]): Paper[] {
  return [...new Map(papers.map((paper) => [paper.id, paper])).values()];
}
