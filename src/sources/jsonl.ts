/** In: JSON Lines, one paper a line. Out: the papers, and the lines that could not be read. */
import { z } from 'zod';
import { isDay } from '../domain/days.ts';
import { type Paper, paperIdFromArxiv } from '../domain/paper.ts';
import type { Batch, Skipped } from '../domain/ports.ts';
import { batchOf, isCategory, paperFrom, webAddress } from './record.ts';

const day = z.string().refine(isDay, 'is no day (YYYY-MM-DD)').nullish();
const count = z.number().int().nonnegative().nullish();
const address = z
  .string()
  .refine((text) => webAddress(text) !== undefined, 'is no web address')
  .nullish();
const category = z.string().refine(isCategory, 'is no arXiv category, such as cs.CL');
const isKnownId = (id: string) => id.startsWith('title:') || paperIdFromArxiv(id.replace(/^arxiv:/i, '')) !== undefined;

/** Stricter than for feeds: a person who writes a wrong field wants to hear of it. Unknown fields are ignored. */
const lineSchema = z.object({
  id: z.string().refine(isKnownId, 'is no arXiv identifier').nullish(),
  title: z.string().trim().min(1),
  abstract: z.string(),
  authors: z.array(z.string()).nullish(),
  authorCount: count,
  organisation: z.string().nullish(),
  publishedAt: day,
  listedOn: day,
  upvotes: count,
  comments: count,
  listedAt: count,
  version: count,
  categories: z.array(category).nullish(),
  githubStars: count,
  links: z.object({ code: address, project: address }).nullish(),
  withdrawn: z.boolean().nullish(),
  source: z.string().nullish(),
});

/**
 * Reads lines of `{title, abstract, id?, authors?, authorCount?, organisation?, publishedAt?, listedOn?, upvotes?,
 * comments?, listedAt?, version?, categories?, githubStars?, links?: {code?, project?}, withdrawn?, source?}`. The id is an arXiv id, with or without `arxiv:`; without
 * one, or with `title:…`, the title names the paper. `source` is kept when it is `sample` and is `jsonl` otherwise.
 */
export function readJsonLines(text: string, label: string): Batch {
  const records: Paper[] = [];
  const skipped: Skipped[] = [];
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const outcome = readLine(line);
    if (typeof outcome === 'string') skipped.push({ where: `${label} line ${index + 1}`, reason: outcome });
    else records.push(outcome);
  }
  return batchOf(label, records, skipped);
}

function readLine(line: string): Paper | string {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return 'no valid JSON';
  }
  const parsed = lineSchema.safeParse(json);
  if (parsed.success) return toPaper(parsed.data);
  const [problem] = parsed.error.issues;
  return `${problem?.path.join('.') || 'line'}: ${problem?.message ?? 'cannot be read'}`;
}

function toPaper({
  id,
  source,
  withdrawn,
  authors,
  abstract,
  title,
  links,
  ...facts
}: z.infer<typeof lineSchema>): Paper {
  return paperFrom({
    arxivId: id?.replace(/^arxiv:/i, ''),
    title,
    abstract,
    authors: authors ?? [],
    authorCount: facts.authorCount ?? undefined,
    organisation: facts.organisation ?? undefined,
    publishedAt: facts.publishedAt ?? undefined,
    listedOn: facts.listedOn ?? undefined,
    upvotes: facts.upvotes ?? undefined,
    comments: facts.comments ?? undefined,
    listedAt: facts.listedAt ?? undefined,
    version: facts.version ?? undefined,
    categories: facts.categories ?? undefined,
    githubStars: facts.githubStars ?? undefined,
    links: { code: webAddress(links?.code), project: webAddress(links?.project) },
    withdrawn: withdrawn ?? false,
    source: source === 'sample' ? 'sample' : 'jsonl',
  });
}
