import { describe, expect, test } from 'vitest';
import type { Candidate } from '../../src/domain/ports.ts';
import { fuse, TEXT_SHARE } from '../../src/retrieve/fuse.ts';
import { shuffled } from '../doubles/paper.ts';

const candidate = (name: string, textScore: number, vectorScore: number, upvotes = 0): Candidate => ({
  title: name,
  id: `arxiv:${name}`,
  textScore,
  vectorScore,
  corpusScore: vectorScore,
  upvotes,
});
const order = (candidates: readonly Candidate[]) => fuse(candidates).map((ranked) => ranked.candidate.id.slice(6));

describe('two scores become one', () => {
  test('by three quarters of the text’s and one quarter of the vectors’ standard scores', () => {
    // Means 2 and 0.4; deviations √(8/3) and √(0.32/3).
    const [best, , last] = fuse([candidate('a', 4, 0.0), candidate('b', 2, 0.4), candidate('c', 0, 0.8)]);
    const expected = TEXT_SHARE * (2 / Math.sqrt(8 / 3)) - (1 - TEXT_SHARE) * (0.4 / Math.sqrt(0.32 / 3));
    expect(best?.candidate.id).toBe('arxiv:a');
    expect(best?.score).toBeCloseTo(expected, 12);
    expect(last?.score).toBeCloseTo(-expected, 12);
  });

  test('of which one that is the same for all does not count', () => {
    expect(order([candidate('a', 1, 0), candidate('b', 3, 0), candidate('c', 2, 0)])).toEqual(['b', 'c', 'a']);
    expect(order([candidate('a', 5, 0.1), candidate('b', 5, 0.3)])).toEqual(['b', 'a']);
  });

  test('with ties in one order: more upvotes first, then the id, however they came', () => {
    const ties = [
      candidate('b', 1, 0.5, 3),
      candidate('a', 1, 0.5, 3),
      candidate('c', 1, 0.5, 9),
      candidate('d', 1, 0.5),
    ];
    for (let seed = 0; seed < 20; seed++) expect(order(shuffled(ties, seed))).toEqual(['c', 'a', 'b', 'd']);
  });

  test('also when there are none or one', () => {
    expect(fuse([])).toEqual([]);
    expect(fuse([candidate('a', 2, 0.1)])).toMatchObject([{ score: 0 }]);
  });
});
