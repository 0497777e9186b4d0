/** A question's vector in, the nearest papers out: in memory for a library that is small enough, by the engine for a larger one. */
import type { Table } from '@lancedb/lancedb';
import type { PaperFilter } from '../domain/ports.ts';
import { dayCondition } from './day-condition.ts';
import { anyOf } from './tables.ts';
import { MOST_IN_MEMORY, VectorsInMemory } from './vectors-in-memory.ts';

export interface NearestPapers {
  /** Ids, best first. */
  readonly nearest: readonly string[];
  /** Cosines of these papers; one that has no vector is missing or 0. */
  cosinesOf(ids: readonly string[]): Promise<(id: string) => number>;
}

export class PaperVectors {
  readonly table: Table;
  /** A snapshot of one version of the table, or `undefined` where that version is too large for memory. */
  #snapshot: { readonly version: number; readonly vectors: VectorsInMemory | undefined } | undefined;

  constructor(table: Table) {
    this.table = table;
  }

  /** @param query of length 1 */
  async find(query: Float32Array, filter: PaperFilter, limit: number): Promise<NearestPapers> {
    const inMemory = await this.#inMemory();
    if (!inMemory) return this.#askEngine(query, filter, limit);
    const { nearest, cosineOf } = inMemory.search(query, filter, limit);
    return { nearest, cosinesOf: async () => cosineOf };
  }

  async #inMemory(): Promise<VectorsInMemory | undefined> {
    const version = await this.table.version();
    if (this.#snapshot?.version !== version) {
      const small = (await this.table.countRows()) <= MOST_IN_MEMORY;
      this.#snapshot = { version, vectors: small ? await VectorsInMemory.load(this.table) : undefined };
    }
    return this.#snapshot.vectors;
  }

  async #askEngine(query: Float32Array, filter: PaperFilter, limit: number): Promise<NearestPapers> {
    let search = this.table.query().nearestTo(query).distanceType('cosine').select(['id', '_distance']).limit(limit);
    const condition = dayCondition(filter);
    if (condition) search = search.where(condition);
    const rows = (await search.toArray()) as { id: string; _distance: number }[];
    const cosines = new Map(rows.map(({ id, _distance }) => [id, 1 - _distance]));
    return {
      nearest: rows.map(({ id }) => id),
      cosinesOf: async (ids) => {
        const missing = ids.filter((id) => !cosines.has(id));
        for (const [id, vector] of await this.#read(missing)) cosines.set(id, innerProduct(query, vector));
        return (id) => cosines.get(id) ?? 0;
      },
    };
  }

  async #read(ids: readonly string[]): Promise<[string, Float32Array][]> {
    if (!ids.length) return [];
    const rows = await this.table.query().where(anyOf('id', ids)).select(['id', 'vector']).limit(ids.length).toArray();
    return (rows as { id: string; vector: { toArray(): Float32Array } }[]).map((row) => [row.id, row.vector.toArray()]);
  }
}

function innerProduct(left: Float32Array, right: Float32Array): number {
  return left.reduce((sum, value, index) => sum + value * (right[index] as number), 0);
}
