import { expect, it } from 'vitest';
import { describeUsage } from '../../src/model/embedding-cost.ts';

const OPENAI = 'https://api.openai.com/v1';

it.each([
  ['text-embedding-3-small', 4_210_332, "4,210,332 tokens, about $0.08 (OpenAI's price of May 2026)."],
  ['text-embedding-3-large', 4_210_332, "4,210,332 tokens, about $0.55 (OpenAI's price of May 2026)."],
  ['text-embedding-ada-002', 10, "10 tokens, less than $0.01 (OpenAI's price of May 2026)."],
  ['text-embedding-4', 1, '1 token.'],
])('%s: %i tokens', (model, tokens, sentence) => {
  expect(describeUsage({ baseUrl: OPENAI, model, tokens })).toBe(sentence);
});

it('a server of one’s own has no price, whatever its model is called', () => {
  const usage = { baseUrl: 'http://localhost:11434/v1', model: 'text-embedding-3-small', tokens: 1200 };
  expect(describeUsage(usage)).toBe('1,200 tokens.');
});
