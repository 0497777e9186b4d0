/** The questions that need no ranking: papers by id and title, and how many there are. */
import type { Paper, PaperId } from '../domain/paper.ts';
import type { LibraryStatistics } from '../domain/ports.ts';
import { ORDERS } from './paper-orders.ts';
import { PAPER_COLUMNS, type PaperRow, toPaper } from './rows.ts';
import { anyOf, quoted, type Tables } from './tables.ts';
import { holdsWords, typedWords } from './title-words.ts';

/** Ids in one condition; longer lists slow the engine's parser down. */
export const IDS_A_QUERY = 500;
/** Titles that hold the typed words by letters alone, of which the best are then chosen; who types on narrows them. */
const MOST_TITLES = 5_000;

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
  // In a large library nearly everything holds a letter or two: the most upvoted are looked at first.
  const upvoted = await titlesWhere(tables, `upvotes > 0 AND ${condition}`);
  const rows = upvoted.length >= limit ? upvoted : await titlesWhere(tables, condition);
  const held = words.length ? rows.filter((row) => holdsWords(row.title, words)) : rows;
  const first = held.sort(ORDERS.upvotes).slice(0, limit);
  return papersById(
    tables,
    first.map((row) => row.id as PaperId),
  );
}

async function titlesWhere({ papers }: Tables, condition: string): Promise<PaperRow[]> {
  const columns = ['id', 'title', 'day', 'upvotes'];
  return (await papers.query().where(condition).select(columns).limit(MOST_TITLES).toArray()) as PaperRow[];
}

export async function readStatistics({ papers }: Tables, sample: boolean): Promise<LibraryStatistics> {
  let [count, withdrawn, changedAt] = [0, 0, 0];
  let [first, last]: [string | undefined, string | undefined] = [undefined, undefined];
  for await (const batch of papers.query().select(['listed_on', 'changed_at', 'withdrawn'])) {
    const [days, changes, withdrawals] = ['listed_on', 'changed_at', 'withdrawn'].map((name) => batch.getChild(name));
    for (let row = 0; row < batch.numRows; row++) {
      const day = days?.get(row) as string | null;
      if (day && (!first || day < first)) first = day;
      if (day && (!last || day > last)) last = day;
      changedAt = Math.max(changedAt, changes?.get(row) as number);
      if (withdrawals?.get(row)) withdrawn++;
    }
    count += batch.numRows;
  }
  return {
    papers: count,
    withdrawn,
    firstListingDay: first,
    lastListingDay: last,
    changedAt: count ? changedAt : undefined,
    sample,
  };
}
