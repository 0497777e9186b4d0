/** In: what a request took. Out: the same, added to the record of its day. */
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { PricedUsage } from '../domain/budget.ts';
import type { Day } from '../domain/paper.ts';
import type { ModelUsageTable, StateTables } from './tables.ts';

export interface UsageOwner {
  readonly day: Day;
  readonly reader: string;
  readonly server: string;
  readonly kind: string;
}

export const USAGE_KEY = ['day', 'reader', 'server', 'model', 'kind'] as const;
export const USAGE_COUNTS = [
  'requests',
  'answers',
  'input_tokens',
  'cached_input_tokens',
  'output_tokens',
  'nanodollars',
  'unpriced_requests',
] as const satisfies readonly (keyof ModelUsageTable)[];

export type UsageCount = (typeof USAGE_COUNTS)[number];

/** As wide as its column is. */
export const LONGEST_MODEL_NAME = 200;

/** @param beginsAnswer whether the first of these requests counts as an answer */
export async function recordUsage(
  on: Kysely<StateTables>,
  { day, reader, server, kind }: UsageOwner,
  used: readonly PricedUsage[],
  beginsAnswer: boolean,
): Promise<void> {
  for (const [index, usage] of used.entries()) {
    const row: ModelUsageTable = {
      day,
      reader,
      server,
      kind,
      model: usage.model.slice(0, LONGEST_MODEL_NAME),
      requests: 1,
      answers: beginsAnswer && index === 0 ? 1 : 0,
      input_tokens: usage.inputTokens,
      cached_input_tokens: usage.cachedInputTokens,
      output_tokens: usage.outputTokens,
      nanodollars: usage.nanodollars ?? 0,
      unpriced_requests: usage.nanodollars === undefined ? 1 : 0,
    };
    await on
      .insertInto('model_usage')
      .values(row)
      .onConflict((conflict) => conflict.columns(USAGE_KEY).doUpdateSet(ADDED_COUNTS))
      .execute();
  }
}

/** Of a row that is there already: its counts and those that come in. */
export const ADDED_COUNTS: Readonly<Record<UsageCount, RawBuilder<number>>> = Object.fromEntries(
  USAGE_COUNTS.map((name) => [name, sql<number>`${sql.ref(`model_usage.${name}`)} + ${sql.ref(`excluded.${name}`)}`]),
) as Record<UsageCount, RawBuilder<number>>;
