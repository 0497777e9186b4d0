/** What was used of language models, added up, and what is left of the budgets. */
import type { BudgetName } from './budget.ts';
import type { Day } from './paper.ts';

export interface Used {
  readonly requests: number;
  readonly answers: number;
  readonly inputTokens: number;
  /** Those of `inputTokens` that the server still held. */
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  /** Billionths of a US dollar, of the requests with a known price. */
  readonly nanodollars: number;
  /** Requests to a model without a known price. */
  readonly unpricedRequests: number;
}

export interface UsedOver {
  readonly today: Used;
  /** The last thirty days, today included. */
  readonly month: Used;
}

export interface UsedBy extends UsedOver {
  /** The last thirty days that have any, newest first. */
  readonly byDay: readonly (readonly [day: Day, used: Used])[];
  /** Most tokens first, of the last thirty days. */
  readonly byKind: readonly (readonly [kind: string, used: Used])[];
  readonly byModel: readonly (readonly [model: string, used: Used])[];
}

/** What is on record, by day, reader, server, model and kind of work. Every call throws StateFault. */
export interface UsageRecord {
  ofReader(reader: string): Promise<UsedOver>;
  ofServer(server: string): Promise<UsedBy>;
  ofAll(): Promise<UsedBy>;
  /**
   * Forgets whose it was; the sums stay. What was used today is kept apart until the day is over, so that forgetting
   * gives no second budget; it shows nowhere as the reader's.
   * @returns how many records of the reader there were
   */
  forget(reader: string): Promise<number>;
}

/** One budget and how much of it is used. */
export interface Allowance {
  readonly budget: Exclude<BudgetName, 'unreadable'>;
  /** Answers, tokens or billionths of a dollar. */
  readonly limit: number;
  /** With what is set aside for requests under way; never more than the limit is shown. */
  readonly used: number;
  /** When it is whole again, in milliseconds since 1970. */
  readonly backAt: number;
}
