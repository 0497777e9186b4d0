/** The durable tables, as the queries see them. What makes them stands in `migrations.ts`. */
import type { Kysely } from 'kysely';
import type { Day } from '../domain/paper.ts';

export interface SyncedDayTable {
  readonly day: Day;
  /** Milliseconds since 1970. PostgreSQL gives 64-bit integers as text. */
  readonly synced_at: number | string;
  readonly papers: number;
  readonly skipped: number;
}

export interface StateTables {
  readonly synced_day: SyncedDayTable;
}

export type StateDatabase = Kysely<StateTables>;
