/**
 * Computes a corpus model of every stored paper and writes it into the library: whole, beside the old one, then switched
 * to by one row, so that a kill leaves the old one in force.
 */
import { randomBytes } from 'node:crypto';
import { type Connection, Index, type Table } from '@lancedb/lancedb';
import type { Table as ArrowTable, Schema } from 'apache-arrow';
import { arrow } from '../arrow.ts';
import { dropTables } from '../drop-tables.ts';
import { MODELS_SCHEMA, VECTORS_SCHEMA, VOCABULARY_SCHEMA } from '../rows.ts';
import { unpackTerms } from '../search/term-numbers.ts';
import { arrowTable, type Tables, vectorsName, vocabularyName } from '../tables.ts';
import { vectorBatches } from '../vectors/vector-batches.ts';
import { indexVectors } from '../vectors/vector-index.ts';
import { CorpusCounter, type IdentifiedTerms } from './compute-corpus-model.ts';
import { type CorpusModel, VECTOR_DIMENSIONS } from './corpus-model.ts';
import { type ModelRow, newestModel } from './model-store.ts';

/** @param readAt milliseconds since 1970: what has changed before is in the model */
export async function makeModel(tables: Tables, readAt: number): Promise<void> {
  const { connection, papers, models } = tables;
  const counter = new CorpusCounter(await papers.countRows());
  for await (const paper of readTerms(papers)) counter.add(paper);
  const model = counter.finish();
  const name = `${readAt.toString(36)}${randomBytes(3).toString('hex')}`;

  await writeTable(connection, vocabularyName(name), VOCABULARY_SCHEMA, vocabularyBatches(model));
  const vectors = await writeTable(connection, vectorsName(name), VECTORS_SCHEMA, paperVectorBatches(papers, model));
  await vectors.createIndex('id', { config: Index.btree() });
  await indexVectors(vectors, VECTOR_DIMENSIONS);

  const previous = await newestModel(tables);
  const row: ModelRow = {
    model: name,
    // Clocks may stand still or go back; the newer model must still be the newest.
    created_at: Math.max(readAt, (previous?.created_at ?? 0) + 0.001),
    papers: model.statistics.papers,
    average_title_length: model.statistics.averageTitleLength,
    average_body_length: model.statistics.averageBodyLength,
    dimensions: model.dimensions,
  };
  await models.add(arrowTable([row], MODELS_SCHEMA));
  await dropModelsBut(connection, [name, previous?.model]);
}

interface StoredTerms extends IdentifiedTerms {
  readonly day: string;
}

async function* readTerms(papers: Table): AsyncGenerator<StoredTerms> {
  for await (const batch of papers.query().select(['id', 'day', 'term_numbers'])) {
    const ids = batch.getChild('id');
    const days = batch.getChild('day');
    const terms = batch.getChild('term_numbers');
    for (let row = 0; row < batch.numRows; row++)
      yield { id: ids?.get(row), day: days?.get(row), ...unpackTerms(terms?.get(row)) };
  }
}

function vocabularyBatches(model: CorpusModel): AsyncIterable<ArrowTable> {
  const rows = (function* () {
    for (const { term, frequency, vector } of model.entries()) yield { row: { term, frequency }, vector };
  })();
  return vectorBatches(rows, VOCABULARY_SCHEMA, (batch) => [
    arrow.vectorFromArray(
      batch.map(({ term }) => term),
      new arrow.Uint32(),
    ),
    arrow.vectorFromArray(
      batch.map(({ frequency }) => frequency),
      new arrow.Int32(),
    ),
  ]);
}

function paperVectorBatches(papers: Table, model: CorpusModel): AsyncIterable<ArrowTable> {
  const rows = (async function* () {
    for await (const { id, day, title, body } of readTerms(papers)) {
      const vector = model.vectorOfPaper({ title, body });
      if (vector) yield { row: { id, day }, vector };
    }
  })();
  return vectorBatches(rows, VECTORS_SCHEMA, (batch) => [
    arrow.vectorFromArray(
      batch.map(({ id }) => id),
      new arrow.Utf8(),
    ),
    arrow.vectorFromArray(
      batch.map(({ day }) => day),
      new arrow.Utf8(),
    ),
  ]);
}

async function writeTable(
  connection: Connection,
  name: string,
  schema: Schema,
  batches: AsyncIterable<ArrowTable>,
): Promise<Table> {
  const table = await connection.createEmptyTable(name, schema, { mode: 'overwrite' });
  for await (const batch of batches) await table.add(batch);
  // A full disk may cut a file without a word; reading opens every file, and the model before stays in force.
  await table.countRows(`${schema.fields[1]?.name} IS NULL`);
  return table;
}

/** Tables of models that are not in force, and what a stopped one left. */
function dropModelsBut(connection: Connection, models: readonly (string | undefined)[]): Promise<void> {
  const kept = new Set(models.flatMap((model) => (model ? [vocabularyName(model), vectorsName(model)] : [])));
  return dropTables(connection, (name) => /^(vocabulary|vectors)_/.test(name) && !kept.has(name));
}
