import { describe, expect, test } from 'vitest';
import { topPositions } from '../../../src/library/vectors/top-positions.ts';

const scores = (...values: number[]) => Float32Array.from(values);

describe('the places of the highest scores', () => {
  test('come best first, equal ones in their order', () => {
    expect(topPositions(scores(1, 5, 3, 5, 2), 3)).toEqual([1, 3, 2]);
    expect(topPositions(scores(-1, -3, -2), 2)).toEqual([0, 2]);
  });

  test('are all when there are fewer, and none of none', () => {
    expect(topPositions(scores(1, 2), 5)).toEqual([1, 0]);
    expect(topPositions(scores(), 5)).toEqual([]);
    expect(topPositions(scores(1, 2), 0)).toEqual([]);
  });

  test('leave out what does not count', () => {
    expect(topPositions(scores(9, 8, 7, 6, 5), 2, (position) => position % 2 === 1)).toEqual([1, 3]);
  });

  test('are those that sorting everything gives', () => {
    let state = 7;
    const random = () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
      return state / 0x7fffffff;
    };
    for (let round = 0; round < 50; round++) {
      const values = Float32Array.from({ length: 1 + Math.floor(random() * 300) }, () => Math.floor(random() * 40));
      const limit = Math.floor(random() * 30);
      const sorted = [...values.keys()].sort((a, b) => (values[b] as number) - (values[a] as number) || a - b);
      expect(topPositions(values, limit)).toEqual(sorted.slice(0, limit));
    }
  });
});
