import { expect, it } from 'vitest';
import { bestRouge, rouge } from '../../src/evaluate/rouge.ts';

it('counts shared words, shared pairs and the longest common subsequence', () => {
  // The example of Lin (2004), section 3, with a verb that has another stem.
  const reference = 'police killed the gunman';
  expect(rouge('police end the gunman', reference)).toMatchObject({ rougeL: 3 / 4 });
  expect(rouge('the gunman end police', reference)).toMatchObject({ rougeL: 2 / 4, rouge2: 1 / 3 });
});

it('compares stems of words without case and signs, each as often as both have it', () => {
  expect(rouge('Testing, TESTS!', 'tested')).toEqual({ rouge1: 2 / 3, rouge2: 0, rougeL: 2 / 3 });
  expect(rouge('a b', 'b a')).toEqual({ rouge1: 1, rouge2: 0, rougeL: 1 / 2 });
  expect(rouge('was', 'wa').rouge1).toBe(0);
});

it('of nothing is nothing, and of several references the best counts', () => {
  expect(rouge('', 'a')).toEqual({ rouge1: 0, rouge2: 0, rougeL: 0 });
  expect(bestRouge('whales sing', ['bread rises', 'whales dance'])).toEqual({ rouge1: 0.5, rouge2: 0, rougeL: 0.5 });
  expect(() => bestRouge('a', [])).toThrow(RangeError);
});
