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
  for await (const row of readScoringRows(query)) rows.push(row);
  return rows;
}

export async function* readScoringRows(query: Query | VectorQuery | TakeQuery): AsyncGenerator<ScoringRow> {
  for await (const batch of query) {
    const [ids, titles, days, upvotes, terms] = SCORING_COLUMNS.map((column) => batch.getChild(column));
    for (let row = 0; row < batch.numRows; row++) {
      yield {
        id: ids?.get(row),
        title: titles?.get(row),
        day: days?.get(row),
        upvotes: upvotes?.get(row) ?? 0,
        terms: unpackTerms(terms?.get(row)),
      };
    }
  }
}

export async function scoringRowsOf({ papers }: Tables, ids: readonly string[]): Promise<ScoringRow[]> {
  if (!ids.length) return [];
  const rows = await scoringRows(papers.query().where(anyOf('id', ids)).select(SCORING_COLUMNS).limit(ids.length));
  return rows.filter(isFindable);
}

/** A withdrawn paper has no terms; a condition on its column would cost a third of the time. */
export function isFindable({ terms: { title, body } }: ScoringRow): boolean {
  return title.numbers.length + body.numbers.length > 0;
}
