import { describe, expect, it } from 'vitest';
import { exactNearest, nearestRows, recallOf } from '../../bench/libraries/exact-nearest.ts';
import { seededRandom } from '../../src/evaluate/random.ts';

const DIMENSIONS = 7;
const ROWS = 200;
const random = seededRandom(3);
const vectors = Float32Array.from({ length: ROWS * DIMENSIONS }, () => random() - 0.5);
const question = Float32Array.from({ length: DIMENSIONS }, () => random() - 0.5);
const product = (row: number) =>
  question.reduce((sum, value, k) => sum + value * (vectors[row * DIMENSIONS + k] as number), 0);
const sorted = Array.from({ length: ROWS }, (_, row) => row).sort((a, b) => product(b) - product(a));

async function* inBatches(size: number) {
  for (let start = 0; start < ROWS; start += size) {
    const ids = Array.from({ length: Math.min(size, ROWS - start) }, (_, row) => `p${start + row}`);
    yield { ids, vectors: vectors.subarray(start * DIMENSIONS, (start + ids.length) * DIMENSIONS) };
  }
}

describe('the exact neighbours of a question', () => {
  it('are those that sorting all of them gives', () => {
    expect(nearestRows(question, vectors, 10)).toEqual(sorted.slice(0, 10));
    expect(nearestRows(question, vectors, ROWS + 1)).toEqual(sorted);
  });

  it('are the same however the vectors are cut into batches', async () => {
    const expected = sorted.slice(0, 10).map((row) => `p${row}`);
    for (const size of [7, 64, ROWS]) {
      expect(await exactNearest([question, question], inBatches(size), 10)).toEqual([expected, expected]);
    }
  });
});

it('counts as recall the share of the exact neighbours that were found, in any order', () => {
  const exact = [
    ['a', 'b'],
    ['c', 'd'],
  ];
  expect(recallOf(exact, exact)).toBe(1);
  expect(recallOf(exact, [['b', 'x'], []])).toBe(0.25);
});
