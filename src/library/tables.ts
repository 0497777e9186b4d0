/** The LanceDB tables of a library: opening, making, and the few queries that more than one file needs. */
import { type Connection, connect, Index, makeArrowTable, type Table } from '@lancedb/lancedb';
import type { Schema } from 'apache-arrow';
import { MODELS_SCHEMA, PAPERS_SCHEMA, VECTORS_SCHEMA, VOCABULARY_SCHEMA } from './rows.ts';

const PAPERS = 'papers';
const MODELS = 'models';
/** As the engine names the index of the column `terms`. */
export const TEXT_INDEX = 'terms_idx';

/** Another process may write; a table handle looks for newer versions this often. */
const READ_CONSISTENCY_SECONDS = 2;

export interface Tables {
  readonly connection: Connection;
  readonly papers: Table;
  readonly models: Table;
}

/**
 * Opens the tables of a library.
 * @param alone runs the making of what is missing while nobody else makes it too
 */
export async function openTables(uri: string, alone: <T>(work: () => Promise<T>) => Promise<T>): Promise<Tables> {
  const connection = await connect(uri, { readConsistencyInterval: READ_CONSISTENCY_SECONDS });
  return (await openWhole(connection)) ?? alone(async () => (await openWhole(connection)) ?? makeTables(connection));
}

/** The tables, or `undefined` when one is missing or the process that made them was stopped before the text index. */
async function openWhole(connection: Connection): Promise<Tables | undefined> {
  const names = new Set(await connection.tableNames());
  if (!names.has(PAPERS) || !names.has(MODELS)) return undefined;
  const papers = await connection.openTable(PAPERS);
  if (!(await papers.listIndices()).length) return undefined;
  return { connection, papers, models: await connection.openTable(MODELS) };
}

async function makeTables(connection: Connection): Promise<Tables> {
  const models = await connection.createEmptyTable(MODELS, MODELS_SCHEMA, { existOk: true });
  return { connection, papers: await makePapers(connection), models };
}

async function makePapers(connection: Connection): Promise<Table> {
  const papers = await connection.createEmptyTable(PAPERS, PAPERS_SCHEMA, { existOk: true });
  // Terms arrive analysed (domain/text/analyse.ts); the engine must only split at spaces.
  const preAnalysed = Index.fts({
    baseTokenizer: 'whitespace',
    stem: false,
    removeStopWords: false,
    lowercase: false,
    asciiFolding: false,
    withPosition: false,
    maxTokenLength: null as unknown as number,
  });
  await papers.createIndex('terms', { config: preAnalysed });
  return papers;
}

export function vocabularyName(model: string): string {
  return `vocabulary_${model}`;
}

export function vectorsName(model: string): string {
  return `vectors_${model}`;
}

export const SCHEMA_OF_DERIVED = { vocabulary: VOCABULARY_SCHEMA, vectors: VECTORS_SCHEMA } as const;

/** Rows → an Arrow table of exactly this schema. */
export function arrowTable(rows: readonly object[], schema: Schema) {
  return makeArrowTable(rows as Record<string, unknown>[], { schema });
}

/** `id IN ('…', …)` with quotes doubled. */
export function anyOf(column: string, values: readonly string[]): string {
  return `${column} IN (${values.map(quoted).join(', ')})`;
}

export function quoted(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
