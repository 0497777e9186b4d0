import { describe, expect, test } from 'vitest';
import type { Candidate } from '../../src/domain/ports.ts';
import { VOICE_IN_LISTS, VOICE_IN_QUESTIONS, withFeedback } from '../../src/retrieve/feedback.ts';
import { fuse } from '../../src/retrieve/fuse.ts';

const vector = (...numbers: number[]) => Float32Array.from(numbers);
const candidate = (name: string, textScore: number, direction?: Float32Array): Candidate => ({
  title: name,
  id: `arxiv:${name}`,
  textScore,
  vectorScore: direction?.[0] ?? 0,
  corpusScore: direction?.[0] ?? 0,
  upvotes: 0,
  ...(direction ? { vector: direction } : {}),
});
// The question is (1, 0, 0): a candidate's cosine is its first number.
const BEST = vector(0.6, 0.8, 0);

describe('the best papers for a question', () => {
  test('draw in those that lie close to them, though not to the question', () => {
    const ranked = [
      ...Array.from({ length: 5 }, (_, at) => candidate(`best${at}`, 5, BEST)),
      candidate('third', 1, vector(0.1, 0, 0.995)),
      candidate('like the best', 1, vector(0, 1, 0)),
    ];
    const again = fuse(withFeedback(ranked, VOICE_IN_LISTS)).map(({ candidate: { title } }) => title);
    expect(again.slice(5)).toEqual(['like the best', 'third']);
  });

  test('count together as much as the question in a list, and half as much in a question', () => {
    const [best] = withFeedback([candidate('best', 5, BEST)], VOICE_IN_LISTS);
    const [question] = withFeedback([candidate('best', 5, BEST)], VOICE_IN_QUESTIONS);
    // (1, 0) + (.6, .8) and (1, 0) + ½·(.6, .8), each times (.6, .8):
    expect(best?.vectorScore).toBeCloseTo(1.6 * 0.6 + 0.8 * 0.8, 6);
    expect(question?.vectorScore).toBeCloseTo(1.3 * 0.6 + 0.4 * 0.8, 6);
  });

  test('are five; the sixth says nothing', () => {
    const five = Array.from({ length: 5 }, (_, at) => candidate(`best${at}`, 5, BEST));
    const without = withFeedback(five, VOICE_IN_LISTS);
    const withSixth = withFeedback([...five, candidate('sixth', 1, vector(0, 0, 1))], VOICE_IN_LISTS);
    expect(withSixth.slice(0, 5)).toEqual(without);
  });
});

describe('scores stay as they are', () => {
  test('when the best papers have no vectors', () => {
    expect(withFeedback([candidate('a', 5)], VOICE_IN_LISTS)).toEqual([candidate('a', 5)]);
    expect(withFeedback([], VOICE_IN_LISTS)).toEqual([]);
  });

  test('for a paper without a vector', () => {
    expect(withFeedback([candidate('a', 5, BEST), candidate('b', 1)], VOICE_IN_LISTS)[1]?.vectorScore).toBe(0);
  });

  test('when the best papers point opposite ways', () => {
    const ranked = [
      candidate('for', 5, BEST),
      candidate(
        'against',
        5,
        BEST.map((value) => -value),
      ),
    ];
    expect(withFeedback(ranked, VOICE_IN_LISTS)).toEqual(ranked);
  });
});
