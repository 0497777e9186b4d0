/** What a language model is used for, and the budgets that may turn it off. */
import { ModelFault } from './errors.ts';
import type { LanguageModel, ModelUsage } from './ports.ts';

/**
 * The first five are answers to a reader and count against the number that one may have a day; the others are steps
 * on the way to one.
 */
export type WorkKind = 'answer' | 'summary' | 'comparison' | 'research' | 'theme' | 'condense' | 'verify' | 'digest';

const ANSWERS: ReadonlySet<WorkKind> = new Set(['answer', 'summary', 'comparison', 'research', 'theme']);

/** Whether it counts against the number of answers that a reader may have. */
export function isAnswer(kind: WorkKind): boolean {
  return ANSWERS.has(kind);
}

/**
 * `reader-pace`: too many answers in a row; `spend` and `tokens`: what all readers together may use; `unreadable`:
 * there are limits, and what was used of them cannot be read.
 */
export type BudgetName = 'reader' | 'reader-pace' | 'server' | 'spend' | 'tokens' | 'unreadable';

/** A budget that is used up. */
export interface BudgetStop {
  readonly budget: BudgetName;
  /** The limit itself: answers, tokens or billionths of a dollar. */
  readonly limit: number;
  /** When it comes back, in milliseconds since 1970. */
  readonly backAt: number;
}

/** Who uses the model, as budgets see them. */
export interface Spender {
  readonly reader: string;
  readonly server?: string;
  /** They run the program: the limits of readers and servers are theirs to set, and do not hold for them. */
  readonly operator: boolean;
  /** What the server's own admins allow a day there, beside what the operator allows everywhere. */
  readonly own?: ServerLimits;
}

export interface ServerLimits {
  /** Answers of this reader in this server. */
  readonly readerDailyAnswers?: number;
  /** Answers of all readers of this server. */
  readonly serverDailyAnswers?: number;
}

/** What a request will take at most, before it is made. */
export interface Estimate {
  readonly kind: WorkKind;
  /** Whether it begins an answer, and so counts against the number of answers. */
  readonly beginsAnswer: boolean;
  readonly tokens: number;
  /** Billionths of a dollar, 0 where the price is not known. */
  readonly nanodollars: number;
}

/** What was set aside for a request that is under way. */
export interface Reservation {
  readonly id: string;
}

export interface PricedUsage extends ModelUsage {
  /** Billionths of a dollar: whole numbers add up exactly. Missing where the price is not known. */
  readonly nanodollars?: number;
}

/** Keeps the model within its budgets, and the record of what was used. Nothing of it throws: see `unreadable`. */
export interface ModelBudget {
  /** The budget that would refuse a request now; nothing is set aside. */
  stopFor(spender: Spender, kind: WorkKind): Promise<BudgetStop | undefined>;
  /** Sets aside what a request will take, for as long as no other says that it is over. */
  reserve(spender: Spender, estimate: Estimate): Promise<Reservation | BudgetStop>;
  /** Puts in its place what the request took; nothing, where the server never began to answer. */
  settle(reservation: Reservation, used: readonly PricedUsage[]): Promise<void>;
}

export interface BudgetLimits {
  /** Answers that one reader may have a day. */
  readonly readerDailyAnswers?: number;
  /** Answers that one reader may have in a row; after that one a minute. */
  readonly readerBurstAnswers?: number;
  /** Answers that all readers of one server may have a day. */
  readonly serverDailyAnswers?: number;
  /** Billionths of a US dollar that all may use a day. */
  readonly dailyNanodollars?: number;
  /** Tokens, read and written, that all may use a day. */
  readonly dailyTokens?: number;
}

/** What one caller gets: a model that counts what they use, or the budget that keeps it from them. */
export type ModelFor =
  | { readonly kind: 'model'; readonly model: LanguageModel }
  | { readonly kind: 'off'; readonly stop: BudgetStop }
  /** No model is set up. */
  | { readonly kind: 'none' };

/** A budget was used up between the look at it and the request; nothing was asked of the model. */
export class OverBudget extends ModelFault {
  readonly stop: BudgetStop;

  constructor(stop: BudgetStop) {
    super(
      'The budget for the language model is used up.',
      `It comes back at ${new Date(stop.backAt).toISOString().slice(11, 16)} UTC.`,
      { retryable: true },
    );
    this.stop = stop;
  }
}
