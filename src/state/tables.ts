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

/** What readers used of language models, added up. PostgreSQL gives 64-bit integers as text. */
export interface ModelUsageTable {
  /** In UTC, on which the request began. */
  readonly day: Day;
  /** A keyed hash; empty where whose it was is forgotten. */
  readonly reader: string;
  /** Empty outside of servers. */
  readonly server: string;
  readonly model: string;
  readonly kind: string;
  readonly requests: number;
  readonly answers: number;
  readonly input_tokens: number | string;
  readonly cached_input_tokens: number | string;
  readonly output_tokens: number | string;
  readonly nanodollars: number | string;
  /** Requests to a model without a known price. */
  readonly unpriced_requests: number;
}

/** What is set aside for requests under way. */
export interface ModelReservationTable {
  readonly id: string;
  readonly day: Day;
  readonly reader: string;
  readonly server: string;
  readonly kind: string;
  readonly answers: number;
  readonly tokens: number | string;
  readonly nanodollars: number | string;
  /** Milliseconds since 1970. */
  readonly made_at: number | string;
}

export interface ReaderPaceTable {
  readonly reader: string;
  /** When the reader's burst is whole again, in milliseconds since 1970. */
  readonly free_at: number | string;
}

/** One row; who changes it has the budgets alone until the end of the transaction. */
export interface BudgetTurnTable {
  readonly id: number;
  readonly turn: number | string;
}

/** What admins set for their servers. */
export interface ServerSettingsTable {
  readonly server: string;
  /** JSON of `Settings`; what is missing is the default. */
  readonly settings: string;
  /** Milliseconds since 1970. */
  readonly changed_at: number | string;
}

/** What readers think of answers. Who they are and what was asked are keyed hashes. */
export interface FeedbackTable {
  /** The random id of the answer. */
  readonly answer: string;
  readonly reader: string;
  readonly verdict: string;
  /** What the reader wrote with it. */
  readonly word: string | null;
  readonly question: string;
  /** JSON: the ids of the papers that were shown. */
  readonly papers: string;
  /** Missing where no model wrote the answer. */
  readonly model: string | null;
  readonly status: string;
  /** Milliseconds since 1970. */
  readonly given_at: number | string;
}

export interface StateTables {
  readonly synced_day: SyncedDayTable;
  readonly model_usage: ModelUsageTable;
  readonly model_reservation: ModelReservationTable;
  readonly reader_pace: ReaderPaceTable;
  readonly budget_turn: BudgetTurnTable;
  readonly server_settings: ServerSettingsTable;
  readonly feedback: FeedbackTable;
}

export type StateDatabase = Kysely<StateTables>;
