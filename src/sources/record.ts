/** In: the facts of one paper as a source gives them. Out: a `Paper` with its id, or a batch of them. */
import { isDay } from '../domain/days.ts';
import { mergePapers } from '../domain/merge-papers.ts';
import { type Day, type Paper, type PaperId, paperIdFromArxiv, paperIdFromTitle } from '../domain/paper.ts';
import type { Batch, Skipped } from '../domain/ports.ts';

const DAY = 86_400_000;

/** What a reader knows of a paper: texts as they came, everything but the title may be missing. */
export interface Facts extends Omit<Partial<Paper>, 'id'> {
  readonly arxivId?: string;
  readonly title: string;
  readonly source: Paper['source'];
}

/** One line of text: white space and control characters folded, broken surrogates replaced, the rest as it is. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/** The day of a timestamp that begins with `YYYY-MM-DD`, or nothing when that is no day. */
export function dayFrom(timestamp: string | null | undefined): Day | undefined {
  const day = timestamp?.trim().slice(0, 10);
  return day && isDay(day) ? day : undefined;
}

/** The instant of a timestamp with its zone, in milliseconds since 1970, or nothing when it is none. Exact midnight is a day. */
export function instantFrom(timestamp: string | null | undefined): number | undefined {
  const isWhole = /^\s*\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(?:Z|[+-]\d{2}:?\d{2})\s*$/.test(timestamp ?? '');
  const instant = isWhole ? Date.parse(timestamp ?? '') : Number.NaN;
  return Number.isFinite(instant) && instant > 0 && instant % DAY ? instant : undefined;
}

/** `cs.CL`, `hep-th`, `cond-mat.mtrl-sci`; not the classes of other societies that authors add. */
export function isCategory(text: string): boolean {
  return /^[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z]+(?:-[a-z]+)*)?$/.test(text);
}

/** An address that can be linked to (http or https only), or nothing. */
export function webAddress(text: string | null | undefined): string | undefined {
  const address = text?.trim() ?? '';
  return /^https?:\/\//i.test(address) && URL.canParse(address) ? address : undefined;
}

/** The paper behind the facts: named by its arXiv id, else by its title. Unknown fields are left out, not `undefined`. */
export function paperFrom(facts: Facts): Paper {
  const { arxivId, ...known } = facts;
  const title = oneLine(facts.title);
  const id: PaperId = (arxivId === undefined ? undefined : paperIdFromArxiv(arxivId)) ?? paperIdFromTitle(title);
  const authors = (facts.authors ?? []).map(oneLine).filter((name) => name !== '');
  const organisation = oneLine(facts.organisation ?? '') || undefined;
  const categories = [...new Set(facts.categories ?? [])];
  const paper: Paper = {
    ...known,
    id,
    title,
    abstract: oneLine(facts.abstract ?? ''),
    authors,
    // Where names are known, their number is: merging two records decides the same way.
    authorCount: authors.length ? undefined : facts.authorCount,
    organisation,
    categories: categories.length ? categories : undefined,
    links: withoutUndefined({ ...facts.links }),
    withdrawn: facts.withdrawn ?? false,
  };
  return withoutUndefined(paper);
}

/** A batch in which every paper is there once; `records` counts them before that. */
export function batchOf(label: string, records: readonly Paper[], skipped: readonly Skipped[]): Batch {
  const papers = new Map<PaperId, Paper>();
  for (const paper of records) {
    const known = papers.get(paper.id);
    papers.set(paper.id, known ? mergePapers(known, paper) : paper);
  }
  return { label, papers: [...papers.values()], skipped, records: records.length };
}

function withoutUndefined<T extends object>(record: T): T {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;
}
