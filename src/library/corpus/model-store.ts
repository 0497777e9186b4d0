/** The corpus model in force, read from the library. */

import { type Tables, vectorsName, vocabularyName } from '../tables.ts';
import { PaperVectors } from '../vectors/paper-vectors.ts';
import type { CorpusStatistics } from './corpus-model.ts';
import { CorpusModel, VECTOR_DIMENSIONS } from './corpus-model.ts';

/** More make opening slow. */
const MOST_TERMS = 300_000;

export interface StoredModel {
  readonly name: string;
  readonly model: CorpusModel;
  readonly vectors: PaperVectors;
}

export interface ModelRow {
  readonly model: string;
  readonly created_at: number;
  readonly papers: number;
  readonly average_title_length: number;
  readonly average_body_length: number;
  readonly dimensions: number;
}

export async function newestModel(tables: Pick<Tables, 'models'>): Promise<ModelRow | undefined> {
  const rows = (await tables.models.query().toArray()) as ModelRow[];
  return rows.reduce<ModelRow | undefined>(
    (best, row) => (!best || row.created_at > best.created_at ? row : best),
    undefined,
  );
}

/** How many papers the model does not know by their text of now; every paper where there is no model. */
export async function papersUnknownTo(row: ModelRow | undefined, { papers }: Tables): Promise<number> {
  // A change in the same millisecond may have come after.
  return papers.countRows(row && `text_changed_at >= ${row.created_at}`);
}

/** @param row of the model to load */
export async function loadModel({ connection }: Tables, row: ModelRow): Promise<StoredModel> {
  const vocabulary = await connection.openTable(vocabularyName(row.model));
  const frequencies = new Map<number, number>();
  const projectedTerms: number[] = [];
  let projection = new Float32Array(0);
  const query = vocabulary.query();
  // In a large library most terms stand in one paper, and are as good as unknown.
  if ((await vocabulary.countRows()) > MOST_TERMS) query.where('frequency > 1');
  for await (const batch of query) {
    const terms = batch.getChild('term')?.toArray() as Uint32Array;
    const counts = batch.getChild('frequency')?.toArray() as Int32Array;
    const vectors = batch.getChild('vector');
    projection = withRoomFor(projection, (projectedTerms.length + batch.numRows) * row.dimensions);
    for (let index = 0; index < batch.numRows; index++) {
      const term = terms[index] as number;
      frequencies.set(term, counts[index] as number);
      const vector = vectors?.get(index)?.toArray() as Float32Array | undefined;
      if (!vector) continue;
      projection.set(vector.subarray(0, row.dimensions), projectedTerms.length * row.dimensions);
      projectedTerms.push(term);
    }
  }
  const statistics: CorpusStatistics = {
    papers: row.papers,
    averageTitleLength: row.average_title_length,
    averageBodyLength: row.average_body_length,
  };
  return {
    name: row.model,
    model: new CorpusModel(statistics, frequencies, projectedTerms, projection, row.dimensions),
    vectors: new PaperVectors(await connection.openTable(vectorsName(row.model)), VECTOR_DIMENSIONS),
  };
}

/** The same numbers in an array that holds at least so many, grown by half so that copying stays rare. */
function withRoomFor(numbers: Float32Array<ArrayBuffer>, count: number): Float32Array<ArrayBuffer> {
  if (numbers.length >= count) return numbers;
  const larger = new Float32Array(Math.max(count, Math.ceil(numbers.length * 1.5)));
  larger.set(numbers);
  return larger;
}
