import { describe, expect, it } from 'vitest';
import { createModelCosts } from '../../src/model/model-cost.ts';

const own = { mine: { input: 400, cachedInput: 100, output: 1600 }, 'gpt-4o': { input: 1, cachedInput: 1, output: 1 } };
const usage = { model: 'mine', inputTokens: 1000, cachedInputTokens: 400, outputTokens: 100 };
const openAi = 'api.openai.com';

describe('what a request cost', () => {
  it('is its tokens by the price of each kind, in billionths of a dollar', () => {
    const { costOf } = createModelCosts(own);
    expect(costOf(usage)).toBe(600 * 400 + 400 * 100 + 100 * 1600);
    expect(costOf({ ...usage, inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 })).toBe(0);
  });

  it('is never less than nothing, whatever a server counts', () => {
    expect(createModelCosts(own).costOf({ ...usage, cachedInputTokens: 5000 })).toBe(1000 * 100 + 100 * 1600);
  });

  it('is not known for a model without a price', () => {
    expect(createModelCosts(own).costOf({ ...usage, model: 'other' })).toBeUndefined();
    expect(createModelCosts(own).costOf({ ...usage, model: 'constructor', server: openAi })).toBeUndefined();
  });

  it('is known of OpenAI’s models at OpenAI, and of no model of that name elsewhere', () => {
    const { priceOf } = createModelCosts({});
    expect(priceOf('gpt-4.1-mini', openAi)).toEqual({ input: 400, cachedInput: 100, output: 1600 });
    expect(priceOf('gpt-4.1-mini', 'localhost:11434')).toBeUndefined();
    expect(priceOf('gpt-4.1-mini', undefined)).toBeUndefined();
  });

  it('is that of the operator where both are known, and that of the undated name for a dated one', () => {
    const { priceOf } = createModelCosts(own);
    expect(priceOf('gpt-4o', openAi)?.input).toBe(1);
    expect(priceOf('gpt-4o-2024-11-20', openAi)?.input).toBe(1);
    expect(priceOf('gpt-4o-mini-2024-07-18', openAi)?.input).toBe(150);
    expect(priceOf('gpt-4o-mini-turbo', openAi)).toBeUndefined();
  });
});
