/** The durable tables, as the queries see them. What makes them stands in `migrations.ts`. */
import type { Kysely } from 'kysely';
import type { Day } from '../domain/paper.ts';

export interface SyncedDayTable {
  readonly day: Day;
  /** Milliseconds since 1970. PostgreSQL gives 64-bit integers as text; our connections make numbers of them. */
  readonly synced_at: number | string;
  readonly papers: number;
  readonly skipped: number;
}

/** What readers used of language models, added up. */
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

/** Who wants which papers, where and when. */
export interface SubscriptionTable {
  readonly id: string;
  readonly kind: string;
  /** Of a channel. */
  readonly server: string | null;
  /** Who follows by direct message or by mail. */
  readonly reader: string | null;
  /** In lower case. */
  readonly address: string | null;
  /** JSON: where to, and what was chosen. */
  readonly body: string;
  readonly created_by: string;
  /** Milliseconds since 1970. */
  readonly created_at: number | string;
  /** Goes up with every change. */
  readonly version: number;
  /** The first slot that the ledger does not know yet; missing while an admin paused it. */
  readonly next_at: number | string | null;
  readonly pause_reason: string | null;
  readonly pause_since: number | string | null;
  readonly pause_detail: string | null;
  /** 1 when the admins were told of the pause. */
  readonly pause_told: number;
  /** Slots in a row that could not be sent. */
  readonly failures: number;
}

/** The ledger: one row a slot that has come, and one for each that somebody asked for at once. */
export interface DeliveryTable {
  readonly subscription: string;
  readonly day: Day;
  /** 0 for the slot of the day, counted on for those that were asked for beside it. */
  readonly extra: number;
  readonly key: string;
  readonly due_at: number | string;
  readonly lane: string;
  readonly kind: string;
  readonly server: string | null;
  /** Where papers count as posted. */
  readonly place: string;
  readonly edition: string;
  /** `due`, `sent`, or why it was not sent. */
  readonly state: string;
  /** When it may be tried; missing once it is over. */
  readonly ready_at: number | string | null;
  /** The process that sends it at this moment. */
  readonly holder: string | null;
  readonly attempts: number;
  /** What is or was sent. */
  readonly digest: string | null;
  /** Since when it may stand at its place without anybody knowing. */
  readonly trying_since: number | string | null;
  readonly sent_at: number | string | null;
  readonly reference: string | null;
  readonly detail: string | null;
}

/** What was sent; many may have had the same. */
export interface DeliveryDigestTable {
  /** The SHA-256 of the body. */
  readonly id: string;
  /** JSON of the digest. */
  readonly body: string;
  /** JSON: the ids of its papers. */
  readonly papers: string;
}

/** Processes that hold claims. */
export interface DeliveryProcessTable {
  readonly id: string;
  readonly alive_until: number | string;
}

/** One row; who changes it claims alone until the end of the transaction. */
export interface DeliveryTurnTable {
  readonly id: number;
  readonly turn: number | string;
}

/** Mail addresses that are to be confirmed. */
export interface MailRequestTable {
  readonly id: string;
  /** SHA-256 of the token. */
  readonly token_hash: string;
  /** Missing as soon as it is of no more use; so are `reader` and `choices`. */
  readonly address: string | null;
  readonly reader: string | null;
  /** JSON of `SubscriptionChoices`. */
  readonly choices: string | null;
  /** Keyed hashes. */
  readonly address_key: string;
  readonly reader_key: string;
  /** Milliseconds since 1970. */
  readonly created_at: number | string;
  readonly expires_at: number | string;
  readonly claimed_until: number | string | null;
  /** `pending`, `used` or `dropped`. */
  readonly state: string;
}

/** Addresses that want no mail that asks for a confirmation, as keyed hashes. */
export interface MailRefusalTable {
  readonly address_key: string;
  readonly refused_at: number | string;
}

/** One row. */
export interface MailKeyTable {
  readonly id: number;
  readonly secret: string;
}

/** What syncs saw of a paper: a row where its counts changed. PostgreSQL gives 64-bit integers as text. */
export interface UpvoteHistoryTable {
  readonly paper: string;
  /** When these counts were first and last seen, in milliseconds since 1970. */
  readonly seen_from: number | string;
  readonly seen_until: number | string;
  readonly upvotes: number;
  readonly comments: number;
}

/** When a part of a sync was done last. */
export interface SyncMarkTable {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly at: number | string;
}

/** Servers that the bot was removed from. */
export interface LeftServerTable {
  readonly server: string;
  /** Milliseconds since 1970. */
  readonly left_at: number | string;
}

export interface StateTables {
  readonly left_server: LeftServerTable;
  readonly sync_mark: SyncMarkTable;
  readonly upvote_history: UpvoteHistoryTable;
  readonly mail_request: MailRequestTable;
  readonly mail_refusal: MailRefusalTable;
  readonly mail_key: MailKeyTable;
  readonly synced_day: SyncedDayTable;
  readonly model_usage: ModelUsageTable;
  readonly model_reservation: ModelReservationTable;
  readonly reader_pace: ReaderPaceTable;
  readonly budget_turn: BudgetTurnTable;
  readonly server_settings: ServerSettingsTable;
  readonly feedback: FeedbackTable;
  readonly subscription: SubscriptionTable;
  readonly delivery: DeliveryTable;
  readonly delivery_digest: DeliveryDigestTable;
  readonly delivery_process: DeliveryProcessTable;
  readonly delivery_turn: DeliveryTurnTable;
}

export type StateDatabase = Kysely<StateTables>;
