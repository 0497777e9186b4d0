/** Keeps corpus models in the library: written whole, then switched to by one row, so that a kill leaves the old one. */
import { randomBytes } from 'node:crypto';
import type { Connection } from '@lancedb/lancedb';
import type { Table as ArrowTable, Schema } from 'apache-arrow';
import type { Clock } from '../domain/clock.ts';
import { arrow } from './arrow.ts';
import { CorpusModel, computeCorpusModel, type PaperTerms } from './corpus-model.ts';
import { PaperVectors } from './paper-vectors.ts';
import { MODELS_SCHEMA, type PaperRow, termsOf } from './rows.ts';
import { arrowTable, SCHEMA_OF_DERIVED, type Tables, vectorsName, vocabularyName } from './tables.ts';
import { vectorBatches } from './vector-batches.ts';

export interface StoredModel {
  readonly name: string;
  readonly model: CorpusModel;
  readonly vectors: PaperVectors;
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

/** Whether the model in force knows every stored paper as it is. */
export async function isUpToDate(tables: Tables): Promise<boolean> {
  const row = await newestRow(tables);
  if (!row) return false;
  const changes = (await tables.papers.query().select(['changed_at']).toArray()) as PaperRow[];
  // A change in the same millisecond may have come after.
  return changes.every(({ changed_at }) => changed_at < row.created_at);
}

/** Loads the model in force. */
export async function loadModel(tables: Tables): Promise<StoredModel | undefined> {
  const row = await newestRow(tables);
  if (!row) return undefined;
  const vocabulary = await tables.connection.openTable(vocabularyName(row.model));
  const frequencies = new Map<string, number>();
  const projectedTerms: string[] = [];
  let projection = new Float32Array(0);
  for await (const batch of vocabulary.query()) {
    const terms = batch.getChild('term');
    const counts = batch.getChild('frequency');
    const vectors = batch.getChild('vector');
    projection = withRoomFor(projection, (projectedTerms.length + batch.numRows) * row.dimensions);
    for (let index = 0; index < batch.numRows; index++) {
      const term = terms?.get(index) as string;
      frequencies.set(term, counts?.get(index) as number);
      const vector = vectors?.get(index)?.toArray() as Float32Array | undefined;
      if (!vector) continue;
      projection.set(vector.subarray(0, row.dimensions), projectedTerms.length * row.dimensions);
      projectedTerms.push(term);
    }
  }
  const statistics = {
    papers: row.papers,
    averageTitleLength: row.average_title_length,
    averageBodyLength: row.average_body_length,
  };
  return {
    name: row.model,
    model: new CorpusModel(statistics, frequencies, projectedTerms, projection, row.dimensions),
    vectors: new PaperVectors(await tables.connection.openTable(vectorsName(row.model))),
  };
}

/**
 * Computes a model of every stored paper, writes its vocabulary and vectors beside the old ones, and switches.
 * The model before the new one stays for processes that still read it; older ones are dropped.
 */
export async function rebuildModel(tables: Tables, clock: Clock, signal?: AbortSignal): Promise<void> {
  const papers = await readTerms(tables);
  signal?.throwIfAborted();
  const model = computeCorpusModel(papers);
  signal?.throwIfAborted();
  const name = `${clock.now().toString(36)}${randomBytes(3).toString('hex')}`;
  const { connection } = tables;

  await writeTable(connection, vocabularyName(name), SCHEMA_OF_DERIVED.vocabulary, vocabularyBatches(model));
  await writeTable(connection, vectorsName(name), SCHEMA_OF_DERIVED.vectors, paperVectorBatches(papers, model));

  const previous = await newestModelName(tables);
  const row: ModelRow = {
    model: name,
    created_at: clock.now(),
    papers: model.statistics.papers,
    average_title_length: model.statistics.averageTitleLength,
    average_body_length: model.statistics.averageBodyLength,
    dimensions: model.dimensions,
  };
  await tables.models.add(arrowTable([row], MODELS_SCHEMA));
  await dropAllBut(connection, [name, previous]);
}

async function newestRow(tables: Tables): Promise<ModelRow | undefined> {
  const rows = (await tables.models.query().toArray()) as ModelRow[];
  return rows.reduce<ModelRow | undefined>(
    (best, row) => (!best || row.created_at > best.created_at ? row : best),
    undefined,
  );
}

interface StoredTerms extends PaperTerms {
  readonly id: string;
  readonly day: string;
  readonly withdrawn: boolean;
}

async function readTerms(tables: Tables): Promise<StoredTerms[]> {
  const papers: StoredTerms[] = [];
  // The same few ten thousand terms make up millions of words; one string each keeps a large library in memory.
  const strings = new Map<string, string>();
  const shared = (term: string): string => {
    const known = strings.get(term);
    if (known === undefined) strings.set(term, term);
    return known ?? term;
  };
  for await (const batch of tables.papers.query().select(['id', 'day', 'withdrawn', 'title_terms', 'body_terms'])) {
    for (const row of batch.toArray() as unknown as PaperRow[]) {
      const { title, body } = termsOf(row);
      papers.push({
        id: row.id,
        day: row.day,
        withdrawn: row.withdrawn,
        title: title.map(shared),
        body: body.map(shared),
      });
    }
  }
  // The engine gives rows in any order; in one order the same papers always get the same vectors.
  return papers.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function vocabularyBatches(model: CorpusModel): Iterable<ArrowTable> {
  return vectorBatches(vocabularyRows(model), SCHEMA_OF_DERIVED.vocabulary, (rows) => [
    arrow.vectorFromArray(
      rows.map(({ term }) => term),
      new arrow.Utf8(),
    ),
    arrow.vectorFromArray(
      rows.map(({ frequency }) => frequency),
      new arrow.Int32(),
    ),
  ]);
}

function* vocabularyRows(model: CorpusModel) {
  for (const { term, frequency, vector } of model.entries()) yield { row: { term, frequency }, vector };
}

function paperVectorBatches(papers: readonly StoredTerms[], model: CorpusModel): Iterable<ArrowTable> {
  return vectorBatches(paperVectorRows(papers, model), SCHEMA_OF_DERIVED.vectors, (rows) => [
    arrow.vectorFromArray(
      rows.map(({ id }) => id),
      new arrow.Utf8(),
    ),
    arrow.vectorFromArray(
      rows.map(({ day }) => day),
      new arrow.Utf8(),
    ),
  ]);
}

function* paperVectorRows(papers: readonly StoredTerms[], model: CorpusModel) {
  for (const { id, day, withdrawn, title, body } of papers) {
    const vector = withdrawn ? undefined : model.vectorOf([...title, ...body]);
    if (vector) yield { row: { id, day }, vector };
  }
}

async function writeTable(
  connection: Connection,
  name: string,
  schema: Schema,
  batches: Iterable<ArrowTable>,
): Promise<void> {
  const table = await connection.createEmptyTable(name, schema, { mode: 'overwrite' });
  for (const batch of batches) await table.add(batch);
  // A full disk may cut a file without a word; reading opens every file, and the model before stays in force.
  await table.countRows(`${schema.fields[0]?.name} = ''`);
}

async function dropAllBut(connection: Connection, models: readonly (string | undefined)[]): Promise<void> {
  const kept = new Set(models.flatMap((model) => (model ? [vocabularyName(model), vectorsName(model)] : [])));
  for (const name of await connection.tableNames()) {
    if (/^(vocabulary|vectors)_/.test(name) && !kept.has(name)) await connection.dropTable(name);
  }
}

/** The same numbers in an array that holds at least so many, grown by half so that copying stays rare. */
function withRoomFor(numbers: Float32Array<ArrayBuffer>, count: number): Float32Array<ArrayBuffer> {
  if (numbers.length >= count) return numbers;
  const larger = new Float32Array(Math.max(count, Math.ceil(numbers.length * 1.5)));
  larger.set(numbers);
  return larger;
}
