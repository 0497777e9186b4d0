/** The questions that need no ranking: papers by id, title, day and votes, and how many there are. */
import type { Paper, PaperId } from '../domain/paper.ts';
import type { LibraryStatistics, PaperFilter } from '../domain/ports.ts';
import { dayCondition } from './day-condition.ts';
import { PAPER_COLUMNS, type PaperRow, toPaper } from './rows.ts';
import { anyOf, quoted, type Tables } from './tables.ts';
import { holdsWords, typedWords } from './title-words.ts';

/** Ids in one condition; longer lists slow the engine's parser down. */
export const IDS_A_QUERY = 500;

export async function papersWhere({ papers }: Tables, condition: string): Promise<Paper[]> {
  const rows = (await papers.query().where(condition).select(PAPER_COLUMNS).toArray()) as PaperRow[];
  return rows.map(toPaper);
}

/** In the order of the ids; unknown ones are left out. */
export async function papersById(tables: Tables, ids: readonly PaperId[]): Promise<Paper[]> {
  const found = new Map<PaperId, Paper>();
  for (let start = 0; start < ids.length; start += IDS_A_QUERY) {
    const part = await papersWhere(tables, anyOf('id', ids.slice(start, start + IDS_A_QUERY)));
    for (const paper of part) found.set(paper.id, paper);
  }
  return ids.flatMap((id) => found.get(id) ?? []);
}

export async function completeTitle(tables: Tables, typed: string, limit: number): Promise<Paper[]> {
  const words = typedWords(typed);
  if (!words.length && typed.trim()) return [];
  const condition = words.map((word) => `title_key LIKE ${quoted(`%${word}%`)}`).join(' AND ') || 'true';
  const columns = ['id', 'title', 'day', 'upvotes'];
  const rows = (await tables.papers.query().where(condition).select(columns).toArray()) as PaperRow[];
  const held = words.length ? rows.filter((row) => holdsWords(row.title, words)) : rows;
  return firstPapers(tables, held.sort(ORDERS.upvotes), limit);
}

export async function listPapers(
  tables: Tables,
  filter: PaperFilter & { readonly sort: 'newest' | 'upvotes'; readonly limit: number },
): Promise<Paper[]> {
  const condition = ['withdrawn = false', dayCondition(filter)].filter(Boolean).join(' AND ');
  const rows = (await tables.papers.query().where(condition).select(['id', 'day', 'upvotes']).toArray()) as PaperRow[];
  return firstPapers(tables, rows.sort(ORDERS[filter.sort]), filter.limit);
}

export async function readStatistics(tables: Tables, sample: boolean): Promise<LibraryStatistics> {
  const columns = ['listed_on', 'changed_at', 'withdrawn'];
  const rows = (await tables.papers.query().select(columns).toArray()) as PaperRow[];
  const days = rows.flatMap((row) => row.listed_on ?? []).sort();
  return {
    papers: rows.length,
    withdrawn: rows.filter((row) => row.withdrawn).length,
    firstListingDay: days[0],
    lastListingDay: days.at(-1),
    changedAt: rows.length ? rows.reduce((latest, row) => Math.max(latest, row.changed_at), 0) : undefined,
    sample,
  };
}

const byDay = (a: PaperRow, b: PaperRow) => (a.day === b.day ? 0 : a.day > b.day ? -1 : 1);
const byUpvotes = (a: PaperRow, b: PaperRow) => (b.upvotes ?? 0) - (a.upvotes ?? 0);
const byId = (a: PaperRow, b: PaperRow) => (a.id < b.id ? -1 : 1);
const ORDERS = {
  newest: (a: PaperRow, b: PaperRow) => byDay(a, b) || byUpvotes(a, b) || byId(a, b),
  upvotes: (a: PaperRow, b: PaperRow) => byUpvotes(a, b) || byDay(a, b) || byId(a, b),
} as const;

function firstPapers(tables: Tables, rows: readonly PaperRow[], limit: number): Promise<Paper[]> {
  return papersById(
    tables,
    rows.slice(0, limit).map((row) => row.id as PaperId),
  );
}
