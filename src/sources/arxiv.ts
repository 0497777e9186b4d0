/** In: arXiv ids or a query. Out: the papers as the arXiv API tells them. */
import type { Clock } from '../domain/clock.ts';
import { SourceFault } from '../domain/errors.ts';
import { arxivIdOf, type Paper, paperIdFromArxiv } from '../domain/paper.ts';
import type { Batch, Skipped } from '../domain/ports.ts';
import { type AtomFeed, readAtom } from './atom.ts';
import type { HttpReader } from './http.ts';
import { batchOf } from './record.ts';

/** arXiv asks for one request in three seconds over one connection (API terms of use). */
export const ARXIV_INTERVAL_MILLISECONDS = 3000;
/** Keeps the address of a request under 2,000 characters. */
const IDS_A_REQUEST = 100;
/** A few papers may be too new for arXiv's interface; of so many it knows some. */
const MANY_IDS = 10;
/** arXiv now and then answers a page of a search with no entries at all, though it has some. */
const EMPTY_PAGE_ATTEMPTS = 3;
const EMPTY_PAGE_PAUSE = 3000;

export interface ArxivOptions {
  /** `https://export.arxiv.org`. */
  readonly baseUrl: string;
  /** With a minimum interval of `ARXIV_INTERVAL_MILLISECONDS`. */
  readonly http: HttpReader;
  readonly clock: Clock;
}

export interface ArxivSearch {
  /** From 0. */
  readonly start: number;
  /** 1 to 2,000. */
  readonly maxResults: number;
  readonly sortBy: 'relevance' | 'submittedDate' | 'lastUpdatedDate';
}

export interface Arxiv {
  /**
   * Papers by `2401.12345` or `arxiv:2401.12345`, version or not; ids that arXiv does not know are missing.
   * @throws SourceFault when arXiv cannot be read, refuses the request, or says nothing of many papers
   */
  byIds(ids: readonly string[], signal: AbortSignal): Promise<Batch>;
  /**
   * One page of a search in arXiv's own syntax, the latest first for the two dates.
   * @returns `total` counts the papers on all pages
   * @throws SourceFault when arXiv cannot be read or refuses the query
   */
  search(query: string, search: ArxivSearch, signal: AbortSignal): Promise<Batch & { readonly total: number }>;
}

export function createArxiv({ baseUrl, http, clock }: ArxivOptions): Arxiv {
  const endpoint = `${baseUrl.replace(/\/+$/, '')}/api/query`;

  async function query(parameters: Record<string, string>, label: string, signal: AbortSignal): Promise<AtomFeed> {
    const url = `${endpoint}?${new URLSearchParams(parameters)}`;
    const answer = await http.read(url, { signal, accept: 'application/atom+xml' });
    // An error comes with status 400 and a feed that says what is wrong, which reading it throws.
    if (answer.status === 200 || answer.text.includes('<feed')) return readAtom(answer.text, label);
    throw new SourceFault(`arXiv answered ${answer.status}.`, 'Check the address in ARXIV_URL, or try again later.');
  }

  return {
    async byIds(ids, signal) {
      const known = ids.map((id) => ({ id, paperId: paperIdFromArxiv(id.replace(/^arxiv:/i, '')) }));
      const wanted = [...new Set(known.flatMap(({ paperId }) => (paperId && arxivIdOf({ id: paperId })) ?? []))];
      const records: Paper[] = [];
      const skipped: Skipped[] = known.flatMap(({ id, paperId }) =>
        paperId ? [] : { where: id, reason: 'no arXiv identifier' },
      );
      for (let start = 0; start < wanted.length; start += IDS_A_REQUEST) {
        const some = wanted.slice(start, start + IDS_A_REQUEST);
        const feed = await query({ id_list: some.join(), max_results: String(some.length) }, 'arXiv', signal);
        if (some.length >= MANY_IDS && !feed.records.length && !feed.skipped.length) {
          const message = `arXiv was asked for ${some.length} papers and sends an empty answer.`;
          throw new SourceFault(message, 'Try again in a few minutes.', { retryable: true });
        }
        records.push(...feed.records);
        skipped.push(...feed.skipped);
      }
      return batchOf('arXiv', records, skipped);
    },

    async search(text, { start, maxResults, sortBy }, signal) {
      const parameters = {
        search_query: text,
        start: String(start),
        max_results: String(maxResults),
        sortBy,
        sortOrder: 'descending',
      };
      const label = 'arXiv search';
      for (let attempt = 1; ; attempt++) {
        const feed = await query(parameters, label, signal);
        const empty = !feed.records.length && !feed.skipped.length && feed.total > start;
        if (!empty) return { ...batchOf(label, feed.records, feed.skipped), total: feed.total };
        if (attempt >= EMPTY_PAGE_ATTEMPTS) {
          const message = `arXiv has ${feed.total} papers for the search but sends an empty page.`;
          throw new SourceFault(message, 'Try again in a few minutes.', { retryable: true });
        }
        await clock.sleep(EMPTY_PAGE_PAUSE * attempt, signal);
      }
    },
  };
}
