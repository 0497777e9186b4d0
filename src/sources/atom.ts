/** In: an Atom feed of the arXiv API. Out: its papers, and what could not be read. */
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';
import { SourceFault } from '../domain/errors.ts';
import { type Paper, paperIdFromArxiv } from '../domain/paper.ts';
import type { Skipped } from '../domain/ports.ts';
import { dayFrom, isCategory, oneLine, paperFrom } from './record.ts';

/** Text of an element, which is an object when the element has attributes. */
const text = z
  .union([z.string(), z.object({ '#text': z.string() }).transform((element) => element['#text'])])
  .optional()
  .catch(undefined);

const category = z
  .object({ '@_term': z.string() })
  .transform((element) => element['@_term'].trim())
  .optional();

const entrySchema = z.object({
  id: z.string(),
  title: text,
  summary: text,
  published: text,
  'arxiv:comment': text,
  author: z
    .array(z.object({ name: text, 'arxiv:affiliation': z.array(text).catch([]) }).catch({ 'arxiv:affiliation': [] }))
    .catch([]),
  category: z.array(category.catch(undefined)).catch([]),
  'arxiv:primary_category': category.catch(undefined),
});
type Entry = z.infer<typeof entrySchema>;

const feedSchema = z.object({
  feed: z.object({
    entry: z.array(z.unknown()).catch([]),
    'opensearch:totalResults': z.coerce.number().int().nonnegative().catch(0),
  }),
});

const MANY = new Set(['entry', 'author', 'category', 'link', 'arxiv:affiliation']);

export interface AtomFeed {
  readonly records: readonly Paper[];
  readonly skipped: readonly Skipped[];
  /** How many papers the query has on all pages. */
  readonly total: number;
}

/**
 * @param label names the feed where an entry is skipped
 * @throws SourceFault when the text is no whole Atom feed, or when it is arXiv's feed for an error
 */
export function readAtom(xml: string, label: string): AtomFeed {
  const { feed } = parseFeed(xml, label);
  const records: Paper[] = [];
  const skipped: Skipped[] = [];
  for (const [index, raw] of feed.entry.entries()) {
    const where = `${label} entry ${index + 1}`;
    const entry = entrySchema.safeParse(raw);
    if (!entry.success) {
      skipped.push({ where, reason: 'no id' });
      continue;
    }
    refuseErrorEntry(entry.data);
    const outcome = toPaper(entry.data);
    if (typeof outcome === 'string') skipped.push({ where, reason: outcome });
    else records.push(outcome);
  }
  return { records, skipped, total: feed['opensearch:totalResults'] };
}

function parseFeed(xml: string, label: string): z.infer<typeof feedSchema> {
  const help = 'The answer may have been cut off: try again later.';
  if (XMLValidator.validate(xml) !== true) {
    throw new SourceFault(`The feed of ${label} is not whole XML.`, help, { retryable: true });
  }
  const parser = new XMLParser({
    ignoreAttributes: false,
    // Otherwise 2401.10 becomes the number 2401.1.
    parseTagValue: false,
    htmlEntities: true,
    isArray: (name) => MANY.has(name),
  });
  let parsed: unknown;
  try {
    parsed = parser.parse(xml);
  } catch (cause) {
    throw new SourceFault(`The feed of ${label} cannot be parsed.`, help, { cause });
  }
  const feed = feedSchema.safeParse(parsed);
  if (feed.success) return feed.data;
  if (/<feed[\s/>]/.test(xml)) return { feed: { entry: [], 'opensearch:totalResults': 0 } };
  throw new SourceFault(`The answer for ${label} is no Atom feed.`, 'Check the address in ARXIV_URL.');
}

/** arXiv tells its errors as a feed with one entry, never as a paper. */
function refuseErrorEntry({ id, title, summary }: Entry) {
  const isError = id.includes('/api/errors') || (title === 'Error' && !id.includes('/abs/'));
  if (!isError) return;
  const sentence = oneLine(summary ?? 'no reason given').replace(/\.$/, '');
  throw new SourceFault(`arXiv refused the request: ${sentence}.`, 'Check the identifiers and the query.');
}

function toPaper(entry: Entry): Paper | string {
  const arxivId = /\/abs\/(.+)$/.exec(entry.id.trim())?.[1] ?? '';
  if (!paperIdFromArxiv(arxivId)) return 'its id is no arXiv identifier';
  if (!entry.title) return 'no title';
  return paperFrom({
    arxivId,
    title: entry.title,
    abstract: entry.summary ?? '',
    authors: entry.author.flatMap(({ name }) => name ?? []),
    organisation: commonAffiliation(entry),
    publishedAt: dayFrom(entry.published),
    version: versionIn(arxivId),
    categories: categoriesOf(entry),
    source: 'arxiv',
    withdrawn: isWithdrawn(entry),
  });
}

function versionIn(arxivId: string): number | undefined {
  const version = Number(/v(\d{1,4})$/i.exec(arxivId)?.[1]);
  return version || undefined;
}

function categoriesOf({ category: others, 'arxiv:primary_category': primary }: Entry): string[] {
  return [primary, ...others].flatMap((term) => (term !== undefined && isCategory(term) ? term : []));
}

/** The affiliation that every author gives; nothing when one gives none or another. */
function commonAffiliation({ author }: Entry): string | undefined {
  const given = author.map((one) => one['arxiv:affiliation'].join('; '));
  return new Set(given).size === 1 ? given[0] : undefined;
}

/**
 * arXiv has no field for it. The comment says "withdrawn" ("withdrawn from ICLR" is another matter), or the abstract
 * is replaced by a sentence such as "This paper has been withdrawn by the author". Patients are withdrawn, too.
 */
function isWithdrawn({ summary = '', 'arxiv:comment': comment = '' }: Entry): boolean {
  const replaced =
    /\b(?:paper|article|submission|manuscript|preprint|work) (?:has been |is |was )(?:\w+ )?withdrawn\b/i;
  return (
    /\bwithdrawn\b(?!\s+from\s+(?!arxiv))/i.test(comment) || /^\W*withdrawn\b/i.test(summary) || replaced.test(summary)
  );
}
