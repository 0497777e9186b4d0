/** A question's vector in, the nearest papers out: in memory for a library that is small enough, by the engine for a larger one. */
import type { Table } from '@lancedb/lancedb';
import type { PaperFilter } from '../../domain/ports.ts';
import { toUnitVector } from '../../domain/unit-vector.ts';
import { dayCondition } from '../day-condition.ts';
import { IDS_A_QUERY } from '../read-papers.ts';
import { anyOf } from '../tables.ts';
import { approximate, fitsMemory } from './vector-index.ts';
import { VectorsInMemory } from './vectors-in-memory.ts';

/** What stands for a question among the papers' vectors. */
export interface QuestionVector {
  /** What made the vectors. */
  readonly source: 'corpus' | 'embedder';
  /** Of length 1. */
  readonly question: Float32Array;
  /** Ids of the nearest papers within the days, best first, and their cosines; both may be rounded where there is an index. */
  nearest(filter: PaperFilter, limit: number): Promise<ReadonlyMap<string, number>>;
  /** Cosines of these papers; `undefined` for one without a vector. */
  cosinesOf(ids: readonly string[]): Promise<(id: string) => number | undefined>;
  /** A paper's vector, where it is in memory. */
  vectorOf?(id: string): Float32Array | undefined;
}

export class PaperVectors {
  readonly table: Table;
  readonly #dimensions: number;
  readonly #mostNumbers: number | undefined;
  /** A snapshot of one version of the table, or `undefined` where that version is too large for memory. */
  #snapshot: { readonly version: number; readonly count: number; readonly vectors?: VectorsInMemory } | undefined;

  /** @param mostNumbers that are held in memory */
  constructor(table: Table, dimensions: number, mostNumbers?: number) {
    this.table = table;
    this.#dimensions = dimensions;
    this.#mostNumbers = mostNumbers;
  }

  /** @param query of length 1 */
  async against(query: Float32Array, source: QuestionVector['source']): Promise<QuestionVector> {
    const { count, vectors: inMemory } = await this.#newest();
    if (!inMemory) return this.#inEngine(query, count, source);
    const cosines = inMemory.cosines(query);
    return {
      source,
      question: query,
      nearest: async (filter, limit) =>
        new Map(inMemory.nearest(cosines, filter, limit).map((id) => [id, inMemory.of(cosines, id) ?? 0])),
      cosinesOf: async () => (id) => inMemory.of(cosines, id),
      vectorOf: (id) => inMemory.vectorOf(id),
    };
  }

  /** Vectors by id; papers without one are missing. */
  async vectorsOf(ids: readonly string[]): Promise<Map<string, Float32Array>> {
    const { vectors: inMemory } = await this.#newest();
    if (!inMemory) return this.#read(ids);
    return new Map(
      ids.flatMap((id) => {
        const vector = inMemory.vectorOf(id);
        return vector ? [[id, vector] as const] : [];
      }),
    );
  }

  /** The direction between these papers; `undefined` when none of them has a vector. */
  async meanOf(ids: readonly string[]): Promise<Float32Array | undefined> {
    const sum = new Float32Array(this.#dimensions);
    for (const vector of (await this.vectorsOf(ids)).values())
      for (let k = 0; k < sum.length; k++) (sum[k] as number) += vector[k] as number;
    return toUnitVector(sum);
  }

  async #newest(): Promise<{ readonly count: number; readonly vectors?: VectorsInMemory }> {
    const version = await this.table.version();
    if (this.#snapshot?.version !== version) {
      const count = await this.table.countRows();
      const small = fitsMemory(count, this.#dimensions, this.#mostNumbers);
      const vectors = small ? await VectorsInMemory.load(this.table, this.#dimensions) : undefined;
      this.#snapshot = { version, count, vectors };
    }
    return this.#snapshot;
  }

  #inEngine(query: Float32Array, count: number, source: QuestionVector['source']): QuestionVector {
    return {
      source,
      question: query,
      nearest: async (filter, limit) => {
        const found = new Map<string, number>();
        const search = approximate(this.table, query, count, limit);
        const condition = dayCondition(filter);
        if (condition) search.where(condition);
        for await (const batch of search) {
          const [ids, distances] = [batch.getChild('id'), batch.getChild('_distance')];
          for (let row = 0; row < batch.numRows; row++) found.set(ids?.get(row), 1 - (distances?.get(row) as number));
        }
        return found;
      },
      cosinesOf: async (ids) => {
        const vectors = await this.#read(ids);
        return (id) => {
          const vector = vectors.get(id);
          return vector && innerProduct(query, vector);
        };
      },
    };
  }

  async #read(ids: readonly string[]): Promise<Map<string, Float32Array>> {
    const found = new Map<string, Float32Array>();
    for (let start = 0; start < ids.length; start += IDS_A_QUERY) {
      const part = ids.slice(start, start + IDS_A_QUERY);
      const rows = this.table.query().where(anyOf('id', part)).select(['id', 'vector']).limit(part.length);
      for await (const batch of rows) {
        const batchIds = batch.getChild('id');
        const vectors = batch.getChild('vector');
        for (let row = 0; row < batch.numRows; row++)
          found.set(batchIds?.get(row), vectors?.get(row)?.toArray() as Float32Array);
      }
    }
    return found;
  }
}

export function innerProduct(left: Float32Array, right: Float32Array): number {
  let sum = 0;
  for (let k = 0; k < left.length; k++) sum += (left[k] as number) * (right[k] as number);
  return sum;
}
