/** In: rows of the record, one a day, kind and model. Out: their sums, by day, by kind and by model. */
import type { Day } from '../domain/paper.ts';
import type { Used, UsedBy } from '../domain/usage.ts';
import type { UsageCount } from './usage-write.ts';

/** As the queries type sums. */
export type CountedRow = Readonly<Record<UsageCount, number | string | bigint>> & {
  readonly day: Day;
  readonly kind: string;
  readonly model: string;
};

export function addUp(rows: readonly CountedRow[], today: Day): UsedBy {
  const by = (nameOf: (row: CountedRow) => string) =>
    [...Map.groupBy(rows, nameOf)].map(([name, group]) => [name, sum(group)] as const);
  const mostFirst = (named: (readonly [string, Used])[]) => named.toSorted(([, a], [, b]) => tokensOf(b) - tokensOf(a));
  return {
    today: sum(rows.filter(({ day }) => day === today)),
    month: sum(rows),
    byDay: by(({ day }) => day).toSorted(([a], [b]) => b.localeCompare(a)),
    byKind: mostFirst(by(({ kind }) => kind)),
    byModel: mostFirst(by(({ model }) => model)),
  };
}

function sum(rows: readonly CountedRow[]): Used {
  const total = (name: UsageCount) => rows.reduce((all, row) => all + Number(row[name]), 0);
  return {
    requests: total('requests'),
    answers: total('answers'),
    inputTokens: total('input_tokens'),
    cachedInputTokens: total('cached_input_tokens'),
    outputTokens: total('output_tokens'),
    nanodollars: total('nanodollars'),
    unpricedRequests: total('unpriced_requests'),
  };
}

function tokensOf({ inputTokens, outputTokens }: Used): number {
  return inputTokens + outputTokens;
}
