/** The first papers of a list by day or by upvotes, without reading the others. */
import type { Paper, PaperId } from '../domain/paper.ts';
import type { PaperFilter } from '../domain/ports.ts';
import { dayCondition } from './day-condition.ts';
import { papersOfPeople } from './find-people.ts';
import { ORDERS } from './paper-orders.ts';
import { papersById } from './read-papers.ts';
import type { PaperRow } from './rows.ts';
import { anyOf, quoted, type Tables } from './tables.ts';

type Sort = 'newest' | 'upvotes';
type Key = 'day' | 'upvotes';

/** What papers are ordered by, and what equals are. */
const KEYS: Readonly<Record<Sort, readonly [Key, Key]>> = {
  newest: ['day', 'upvotes'],
  upvotes: ['upvotes', 'day'],
};
/** So many are sorted here; of more, the engine is first asked which can be among the first. */
const FEW = 5_000;

export async function listPapers(
  tables: Tables,
  filter: PaperFilter & { readonly sort: Sort; readonly limit: number },
): Promise<Paper[]> {
  const theirs = await papersOfPeople(tables, filter);
  if (theirs && !theirs.length) return [];
  const conditions = ['withdrawn = false', dayCondition(filter), theirs && anyOf('id', theirs)];
  const all = conditions.filter(Boolean).join(' AND ');
  const condition = (await tables.papers.countRows(all)) > FEW ? await firstOnes(tables, all, filter) : all;
  const rows = (await tables.papers.query().where(condition).select(['id', 'day', 'upvotes']).toArray()) as PaperRow[];
  const first = rows.sort(ORDERS[filter.sort]).slice(0, filter.limit);
  return papersById(
    tables,
    first.map(({ id }) => id as PaperId),
  );
}

/** Narrows the condition to the papers that are at least as far up as the last one wanted. */
async function firstOnes(
  tables: Tables,
  condition: string,
  { sort, limit }: { readonly sort: Sort; readonly limit: number },
): Promise<string> {
  const [first, second] = KEYS[sort];
  const least = await nthHighest(tables, condition, first, limit);
  const equals = `${condition} AND ${isAt(first, least)}`;
  const leastOfEquals = await nthHighest(tables, equals, second, limit);
  return `${condition} AND (${isAbove(first, least)} OR (${isAt(first, least)} AND ${isAtLeast(second, leastOfEquals)}))`;
}

/** The value of a column that `count` rows reach; the lowest one where there are fewer rows. */
async function nthHighest(tables: Tables, condition: string, key: Key, count: number): Promise<string | number> {
  const rowsOf = new Map<string | number, number>();
  for await (const batch of tables.papers.query().where(condition).select([key])) {
    const column = batch.getChild(key);
    for (let row = 0; row < batch.numRows; row++) {
      const value = column?.get(row) ?? 0;
      rowsOf.set(value, (rowsOf.get(value) ?? 0) + 1);
    }
  }
  const highestFirst = [...rowsOf].sort((a, b) => (a[0] > b[0] ? -1 : 1));
  let reached = 0;
  const last = highestFirst.find(([, rows]) => {
    reached += rows;
    return reached >= count;
  });
  return (last ?? highestFirst.at(-1))?.[0] ?? 0;
}

function isAbove(key: Key, value: string | number): string {
  return key === 'day' ? `day > ${quoted(String(value || ''))}` : `upvotes > ${value}`;
}

function isAt(key: Key, value: string | number): string {
  if (key === 'day') return `day = ${quoted(String(value || ''))}`;
  return value === 0 ? '(upvotes = 0 OR upvotes IS NULL)' : `upvotes = ${value}`;
}

function isAtLeast(key: Key, value: string | number): string {
  return `(${isAbove(key, value)} OR ${isAt(key, value)})`;
}
