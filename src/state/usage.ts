/** In: the durable database and the limits. Out: budgets for the language model, and the record of what was used. */
import type { BudgetLimits } from '../domain/budget.ts';
import type { Clock } from '../domain/clock.ts';
import { dayOf } from '../domain/days.ts';
import type { Log } from '../domain/ports.ts';
import type { UsageRecord } from '../domain/usage.ts';
import type { StateDatabase } from './tables.ts';
import { createUsageBudget, type UsageBudget } from './usage-budget.ts';
import type { ReaderKey } from './usage-reader-key.ts';
import { createUsageRecord } from './usage-record.ts';

export interface UsageOptions {
  readonly database: StateDatabase;
  readonly readerKey: ReaderKey;
  readonly limits: BudgetLimits;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Usage {
  readonly budget: UsageBudget;
  readonly record: UsageRecord;
}

/** The record is tidied with the first request of each day, so that no name stays longer than it should. */
export function createUsage(options: UsageOptions): Usage {
  const { clock, log } = options;
  const budget = createUsageBudget(options);
  const record = createUsageRecord(options);
  let tidiedOn = '';
  const tidy = async () => {
    const today = dayOf(clock.now());
    if (today === tidiedOn) return;
    tidiedOn = today;
    await record.tidy().catch((error: unknown) => log.warn('usage-not-tidied', { error }));
  };
  return {
    record,
    budget: {
      ...budget,
      async reserve(spender, estimate) {
        await tidy();
        return budget.reserve(spender, estimate);
      },
    },
  };
}
