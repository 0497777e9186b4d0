/** Keeps corpus models in the library: written whole, then switched to by one row, so that a kill leaves the old one. */
import { randomBytes } from 'node:crypto';
import type { Connection, Table } from '@lancedb/lancedb';
import type { Clock } from '../domain/clock.ts';
import { CorpusModel, computeCorpusModel, type PaperTerms, VECTOR_DIMENSIONS } from './corpus-model.ts';
import { MODELS_SCHEMA, type PaperRow, termsOf } from './rows.ts';
import { arrow, SCHEMA_OF_DERIVED, type Tables, vectorsName, vocabularyName } from './tables.ts';

const ROWS_A_WRITE = 20_000;

export interface StoredModel {
  readonly name: string;
  readonly model: CorpusModel;
  readonly vectors: Table;
}

interface ModelRow {
  readonly model: string;
  readonly created_at: number;
  readonly papers: number;
  readonly average_title_length: number;
  readonly average_body_length: number;
  readonly dimensions: number;
}

/** The name of the model in force, or `undefined` before the first. */
export async function newestModelName(tables: Tables): Promise<string | undefined> {
  return (await newestRow(tables))?.model;
}

/** Loads the model in force. */
export async function loadModel(tables: Tables): Promise<StoredModel | undefined> {
  const row = await newestRow(tables);
  if (!row) return undefined;
  const vocabulary = await tables.connection.openTable(vocabularyName(row.model));
  const frequencies = new Map<string, number>();
  const projectedTerms: string[] = [];
  const parts: Float32Array[] = [];
  for await (const batch of vocabulary.query()) {
    const terms = batch.getChild('term');
    const counts = batch.getChild('frequency');
    const vectors = batch.getChild('vector');
    for (let index = 0; index < batch.numRows; index++) {
      const term = terms?.get(index) as string;
      frequencies.set(term, counts?.get(index) as number);
      const vector = vectors?.get(index);
      if (!vector) continue;
      projectedTerms.push(term);
      parts.push((vector.toArray() as Float32Array).slice(0, row.dimensions));
    }
  }
  const projection = new Float32Array(projectedTerms.length * row.dimensions);
  parts.forEach((part, index) => {
    projection.set(part, index * row.dimensions);
  });
  const statistics = {
    papers: row.papers,
    averageTitleLength: row.average_title_length,
    averageBodyLength: row.average_body_length,
  };
  return {
    name: row.model,
    model: new CorpusModel(statistics, frequencies, projectedTerms, projection, row.dimensions),
    vectors: await tables.connection.openTable(vectorsName(row.model)),
  };
}

/**
 * Computes a model of every stored paper, writes its vocabulary and vectors beside the old ones, and switches.
 * The model before the new one stays for processes that still read it; older ones are dropped.
 */
export async function rebuildModel(tables: Tables, clock: Clock, signal?: AbortSignal): Promise<void> {
  const papers: (PaperTerms & { id: string; day: string; withdrawn: boolean })[] = [];
  for await (const batch of tables.papers.query().select(['id', 'day', 'withdrawn', 'title_terms', 'body_terms'])) {
    for (const row of batch.toArray() as unknown as PaperRow[]) {
      papers.push({ id: row.id, day: row.day, withdrawn: row.withdrawn, ...termsOf(row) });
    }
  }
  signal?.throwIfAborted();
  const model = computeCorpusModel(papers);
  signal?.throwIfAborted();
  const name = `${clock.now().toString(36)}${randomBytes(3).toString('hex')}`;
  const { connection } = tables;

  const vocabulary = [...model.entries()].map(({ term, frequency, vector }) => ({
    term,
    frequency,
    vector: vector ? padded(vector) : null,
  }));
  await writeInParts(connection, vocabularyName(name), vocabulary, SCHEMA_OF_DERIVED.vocabulary);
  const vectors = papers.flatMap(({ id, day, withdrawn, title, body }) => {
    const vector = withdrawn ? undefined : model.vectorOf([...title, ...body]);
    return vector ? [{ id, day, vector: [...vector] }] : [];
  });
  await writeInParts(connection, vectorsName(name), vectors, SCHEMA_OF_DERIVED.vectors);

  const previous = await newestModelName(tables);
  const row: ModelRow = {
    model: name,
    created_at: clock.now(),
    papers: model.statistics.papers,
    average_title_length: model.statistics.averageTitleLength,
    average_body_length: model.statistics.averageBodyLength,
    dimensions: model.dimensions,
  };
  await tables.models.add(arrow([row], MODELS_SCHEMA));
  await dropAllBut(connection, [name, previous]);
}

async function newestRow(tables: Tables): Promise<ModelRow | undefined> {
  const rows = (await tables.models.query().toArray()) as ModelRow[];
  return rows.reduce<ModelRow | undefined>(
    (best, row) => (!best || row.created_at > best.created_at ? row : best),
    undefined,
  );
}

async function writeInParts(
  connection: Connection,
  name: string,
  rows: readonly object[],
  schema: typeof MODELS_SCHEMA,
) {
  const table = await connection.createEmptyTable(name, schema, { mode: 'overwrite' });
  for (let start = 0; start < rows.length; start += ROWS_A_WRITE) {
    await table.add(arrow(rows.slice(start, start + ROWS_A_WRITE), schema));
  }
}

async function dropAllBut(connection: Connection, models: readonly (string | undefined)[]): Promise<void> {
  const kept = new Set(models.flatMap((model) => (model ? [vocabularyName(model), vectorsName(model)] : [])));
  for (const name of await connection.tableNames()) {
    if (/^(vocabulary|vectors)_/.test(name) && !kept.has(name)) await connection.dropTable(name);
  }
}

function padded(vector: Float32Array): number[] {
  const full = new Array<number>(VECTOR_DIMENSIONS).fill(0);
  vector.forEach((value, index) => {
    full[index] = value;
  });
  return full;
}
