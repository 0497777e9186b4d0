/** What a paper is, and how it is named. In: facts from any source. Out: one shape for every room. */
import { createHash } from 'node:crypto';
import { type Label, say, sayCounted } from './words.ts';

/** A calendar day, `YYYY-MM-DD`. Days compare correctly as strings. */
export type Day = string;

/** `arxiv:2401.12345` (never with a version), or `title:` and 16 hexadecimal digits when no arXiv id is known. */
export type PaperId = `arxiv:${string}` | `title:${string}`;

/** Where a record came from. The order of trust between them stands in `merge-papers.ts`. */
export type SourceName = 'arxiv' | 'hugging-face' | 'jsonl' | 'page-export' | 'sample';

export interface PaperLinks {
  /** Source code, usually a GitHub repository. */
  readonly code?: string;
  readonly project?: string;
}

export interface Paper {
  readonly id: PaperId;
  /** One line, white space folded. */
  readonly title: string;
  /** Plain text, white space folded; may hold LaTeX or Markdown from the source, never trusted. */
  readonly abstract: string;
  /** Names in the order of the paper; empty when they are not known. */
  readonly authors: readonly string[];
  /** How many authors, where their number is known and their names are not. */
  readonly authorCount?: number;
  readonly organisation?: string;
  /** The day of the first arXiv version. */
  readonly publishedAt?: Day;
  /** The day the paper was on Daily Papers. */
  readonly listedOn?: Day;
  /** When it was put on that list, in milliseconds since 1970; missing where only the day is known. */
  readonly listedAt?: number;
  readonly upvotes?: number;
  readonly comments?: number;
  /** Of the text, as arXiv counts its versions; missing where no source told it. */
  readonly version?: number;
  /** arXiv categories such as `cs.CL`, the primary one first; missing where no source told them. */
  readonly categories?: readonly string[];
  /** Of the repository behind `links.code`, where known. */
  readonly githubStars?: number;
  readonly links: PaperLinks;
  readonly source: SourceName;
  /** Withdrawn papers stay in the library and never enter an answer. */
  readonly withdrawn: boolean;
}

const ARXIV_NEW = String.raw`\d{4}\.\d{4,5}`;
const ARXIV_OLD = String.raw`[a-z][a-z-]*(?:\.[a-z]{2})?/\d{7}`;
const ARXIV_ID = new RegExp(`^(?:${ARXIV_NEW}|${ARXIV_OLD})$`, 'i');
/** What may stand before an identifier: nothing, `arXiv:`, an address, a DOI. */
const ARXIV_PREFIX = [
  String.raw`arxiv:\s?`,
  String.raw`(?:https?://)?(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/`,
  String.raw`(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/papers/`,
  String.raw`(?:(?:https?://)?(?:dx\.)?doi\.org/)?10\.48550/arxiv\.`,
].join('|');
const ARXIV_IN_TEXT = new RegExp(
  String.raw`(?:^|[^\w./])(?:${ARXIV_PREFIX})?(${ARXIV_NEW}|${ARXIV_OLD})(?:v\d+)?(?=$|[^\w.]|\.(?:pdf\b|\W|$))`,
  'gi',
);

/**
 * The canonical id for an arXiv identifier.
 * @param arxivId `2401.12345`, `2401.12345v2`, `hep-th/9901001`, `math.GT/0309136` (the class after the dot is no part of it)
 * @returns `undefined` when the text is no arXiv identifier
 */
export function paperIdFromArxiv(arxivId: string): PaperId | undefined {
  const bare = arxivId.trim().replace(/v\d+$/i, '').toLowerCase();
  return ARXIV_ID.test(bare) ? `arxiv:${bare.replace(/\.[a-z]{2}\//, '/')}` : undefined;
}

/** A stable id for a paper that is known by its title only. */
export function paperIdFromTitle(title: string): PaperId {
  return `title:${createHash('sha256').update(titleKey(title)).digest('hex').slice(0, 16)}`;
}

/** Every arXiv id in a text (bare, `arXiv:`, arxiv.org, Hugging Face and DOI addresses), each once, in order. */
export function findArxivIds(text: string): PaperId[] {
  const found = [...text.matchAll(ARXIV_IN_TEXT)].flatMap((match) => paperIdFromArxiv(match[1] ?? '') ?? []);
  return [...new Set(found)];
}

/**
 * What two spellings of one title have in common: letters and digits only, lower case, accents and mark-up gone.
 * `"R1-Searcher++: Incentivizing …"` and `"R1‑Searcher++: incentivizing …"` share a key. A title without a letter or
 * digit is its own key, or all such would be one paper.
 */
export function titleKey(title: string): string {
  const key = title
    .normalize('NFKD')
    .replace(/\\[a-z]+|\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+]/gu, '');
  return key || title.trim();
}

/** The part of a title before its colon, when it is a name ("R1-Searcher++", "Absolute Zero"). */
export function shortName(title: string): string | undefined {
  const name = /^([^:]{2,40}):\s/.exec(title)?.[1]?.trim();
  return name && name.split(/\s+/).length <= 4 ? name : undefined;
}

/** The arXiv identifier without the prefix, or `undefined` for a paper that is known by its title only. */
export function arxivIdOf(paper: { readonly id: PaperId }): string | undefined {
  return paper.id.startsWith('arxiv:') ? paper.id.slice('arxiv:'.length) : undefined;
}

/** The address of the abstract page; built from the id, never taken from a source or a model. */
export function paperAddress(paper: { readonly id: PaperId }): string | undefined {
  const arxivId = arxivIdOf(paper);
  return arxivId && `https://arxiv.org/abs/${arxivId}`;
}

/** "Ada Lovelace", "Ada Lovelace and Alan Turing", "Ada Lovelace and 4 others", "5 authors", or nothing. */
export function describeAuthors(paper: Pick<Paper, 'authors' | 'authorCount'>): Label | undefined {
  const [first, second] = paper.authors;
  const count = Math.max(paper.authors.length, paper.authorCount ?? 0);
  if (!first) return count ? sayCounted({ one: '{count} author', other: '{count} authors' }, count) : undefined;
  if (count === 1) return first;
  if (count === 2 && second) return say('{first} and {second}', { first, second });
  return sayCounted({ one: '{first} and {count} other', other: '{first} and {count} others' }, count - 1, { first });
}
