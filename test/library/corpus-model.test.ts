import { describe, expect, test } from 'vitest';
import { CorpusModel, computeCorpusModel, VECTOR_DIMENSIONS } from '../../src/library/corpus-model.ts';

const PAPERS = [
  { title: ['search', 'agent'], body: ['agent', 'search', 'web', 'web'] },
  { title: ['diffus', 'text'], body: ['text', 'denois', 'diffus'] },
  { title: ['search'], body: ['web', 'agent', 'rare'] },
  { title: ['denois', 'text'], body: ['diffus', 'imag'] },
];
const model = computeCorpusModel(PAPERS);
const cosine = (left: readonly string[], right: readonly string[]) => {
  const [a, b] = [model.vectorOf(left) as Float32Array, model.vectorOf(right) as Float32Array];
  return a.reduce((sum, value, at) => sum + value * (b[at] as number), 0);
};

describe('what is known of a corpus', () => {
  test('counts papers, average lengths and in how many papers a term is', () => {
    expect(model.statistics).toEqual({ papers: 4, averageTitleLength: 7 / 4, averageBodyLength: 12 / 4 });
    expect(model.frequencies.get('web')).toBe(2);
    expect(model.frequencies.get('rare')).toBe(1);
  });

  test('a term is the rarer the fewer papers have it, and an unknown one the rarest', () => {
    expect(model.inverseDocumentFrequency('web')).toBeCloseTo(Math.log(1 + 2.5 / 2.5), 12);
    expect(model.inverseDocumentFrequency('rare')).toBeCloseTo(Math.log(1 + 3.5 / 1.5), 12);
    expect(model.inverseDocumentFrequency('never')).toBeCloseTo(Math.log(1 + 4.5 / 0.5), 12);
  });

  test('a text has a vector of length 1, nearer to its subject than to another', () => {
    const vector = model.vectorOf(['search', 'web']) as Float32Array;
    expect(vector).toHaveLength(VECTOR_DIMENSIONS);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    expect(cosine(['search'], ['agent', 'web'])).toBeGreaterThan(0.5);
    expect(Math.abs(cosine(['search'], ['diffus', 'text']))).toBeLessThan(0.1);
  });

  test('a text of which no term is in two papers has none', () => {
    expect(model.vectorOf(['rare', 'never'])).toBeUndefined();
    expect(model.vectorOf([])).toBeUndefined();
  });

  test('its rows make the same model again', () => {
    const entries = [...model.entries()];
    const projected = entries.filter(({ vector }) => vector);
    const copy = new CorpusModel(
      model.statistics,
      new Map(entries.map(({ term, frequency }) => [term, frequency])),
      projected.map(({ term }) => term),
      Float32Array.from(projected.flatMap(({ vector }) => [...(vector as Float32Array)])),
      model.dimensions,
    );
    expect(copy.vectorOf(['search', 'text'])).toEqual(model.vectorOf(['search', 'text']));
    expect(copy.inverseDocumentFrequency('web')).toBe(model.inverseDocumentFrequency('web'));
  });

  test('of an empty corpus is nothing, without a fault', () => {
    for (const empty of [CorpusModel.empty, computeCorpusModel([]), computeCorpusModel([{ title: [], body: [] }])]) {
      expect(empty.vectorOf(['any'])).toBeUndefined();
      expect(Number.isFinite(empty.inverseDocumentFrequency('any'))).toBe(true);
      expect(empty.statistics.averageBodyLength).toBeGreaterThan(0);
    }
  });
});
