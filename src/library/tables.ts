/** Names of the tables of a library, and the few things that more than one file does with them. */
import { type Connection, makeArrowTable, type Table } from '@lancedb/lancedb';
import type { Schema } from 'apache-arrow';

/** Of what is written into the tables; a library of an older one is brought up to date when it is opened. */
export const LIBRARY_SCHEMA = 3;

/** One row an edition of the papers; the newest is in force. */
export const EDITIONS = 'editions';
/** One row a corpus model; the newest is in force. What is computed is the same since schema 2. */
export const MODELS = 'models_2';
/** As the engine names the index of the column `terms`. */
export const TEXT_INDEX = 'terms_idx';

export interface Tables {
  readonly connection: Connection;
  /** The name of the papers' table. */
  readonly edition: string;
  readonly papers: Table;
  readonly models: Table;
}

export function vocabularyName(model: string): string {
  return `vocabulary_${model}`;
}

export function vectorsName(model: string): string {
  return `vectors_${model}`;
}

/** Rows → an Arrow table of exactly this schema. */
export function arrowTable(rows: readonly object[], schema: Schema) {
  return makeArrowTable(rows as Record<string, unknown>[], { schema });
}

/** `id IN ('…', …)` with quotes doubled. */
export function anyOf(column: string, values: readonly string[]): string {
  return `${column} IN (${values.map(quoted).join(', ')})`;
}

export function quoted(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
