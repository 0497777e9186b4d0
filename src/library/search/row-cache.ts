/** Rows for scoring that were read before; in a library of ten thousand papers soon all of them. */
import type { Tables } from '../tables.ts';
import { type ScoringRow, scoringRowsOf } from './scoring-rows.ts';

/** Some 80 MB. A larger library would throw rows away before they are wanted again. */
export const MOST_CACHED_PAPERS = 50_000;

export class RowCache {
  #version = '';
  #rows = new Map<string, ScoringRow>();

  /** In no order; unknown and withdrawn papers are missing. */
  async rowsOf(tables: Tables, ids: readonly string[]): Promise<ScoringRow[]> {
    const version = `${tables.edition} ${await tables.papers.version()}`;
    if (version !== this.#version) this.#rows = new Map();
    this.#version = version;
    const rows = this.#rows;
    const missing = ids.filter((id) => !rows.has(id));
    for (const row of await scoringRowsOf(tables, missing)) rows.set(row.id, row);
    return ids.flatMap((id) => rows.get(id) ?? []);
  }
}
