import { describe, expect, test } from 'vitest';
import {
  type CandidateWithVector,
  VOICE_IN_LISTS,
  VOICE_IN_QUESTIONS,
  withFeedback,
} from '../../src/retrieve/feedback.ts';
import { fuse } from '../../src/retrieve/fuse.ts';

const vector = (...numbers: number[]) => Float32Array.from(numbers);
const candidate = (name: string, textScore: number, direction?: Float32Array): CandidateWithVector => ({
  title: name,
  id: `arxiv:${name}`,
  textScore,
  vectorScore: direction?.[0] ?? 0,
  upvotes: 0,
  ...(direction ? { vector: direction } : {}),
});
const QUESTION = vector(1, 0, 0);
const BEST = vector(0.6, 0.8, 0);

describe('the best papers for a question', () => {
  test('draw in those that lie close to them, though not to the question', () => {
    const ranked = [
      ...Array.from({ length: 5 }, (_, at) => candidate(`best${at}`, 5, BEST)),
      candidate('third', 1, vector(0.1, 0, 0.995)),
      candidate('like the best', 1, vector(0, 1, 0)),
    ];
    const again = fuse(withFeedback(ranked, QUESTION, VOICE_IN_LISTS)).map(({ candidate: { title } }) => title);
    expect(again.slice(5)).toEqual(['like the best', 'third']);
  });

  test('count together as much as the question in a list, and half as much in a question', () => {
    const [best] = withFeedback([candidate('best', 5, BEST)], QUESTION, VOICE_IN_LISTS);
    const [question] = withFeedback([candidate('best', 5, BEST)], QUESTION, VOICE_IN_QUESTIONS);
    // The angle between the question and the best paper is halved: cos(x/2) = √((1 + cos x)/2).
    expect(best?.vectorScore).toBeCloseTo(Math.sqrt((1 + 0.6) / 2), 6);
    // (1, 0) + ½·(.6, .8) is (1.3, .4); its cosine with (.6, .8):
    expect(question?.vectorScore).toBeCloseTo((1.3 * 0.6 + 0.4 * 0.8) / Math.hypot(1.3, 0.4), 6);
  });

  test('are five; the sixth says nothing', () => {
    const five = Array.from({ length: 5 }, (_, at) => candidate(`best${at}`, 5, BEST));
    const without = withFeedback(five, QUESTION, VOICE_IN_LISTS);
    const withSixth = withFeedback([...five, candidate('sixth', 1, vector(0, 0, 1))], QUESTION, VOICE_IN_LISTS);
    expect(withSixth.slice(0, 5)).toEqual(without);
  });
});

describe('scores stay as they are', () => {
  test('when the question or the best papers have no vectors', () => {
    const ranked = [candidate('a', 5, BEST), candidate('b', 1)];
    expect(withFeedback(ranked, undefined, VOICE_IN_LISTS)).toEqual(ranked);
    expect(withFeedback([candidate('a', 5)], QUESTION, VOICE_IN_LISTS)).toEqual([candidate('a', 5)]);
    expect(withFeedback([], QUESTION, VOICE_IN_LISTS)).toEqual([]);
  });

  test('for a paper without a vector', () => {
    expect(withFeedback([candidate('a', 5, BEST), candidate('b', 1)], QUESTION, VOICE_IN_LISTS)[1]?.vectorScore).toBe(
      0,
    );
  });

  test('when question and best papers point opposite ways', () => {
    const ranked = [candidate('against', 5, vector(-1, 0, 0))];
    expect(withFeedback(ranked, QUESTION, VOICE_IN_LISTS)).toEqual(ranked);
  });
});
