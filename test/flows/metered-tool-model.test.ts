import { expect, it } from 'vitest';
import type { Estimate, ModelBudget, PricedUsage } from '../../src/domain/budget.ts';
import { OverBudget } from '../../src/domain/budget.ts';
import type { ToolModel, ToolRequest } from '../../src/domain/ports.ts';
import { createMeteredToolModel } from '../../src/flows/metered-tool-model.ts';

const call = { signal: new AbortController().signal, reader: 'ada', place: 'lab' };
const request: ToolRequest = {
  turns: [{ role: 'user', text: 'What is there?' }],
  tools: [],
  maxOutputTokens: 100,
  signal: call.signal,
};
const usage = { model: 'small-model', inputTokens: 30, cachedInputTokens: 0, outputTokens: 3, estimated: false };
const toolModel: ToolModel = {
  name: 'small-model',
  async converse({ onUsage }) {
    onUsage?.(usage);
    return { kind: 'turn', text: '', calls: [] };
  },
};

/** A budget that writes down what it is told. */
function ledger(answer: Awaited<ReturnType<ModelBudget['reserve']>>) {
  const reserved: Estimate[] = [];
  const settled: (readonly PricedUsage[])[] = [];
  const budget: ModelBudget = {
    stopFor: async () => undefined,
    async reserve(_, estimate) {
      reserved.push(estimate);
      return answer;
    },
    async settle(_, used) {
      settled.push(used);
    },
  };
  return { budget, reserved, settled };
}

it('every turn is set aside before it is asked for, and put on record with its price', async () => {
  const { budget, reserved, settled } = ledger({ id: 'one' });
  const told: PricedUsage[] = [];
  const model = createMeteredToolModel({ toolModel, budget, costOf: ({ inputTokens }) => inputTokens * 10 })({
    ...call,
    onUsage: (used) => told.push(used),
  });
  await model?.converse(request);
  expect(reserved).toMatchObject([{ kind: 'research', beginsAnswer: false }]);
  expect(reserved[0]?.tokens).toBeGreaterThan(100);
  expect(settled).toEqual([[{ ...usage, nanodollars: 300 }]]);
  expect(told).toEqual(settled[0]);
});

it('a budget that is used up keeps the model from being asked', async () => {
  const { budget, settled } = ledger({ budget: 'tokens', limit: 10, backAt: 0 });
  const model = createMeteredToolModel({ toolModel, budget })(call);
  await expect(model?.converse(request)).rejects.toThrow(OverBudget);
  expect(settled).toEqual([]);
});

it('what a turn took is on record although it failed', async () => {
  const { budget, settled } = ledger({ id: 'one' });
  const failing: ToolModel = {
    name: 'small-model',
    async converse({ onUsage }) {
      onUsage?.(usage);
      throw new Error('broken');
    },
  };
  await expect(createMeteredToolModel({ toolModel: failing, budget })(call)?.converse(request)).rejects.toThrow(
    'broken',
  );
  expect(settled).toHaveLength(1);
});

it('what may be written is set aside with the thoughts that the model has', async () => {
  const { budget, reserved } = ledger({ id: 'one' });
  const thinking = { ...toolModel, mostOutputTokens: () => 4_100 };
  await createMeteredToolModel({ toolModel: thinking, budget })(call)?.converse(request);
  expect(reserved[0]?.tokens).toBeGreaterThan(4_100);
});

it('without a budget it is told all the same what a turn took, and without a model there is none', async () => {
  const told: PricedUsage[] = [];
  await createMeteredToolModel({ toolModel })({ ...call, onUsage: (used) => told.push(used) })?.converse(request);
  expect(told).toMatchObject([usage]);
  expect(createMeteredToolModel({})(call)).toBeUndefined();
});
