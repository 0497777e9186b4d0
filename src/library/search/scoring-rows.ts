/** Rows of the papers' table that scoring reads, taken from the engine's batches without an object a cell. */
import type { Query, TakeQuery, VectorQuery } from '@lancedb/lancedb';
import { SCORING_COLUMNS } from '../rows.ts';
import { anyOf, type Tables } from '../tables.ts';
import { type PaperTerms, unpackTerms } from './term-numbers.ts';

export interface ScoringRow {
  readonly id: string;
  readonly title: string;
  readonly day: string;
  readonly upvotes: number;
  readonly terms: PaperTerms;
}

export async function scoringRows(query: Query | VectorQuery | TakeQuery): Promise<ScoringRow[]> {
  const rows: ScoringRow[] = [];
  for await (const batch of query) {
    const [ids, titles, days, upvotes, terms] = SCORING_COLUMNS.map((column) => batch.getChild(column));
    for (let row = 0; row < batch.numRows; row++) {
      rows.push({
        id: ids?.get(row),
        title: titles?.get(row),
        day: days?.get(row),
        upvotes: upvotes?.get(row) ?? 0,
        terms: unpackTerms(terms?.get(row)),
      });
    }
  }
  return rows;
}

export async function scoringRowsOf({ papers }: Tables, ids: readonly string[]): Promise<ScoringRow[]> {
  if (!ids.length) return [];
  const rows = await scoringRows(papers.query().where(anyOf('id', ids)).select(SCORING_COLUMNS).limit(ids.length));
  // A withdrawn paper has no terms; a condition on that would cost a third of the time.
  return rows.filter(({ terms: { title, body } }) => title.numbers.length + body.numbers.length > 0);
}
