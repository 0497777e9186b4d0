/** The vectors of a library that is small enough, read once; then a question is held against all of them in a few milliseconds. */
import type { Table } from '@lancedb/lancedb';
import type { PaperFilter } from '../../domain/ports.ts';
import { isWithin } from '../day-condition.ts';
import { topPositions } from './top-positions.ts';

/** 51 MB of vectors of 256 dimensions; a larger library leaves the search to the engine. */
export const MOST_NUMBERS_IN_MEMORY = 50_000 * 256;

/** A snapshot; a newer version of the table needs a new one. */
export class VectorsInMemory {
  readonly #positions: ReadonlyMap<string, number>;
  readonly #ids: readonly string[];
  readonly #days: readonly string[];
  readonly #vectors: Float32Array;
  readonly #dimensions: number;

  private constructor(ids: readonly string[], days: readonly string[], vectors: Float32Array, dimensions: number) {
    this.#positions = new Map(ids.map((id, position) => [id, position]));
    this.#ids = ids;
    this.#days = days;
    this.#vectors = vectors;
    this.#dimensions = dimensions;
  }

  /** Reads every vector of the table. */
  static async load(table: Table, dimensions: number): Promise<VectorsInMemory> {
    const count = await table.countRows();
    const vectors = new Float32Array(count * dimensions);
    const ids: string[] = [];
    const days: string[] = [];
    for await (const batch of table.query().select(['id', 'day', 'vector'])) {
      const batchIds = batch.getChild('id');
      const batchDays = batch.getChild('day');
      const batchVectors = batch.getChild('vector');
      for (let row = 0; row < batch.numRows && ids.length < count; row++) {
        vectors.set(batchVectors?.get(row)?.toArray() as Float32Array, ids.length * dimensions);
        ids.push(batchIds?.get(row) as string);
        days.push(batchDays?.get(row) as string);
      }
    }
    return new VectorsInMemory(ids, days, vectors, dimensions);
  }

  /** @param cosines of this snapshot @returns at most `limit` ids within the days, best first */
  nearest(cosines: Float32Array, filter: PaperFilter, limit: number): string[] {
    const admits =
      filter.from || filter.to ? (position: number) => isWithin(this.#days[position] as string, filter) : undefined;
    return topPositions(cosines, limit, admits).map((position) => this.#ids[position] as string);
  }

  /** @param cosines of this snapshot @returns the one of a paper, if it has a vector */
  of(cosines: Float32Array, id: string): number | undefined {
    return cosines[this.#positions.get(id) ?? -1];
  }

  /** The vector of a paper, if it has one; not to be changed. */
  vectorOf(id: string): Float32Array | undefined {
    const position = this.#positions.get(id);
    if (position === undefined) return undefined;
    return this.#vectors.subarray(position * this.#dimensions, (position + 1) * this.#dimensions);
  }

  /**
   * Cosines of every paper. Vectors have length 1, so it is the inner product; four sums at once, which the processor
   * overlaps.
   * @param query of length 1
   */
  cosines(query: Float32Array): Float32Array {
    const cosines = new Float32Array(this.#ids.length);
    const dimensions = this.#dimensions;
    const whole = dimensions - (dimensions % 4);
    for (let position = 0, offset = 0; position < cosines.length; position++, offset += dimensions) {
      let [first, second, third, fourth] = [0, 0, 0, 0];
      for (let k = 0; k < whole; k += 4) {
        first += (query[k] as number) * (this.#vectors[offset + k] as number);
        second += (query[k + 1] as number) * (this.#vectors[offset + k + 1] as number);
        third += (query[k + 2] as number) * (this.#vectors[offset + k + 2] as number);
        fourth += (query[k + 3] as number) * (this.#vectors[offset + k + 3] as number);
      }
      for (let k = whole; k < dimensions; k++) first += (query[k] as number) * (this.#vectors[offset + k] as number);
      cosines[position] = first + second + third + fourth;
    }
    return cosines;
  }
}
