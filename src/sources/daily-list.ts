/** In: one answer of Hugging Face's daily list, as sent or as recorded. Out: its papers, and what could not be read. */
import { z } from 'zod';
import { SourceFault } from '../domain/errors.ts';
import type { Day, Paper } from '../domain/paper.ts';
import type { Skipped } from '../domain/ports.ts';
import { readPythonLiteral } from './python-literal.ts';
import { dayFrom, instantFrom, paperFrom, webAddress } from './record.ts';

const text = z.string().nullish().catch(undefined);
const count = z.number().int().nonnegative().nullish().catch(undefined);
const organization = z.object({ name: text, fullname: text }).nullish().catch(undefined);
const author = z.object({ name: z.string(), hidden: z.boolean().nullish().catch(undefined) });

/** Only what is used, and only id and title are needed: the fields of the list have come and gone over the years. */
const itemSchema = z.object({
  paper: z.object({
    id: z.string().trim().min(1),
    title: z.string().trim().min(1),
    summary: text,
    authors: z.array(z.unknown()).catch([]),
    /** The day of the first arXiv version. The outer field of the same name is something else. */
    publishedAt: text,
    submittedOnDailyAt: text,
    upvotes: count,
    projectPage: text,
    githubRepo: text,
    githubStars: count,
    organization,
    withdrawnAt: z.unknown().optional(),
  }),
  summary: text,
  numComments: count,
  organization,
});

/** Besides a plain list there are days that were recorded as `{status, date, count, data: […]}`. */
const wrappedSchema = z.object({ data: z.array(z.unknown()), date: text });

export interface DailyList {
  /** The day that the list itself names; only recordings do. */
  readonly day?: Day;
  readonly items: readonly unknown[];
}

/** Whether parsed JSON is a daily list in any of its shapes; `undefined` when it is something else. */
export function asDailyList(json: unknown): DailyList | undefined {
  if (Array.isArray(json)) return { items: json };
  const wrapped = wrappedSchema.safeParse(json);
  return wrapped.success ? { items: wrapped.data.data, day: dayFrom(wrapped.data.date) } : undefined;
}

/**
 * @param text JSON
 * @throws SourceFault when it is no daily list
 */
export function readDailyList(text: string, label: string): DailyList {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    const help = 'The answer may have been cut off: try again later.';
    throw new SourceFault(`The list of ${label} is no valid JSON.`, help, { cause, retryable: true });
  }
  const list = asDailyList(json);
  if (list) return list;
  throw new SourceFault(`The answer for ${label} is no list of papers.`, 'Check the address of the source.');
}

/**
 * @param first position of the first item, from 1
 * @param day the listing day of items that do not name their own
 */
export function readDailyItems(items: readonly unknown[], label: string, first: number, day: Day | undefined) {
  const records: Paper[] = [];
  const skipped: Skipped[] = [];
  for (const [index, item] of items.entries()) {
    const outcome = readItem(item, day);
    if ('id' in outcome) records.push(outcome);
    else skipped.push({ where: `${label} item ${first + index}`, reason: outcome.reason });
  }
  return { records, skipped };
}

function readItem(raw: unknown, day: Day | undefined): Paper | { readonly reason: string } {
  let item = raw;
  if (typeof raw === 'string') {
    // A fault of the recording, from 2024-12-11 to 2025-01-10: each item is the text that Python prints for it.
    try {
      item = readPythonLiteral(raw);
    } catch {
      return { reason: 'a text that is no Python literal' };
    }
  }
  const parsed = itemSchema.safeParse(item);
  if (parsed.success) return toPaper(parsed.data, day);
  const [problem] = parsed.error.issues;
  return { reason: `${problem?.path.join('.') || 'item'}: ${problem?.message ?? 'cannot be read'}` };
}

function toPaper(item: z.infer<typeof itemSchema>, day: Day | undefined): Paper {
  const { paper } = item;
  const organisation = item.organization ?? paper.organization;
  return paperFrom({
    arxivId: paper.id,
    title: paper.title,
    abstract: paper.summary ?? item.summary ?? '',
    authors: paper.authors.flatMap((raw) => {
      const known = author.safeParse(raw);
      return known.success && !known.data.hidden ? known.data.name : [];
    }),
    organisation: organisation?.fullname || organisation?.name || undefined,
    publishedAt: dayFrom(paper.publishedAt),
    listedOn: dayFrom(paper.submittedOnDailyAt) ?? day,
    listedAt: instantFrom(paper.submittedOnDailyAt),
    upvotes: paper.upvotes ?? undefined,
    comments: item.numComments ?? undefined,
    githubStars: paper.githubStars ?? undefined,
    links: { code: webAddress(paper.githubRepo), project: projectPage(paper.projectPage) },
    source: 'hugging-face',
    withdrawn: Boolean(paper.withdrawnAt),
  });
}

/** Some project pages are only the paper's own arXiv page. */
function projectPage(text: string | null | undefined): string | undefined {
  const address = webAddress(text);
  return address && !/(^|\.)arxiv\.org$/i.test(new URL(address).hostname) ? address : undefined;
}
