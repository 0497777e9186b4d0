/** Names of authors and organisations in, the names as papers spell them, and their papers, out. */
import { MatchQuery, Operator, type Query } from '@lancedb/lancedb';
import type { PaperId } from '../domain/paper.ts';
import type { PaperFilter, People } from '../domain/ports.ts';
import { dayCondition } from './day-condition.ts';
import { holdsNameWords, nameWords } from './name-words.ts';
import type { Tables } from './tables.ts';

/** Papers that are looked at for one name. */
const MOST_PAPERS = 1_000;

export async function findPeople(tables: Tables, name: string, limit: number): Promise<People> {
  const words = nameWords(name);
  const [authors, organisations] = [new Map<string, number>(), new Map<string, number>()];
  const count = (names: Map<string, number>, found: string) => {
    if (holdsNameWords(found, words)) names.set(found, (names.get(found) ?? 0) + 1);
  };
  for await (const batch of namedBy(tables, words)) {
    for (const row of batch.toArray() as unknown as { authors: Iterable<string>; organisation: string | null }[]) {
      for (const author of row.authors) count(authors, author);
      if (row.organisation) count(organisations, row.organisation);
    }
  }
  const most = (names: Map<string, number>) =>
    [...names]
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .slice(0, limit)
      .map(([found]) => found);
  return { authors: most(authors), organisations: most(organisations) };
}

/** Ids of the papers of all these authors and this organisation; `undefined` when the filter names nobody. */
export async function papersOfPeople(tables: Tables, filter: PaperFilter): Promise<PaperId[] | undefined> {
  const { authors = [], organisation } = filter;
  if (!authors.length && !organisation) return undefined;
  const ids: PaperId[] = [];
  for await (const batch of namedBy(tables, nameWords([...authors, organisation ?? ''].join(' ')), filter)) {
    for (const row of batch.toArray() as unknown as {
      id: PaperId;
      authors: Iterable<string>;
      organisation: string | null;
    }[]) {
      const there = new Set(row.authors);
      const isTheirs =
        authors.every((author) => there.has(author)) && (!organisation || row.organisation === organisation);
      if (isTheirs) ids.push(row.id);
    }
  }
  return ids;
}

function namedBy({ papers }: Tables, words: readonly string[], days: PaperFilter = {}): Query {
  const match = new MatchQuery([...new Set(words)].join(' '), 'people', { operator: Operator.And });
  const condition = ['withdrawn = false', dayCondition(days)].filter(Boolean).join(' AND ');
  return papers
    .query()
    .fullTextSearch(match)
    .where(condition)
    .select(['id', 'authors', 'organisation', '_score'])
    .limit(words.length ? MOST_PAPERS : 0);
}
