import { describe, expect, it } from 'vitest';
import { readModelPrices } from '../../src/domain/model-price.ts';

const pricesOf = (text: string) => {
  const read = readModelPrices(text);
  return read.kind === 'prices' ? read.prices : read.problem;
};

describe('a price table', () => {
  it('names what input, repeated input and output cost, in thousandths of a dollar per million tokens', () => {
    expect(pricesOf('gpt-4o-mini=0.15/0.075/0.60, meta-llama/llama-3:free = 0 / 0 / 0')).toEqual({
      'gpt-4o-mini': { input: 150, cachedInput: 75, output: 600 },
      'meta-llama/llama-3:free': { input: 0, cachedInput: 0, output: 0 },
    });
  });

  it('takes repeated input for other input where only two prices are given', () => {
    expect(pricesOf('own=1/4')).toEqual({ own: { input: 1000, cachedInput: 1000, output: 4000 } });
  });

  it('may be empty, and end with a comma', () => {
    expect(pricesOf('')).toEqual({});
    expect(pricesOf(' , own=1/4,')).toEqual({ own: { input: 1000, cachedInput: 1000, output: 4000 } });
  });

  it('may have names with equals signs, and such as every object has', () => {
    expect(pricesOf('a=b=1/2,__proto__=1/2')).toHaveProperty(['a=b']);
    expect(Object.keys(pricesOf('constructor=1/2'))).toEqual(['constructor']);
  });

  it.each([
    'gpt-4o-mini',
    'gpt-4o-mini=',
    'gpt-4o-mini=cheap',
    'gpt-4o-mini=0.15',
    'gpt-4o-mini=0.15/0.075/0.60/1',
    'gpt-4o-mini=$0.15/0.60',
    'gpt-4o-mini=0.15//0.60',
    'gpt-4o-mini=-1/2',
    'gpt-4o-mini=1e3/2',
    'gpt-4o-mini=NaN/2',
    '=1/2',
  ])('%s is refused by its name, also between good ones', (entry) => {
    expect(pricesOf(`own=1/4, ${entry}, other=1/2`)).toContain(`cannot be read: “${entry}”. Write name=input/cached`);
  });

  it('has one price a model', () => {
    expect(pricesOf('own=1/4,own=1/5')).toBe('has two prices for “own”; leave one');
  });
});
