/**
 * Editions of the papers: a table with its indexes, made whole and then switched to by one row. A library of an older
 * schema, and one that is rebuilt or restored, gets a new edition beside the one in force, so that a kill at any moment
 * leaves a whole library.
 */
import { randomBytes } from 'node:crypto';
import { type Connection, Index, type Table } from '@lancedb/lancedb';
import type { Clock } from '../domain/clock.ts';
import { LibraryFault } from '../domain/errors.ts';
import type { Paper } from '../domain/paper.ts';
import { dropTables } from './drop-tables.ts';
import {
  EDITIONS_SCHEMA,
  FIRST_PAPER_COLUMNS,
  LATER_PAPER_COLUMNS,
  MODELS_SCHEMA,
  PAPERS_SCHEMA,
  type PaperRow,
  toPaper,
  toRow,
} from './rows.ts';
import { arrowTable, EDITIONS, LIBRARY_SCHEMA, MODELS, type Tables } from './tables.ts';

interface EditionRow {
  readonly edition: string;
  readonly schema: number;
  readonly made_at: number;
}

/** The tables of libraries before editions. */
const FIRST_PAPERS = 'papers';
const FIRST_MODELS = 'models';
const EDITION_PREFIX = 'papers_';
const TEXT_COLUMNS = ['terms', 'people'];
const SORTED_COLUMNS = ['id', 'title_key', 'day'];
const ROWS_A_WRITE = 2_000;

/** A paper and when it last changed, in milliseconds since 1970. */
export interface DatedPaper {
  readonly paper: Paper;
  readonly changedAt: number;
  /** When its text did; the same without it. */
  readonly textChangedAt?: number;
}

/**
 * The tables in force, or `undefined` where there is no library of this schema yet.
 * @throws LibraryFault for a library of a newer schema
 */
export async function openEdition(connection: Connection): Promise<Tables | undefined> {
  const newest = await newestEdition(connection);
  if (!newest || newest.schema < LIBRARY_SCHEMA) return undefined;
  return {
    connection,
    edition: newest.edition,
    papers: await connection.openTable(newest.edition),
    models: await connection.openTable(MODELS),
  };
}

/** A library for a place that has none of this schema: with the papers of an older one, or empty. */
export async function makeFirstEdition(connection: Connection, clock: Clock): Promise<Tables> {
  const older = await storedPapers(connection);
  return makeEdition(connection, clock, older ? readPapers(older) : []);
}

/** The table of the edition in force, of whatever schema; `undefined` where there is none. */
export async function storedPapers(connection: Connection): Promise<Table | undefined> {
  const name = (await newestEdition(connection))?.edition;
  const names = await connection.tableNames();
  if (name) return names.includes(name) ? connection.openTable(name) : undefined;
  return names.includes(FIRST_PAPERS) ? connection.openTable(FIRST_PAPERS) : largestWholeEdition(connection);
}

/** A library that has lost the table of its editions still has their papers. */
export async function largestWholeEdition(connection: Connection): Promise<Table | undefined> {
  let [largest, most]: [Table | undefined, number] = [undefined, 0];
  for (const name of (await connection.tableNames()).filter((known) => known.startsWith(EDITION_PREFIX))) {
    const table = await connection.openTable(name).catch(() => undefined);
    // Indexes come last: without them it was never whole.
    if ((await table?.listIndices().catch(() => []))?.length !== TEXT_COLUMNS.length + SORTED_COLUMNS.length) continue;
    const papers = (await table?.countRows().catch(() => 0)) ?? 0;
    if (papers > most) [largest, most] = [table, papers];
  }
  return largest;
}

/**
 * Writes a new edition and switches to it; when something is thrown, the one before stays in force.
 * @param papers each id once
 */
export async function makeEdition(
  connection: Connection,
  clock: Clock,
  papers: AsyncIterable<DatedPaper> | Iterable<DatedPaper>,
): Promise<Tables> {
  const edition = `${EDITION_PREFIX}${clock.now().toString(36)}${randomBytes(3).toString('hex')}`;
  const table = await writePapersTable(connection, edition, papers).catch(async (cause) => {
    await connection.dropTable(edition).catch(() => {});
    throw cause;
  });
  const models = await openOrReplace(connection, MODELS, MODELS_SCHEMA);
  const editions = await openOrReplace(connection, EDITIONS, EDITIONS_SCHEMA);
  // Later than the one before, whatever the clock says: the later one is in force.
  const before = await newestEdition(connection);
  const madeAt = Math.max(clock.now(), (before?.made_at ?? 0) + 1);
  const row: EditionRow = { edition, schema: LIBRARY_SCHEMA, made_at: madeAt };
  await editions.add(arrowTable([row], EDITIONS_SCHEMA));
  await dropOtherEditions(connection, edition);
  return { connection, edition, papers: table, models };
}

async function writePapersTable(
  connection: Connection,
  name: string,
  papers: AsyncIterable<DatedPaper> | Iterable<DatedPaper>,
): Promise<Table> {
  const table = await connection.createEmptyTable(name, PAPERS_SCHEMA);
  let rows: PaperRow[] = [];
  const write = async () => {
    if (rows.length) await table.add(arrowTable(rows, PAPERS_SCHEMA));
    rows = [];
  };
  for await (const { paper, changedAt, textChangedAt } of papers) {
    rows.push(toRow(paper, changedAt, textChangedAt));
    if (rows.length >= ROWS_A_WRITE) await write();
  }
  await write();
  await createIndexes(table);
  // A full disk may cut a file without a word; reading opens every file, and the edition before stays in force.
  await table.countRows('title IS NULL');
  return table;
}

/** A small table that the papers do not rest on: when it is damaged, it begins anew. */
async function openOrReplace(connection: Connection, name: string, schema: typeof MODELS_SCHEMA): Promise<Table> {
  try {
    const table = await connection.createEmptyTable(name, schema, { existOk: true });
    await table.query().toArray();
    return table;
  } catch {
    await connection.dropTable(name);
    return connection.createEmptyTable(name, schema);
  }
}

/** Every paper of an edition, of this schema or an older one. @throws LibraryFault when the table holds no papers */
export async function* readPapers(table: Table): AsyncGenerator<DatedPaper> {
  const present = new Set((await table.schema()).fields.map(({ name }) => name));
  const missing = FIRST_PAPER_COLUMNS.filter((column) => !present.has(column));
  if (missing.length) {
    throw new LibraryFault(
      `There is a table “${table.name}” that holds no papers of Paperboy (${missing[0]} is missing).`,
      'Set LIBRARY_URI to another folder, or move this one away.',
    );
  }
  const later = [...LATER_PAPER_COLUMNS, 'text_changed_at'].filter((column) => present.has(column));
  for await (const batch of table.query().select([...FIRST_PAPER_COLUMNS, ...later, 'changed_at'])) {
    for (const row of batch.toArray() as unknown as PaperRow[])
      yield { paper: toPaper(row), changedAt: row.changed_at, textChangedAt: row.text_changed_at ?? row.changed_at };
  }
}

/** @throws LibraryFault for a library of a newer schema */
async function newestEdition(connection: Connection): Promise<EditionRow | undefined> {
  if (!(await connection.tableNames()).includes(EDITIONS)) return undefined;
  const rows = (await (await connection.openTable(EDITIONS)).query().toArray()) as EditionRow[];
  const newest = rows.reduce<EditionRow | undefined>(
    (best, row) => (!best || row.made_at >= best.made_at ? row : best),
    undefined,
  );
  if (newest && newest.schema > LIBRARY_SCHEMA) {
    throw new LibraryFault(
      'The library was written by a newer Paperboy.',
      'Start that version, or set LIBRARY_URI to another folder.',
    );
  }
  return newest;
}

async function createIndexes(table: Table): Promise<void> {
  for (const column of TEXT_COLUMNS) await table.createIndex(column, { config: preAnalysedText() });
  for (const column of SORTED_COLUMNS) await table.createIndex(column, { config: Index.btree() });
}

/** Terms and names arrive analysed; the engine must only split at spaces. */
function preAnalysedText(): Index {
  return Index.fts({
    baseTokenizer: 'whitespace',
    stem: false,
    removeStopWords: false,
    lowercase: false,
    asciiFolding: false,
    withPosition: false,
    maxTokenLength: null as unknown as number,
  });
}

/** What stopped makers of editions left, the edition before, and what older schemas had. */
export function dropOtherEditions(connection: Connection, kept: string): Promise<void> {
  const isEdition = (name: string) => name === FIRST_PAPERS || name.startsWith(EDITION_PREFIX);
  return dropTables(connection, (name) => (isEdition(name) && name !== kept) || name === FIRST_MODELS);
}
