/** The vectors of a library that is small enough, read once; then a question is held against all of them in a few milliseconds. */
import type { Table } from '@lancedb/lancedb';
import type { PaperFilter } from '../domain/ports.ts';
import { VECTOR_DIMENSIONS } from './corpus-model.ts';
import { isWithin } from './day-condition.ts';

/** 51 MB of vectors; a larger library leaves the search to the engine. */
export const MOST_IN_MEMORY = 50_000;

/** A snapshot; a newer version of the table needs a new one. */
export class VectorsInMemory {
  readonly #positions: ReadonlyMap<string, number>;
  readonly #days: readonly string[];
  readonly #vectors: Float32Array;

  private constructor(positions: ReadonlyMap<string, number>, days: readonly string[], vectors: Float32Array) {
    this.#positions = positions;
    this.#days = days;
    this.#vectors = vectors;
  }

  /** Reads every vector of the table. */
  static async load(table: Table): Promise<VectorsInMemory> {
    const count = await table.countRows();
    const vectors = new Float32Array(count * VECTOR_DIMENSIONS);
    const positions = new Map<string, number>();
    const days: string[] = [];
    for await (const batch of table.query()) {
      const ids = batch.getChild('id');
      const batchDays = batch.getChild('day');
      const batchVectors = batch.getChild('vector');
      for (let row = 0; row < batch.numRows && days.length < count; row++) {
        vectors.set(batchVectors?.get(row)?.toArray() as Float32Array, days.length * VECTOR_DIMENSIONS);
        positions.set(ids?.get(row) as string, days.length);
        days.push(batchDays?.get(row) as string);
      }
    }
    return new VectorsInMemory(positions, days, vectors);
  }

  /**
   * Cosines with every paper, best first among those within the days.
   * @param query of length 1 @returns `nearest`: at most `limit` ids; `cosineOf`: any paper's, 0 for one without a vector
   */
  search(query: Float32Array, filter: PaperFilter, limit: number) {
    const cosines = this.#cosines(query);
    const nearest = [...this.#positions]
      .filter(([, position]) => isWithin(this.#days[position] as string, filter))
      .map(([id, position]) => ({ id, cosine: cosines[position] as number }))
      .sort((a, b) => b.cosine - a.cosine)
      .slice(0, limit);
    const cosineOf = (id: string) => cosines[this.#positions.get(id) ?? -1] ?? 0;
    return { nearest: nearest.map(({ id }) => id), cosineOf };
  }

  /** Vectors have length 1, so the cosine is the inner product. */
  #cosines(query: Float32Array): Float32Array {
    const count = this.#days.length;
    const cosines = new Float32Array(count);
    for (let position = 0; position < count; position++) {
      const offset = position * VECTOR_DIMENSIONS;
      let sum = 0;
      for (let k = 0; k < VECTOR_DIMENSIONS; k++) sum += (query[k] as number) * (this.#vectors[offset + k] as number);
      cosines[position] = sum;
    }
    return cosines;
  }
}
