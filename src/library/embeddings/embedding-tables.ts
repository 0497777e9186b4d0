/** The tables of vectors that embedders made: one for each embedder, and one that tells how far each is. */
import { createHash } from 'node:crypto';
import { type Connection, Index, type Table } from '@lancedb/lancedb';
import { dropTables } from '../drop-tables.ts';
import { EMBEDDERS_SCHEMA, embeddingsSchema } from '../rows.ts';
import { arrowTable } from '../tables.ts';
import { indexVectors } from '../vectors/vector-index.ts';

const EMBEDDERS = 'embedders';
const PREFIX = 'embeddings_';

/** How far an embedder is. A later row of the same embedder counts. */
export interface EmbedderRow {
  readonly embedder: string;
  readonly dimensions: number;
  /** Every paper had its vector once; those that came later may still lack theirs. */
  readonly complete: boolean;
  readonly changed_at: number;
}

/** The embedders with vectors here, the latest first. */
export async function embedderRows(connection: Connection): Promise<EmbedderRow[]> {
  const names = new Set(await connection.tableNames());
  if (!names.has(EMBEDDERS)) return [];
  const rows = (await (await connection.openTable(EMBEDDERS)).query().toArray()) as EmbedderRow[];
  const latestFirst = rows.sort((a, b) => b.changed_at - a.changed_at || Number(b.complete) - Number(a.complete));
  return latestFirst.filter(
    (row, at) =>
      names.has(nameOf(row.embedder)) && latestFirst.findIndex(({ embedder }) => embedder === row.embedder) === at,
  );
}

export async function recordEmbedder(connection: Connection, row: EmbedderRow): Promise<void> {
  const table = await connection.createEmptyTable(EMBEDDERS, EMBEDDERS_SCHEMA, { existOk: true });
  await table.add(arrowTable([row], EMBEDDERS_SCHEMA));
}

export function openEmbeddings(connection: Connection, embedder: string): Promise<Table> {
  return connection.openTable(nameOf(embedder));
}

/**
 * The table of an embedder, which another process may have begun meanwhile, or an empty one. What is there without a
 * record was left by a process that was stopped at once.
 */
export async function openOrMakeEmbeddings(connection: Connection, row: EmbedderRow): Promise<Table> {
  const known = (await embedderRows(connection)).find(({ embedder }) => embedder === row.embedder);
  if (known?.dimensions === row.dimensions) return openEmbeddings(connection, row.embedder);
  const table = await connection.createEmptyTable(nameOf(row.embedder), embeddingsSchema(row.dimensions), {
    mode: 'overwrite',
  });
  await table.createIndex('id', { config: Index.btree() });
  await recordEmbedder(connection, row);
  return table;
}

/** Puts an embedder in force. The vectors before stay for other processes that still answer with them. */
export async function completeEmbedder(connection: Connection, table: Table, row: EmbedderRow): Promise<void> {
  await table.optimize();
  await indexVectors(table, row.dimensions);
  await recordEmbedder(connection, row);
}

/** Drops the vectors of every other embedder. */
export function dropOtherEmbeddings(connection: Connection, embedder: string): Promise<void> {
  return dropTables(connection, (name) => name.startsWith(PREFIX) && name !== nameOf(embedder));
}

/** Drops vectors that cannot be read; the next run makes them anew. */
export async function dropDamagedEmbeddings(connection: Connection): Promise<void> {
  const isKnown = await embedderRows(connection).then(
    () => true,
    () => false,
  );
  for (const name of await connection.tableNames()) {
    if (name === EMBEDDERS && !isKnown) await connection.dropTable(name);
    if (name.startsWith(PREFIX) && !(isKnown && (await isReadable(connection, name)))) await connection.dropTable(name);
  }
}

async function isReadable(connection: Connection, name: string): Promise<boolean> {
  try {
    // A condition on a column without an index opens every file.
    await (await connection.openTable(name)).countRows("content = ''");
    return true;
  } catch {
    return false;
  }
}

function nameOf(embedder: string): string {
  return `${PREFIX}${createHash('sha256').update(embedder).digest('hex').slice(0, 16)}`;
}
