/** Budgets that are used up, and `/usage` as a reader, an admin and an operator see it. */
import type { BudgetStop } from '../../src/domain/budget.ts';
import type { Message } from '../../src/domain/message.ts';
import type { Allowance, Used, UsedBy } from '../../src/domain/usage.ts';
import { renderAnswer } from '../../src/render/answer.ts';
import { renderUsage, renderUsageOff } from '../../src/render/usage.ts';
import { ASK, answered, claim, LOOK } from './sample.ts';

const MIDNIGHT = Date.parse('2026-07-02');
const MODEL = 'a-model';
const CLAIM = claim('Ask-R1 is an agent that searches only when it is unsure.', [ASK, 0]);

const without = (budget: BudgetStop) =>
  renderAnswer(answered({ mode: 'extract', claims: [CLAIM], fallback: 'over-budget', budget }), { model: MODEL });
const used = (times: number, facts: Partial<Used> = {}): Used => ({
  ...{ requests: 3 * times, answers: times, inputTokens: 6012 * times, cachedInputTokens: 1000 * times },
  ...{ outputTokens: 512 * times, nanodollars: 4_210_000 * times, unpricedRequests: 0 },
  ...facts,
});
const sums: UsedBy = {
  today: used(4),
  month: used(120, { unpricedRequests: 60 }),
  byDay: [
    ['2026-07-01', used(4)],
    ['2026-06-30', used(9, { nanodollars: 0, unpricedRequests: 27 })],
  ],
  byKind: [
    ['answer', used(100)],
    ['verify', used(20, { answers: 0, unpricedRequests: 1 })],
  ],
  byModel: [
    ['a-model', used(100)],
    ['meta-llama/llama-3.1-70b-instruct', used(20, { nanodollars: 0, unpricedRequests: 60 })],
  ],
};
const own = { today: used(2), month: used(31) };
const left: Readonly<Record<Allowance['budget'], Allowance>> = {
  reader: { budget: 'reader', limit: 20, used: 2, backAt: MIDNIGHT },
  'reader-pace': { budget: 'reader-pace', limit: 5, used: 0, backAt: MIDNIGHT - 1 },
  server: { budget: 'server', limit: 1000, used: 1000, backAt: MIDNIGHT },
  spend: { budget: 'spend', limit: 2e9, used: 1.9e9, backAt: MIDNIGHT },
  tokens: { budget: 'tokens', limit: 2e6, used: 2e6, backAt: MIDNIGHT },
};

export const USAGE_MESSAGES: Readonly<Record<string, Message>> = {
  'answer over the budget of a reader': without({ budget: 'reader', limit: 1, backAt: MIDNIGHT }),
  'answer to a reader who asks too fast': without({ budget: 'reader-pace', limit: 5, backAt: MIDNIGHT - 59_000 }),
  'answer over the budget of a server': without({ budget: 'server', limit: 1000, backAt: MIDNIGHT }),
  'answer over the budget of all': without({ budget: 'spend', limit: 1e9, backAt: MIDNIGHT }),
  'answer while the record of usage cannot be read': without({ budget: 'unreadable', limit: 0, backAt: MIDNIGHT }),
  'abstained over the budget': renderAnswer(
    answered({
      ...{ status: 'abstained', mode: 'extract', closest: [LOOK], fallback: 'over-budget' },
      budget: { budget: 'tokens', limit: 1e6, backAt: MIDNIGHT },
    }),
    { model: MODEL },
  ),
  'usage of a reader': renderUsage({
    model: MODEL,
    own,
    allowances: [left.reader, left['reader-pace'], left.spend, left.tokens],
  }),
  'usage of a reader without limits': renderUsage({
    model: MODEL,
    own: { today: used(0), month: used(0, {}) },
    allowances: [],
  }),
  'usage of a server': renderUsage({ model: MODEL, own, server: sums, allowances: [left.reader, left.server] }),
  'usage of all': renderUsage({ model: MODEL, all: sums, allowances: [left.spend, left.tokens] }),
  'usage without a model': renderUsageOff(undefined),
  'usage that is not counted': renderUsageOff(MODEL),
};
