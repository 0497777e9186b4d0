import { describe, expect, test } from 'vitest';
import { computeCorpusModel } from '../../../src/library/corpus/compute-corpus-model.ts';
import { CorpusModel, VECTOR_DIMENSIONS } from '../../../src/library/corpus/corpus-model.ts';
import { packTerms, termNumber, termNumbers, unpackTerms } from '../../../src/library/search/term-numbers.ts';

const paperOf = ({ title, body }: { title: string[]; body: string[] }, at: number) => ({
  id: `arxiv:${at}`,
  ...unpackTerms(packTerms({ words: title, forms: [] }, { words: body, forms: [] })),
});
const PAPERS = [
  { title: ['search', 'agent'], body: ['agent', 'search', 'web', 'web'] },
  { title: ['diffus', 'text'], body: ['text', 'denois', 'diffus'] },
  { title: ['search'], body: ['web', 'agent', 'rare'] },
  { title: ['denois', 'text'], body: ['diffus', 'imag'] },
].map(paperOf);
const model = computeCorpusModel(PAPERS);
const vectorOf = (terms: readonly string[]) => model.vectorOf(termNumbers(terms));
const cosine = (left: readonly string[], right: readonly string[]) => {
  const [a, b] = [vectorOf(left) as Float32Array, vectorOf(right) as Float32Array];
  return a.reduce((sum, value, at) => sum + value * (b[at] as number), 0);
};

describe('what is known of a corpus', () => {
  test('counts papers, average lengths and in how many papers a term is', () => {
    expect(model.statistics).toEqual({ papers: 4, averageTitleLength: 7 / 4, averageBodyLength: 12 / 4 });
    expect(model.frequencies.get(termNumber('web'))).toBe(2);
    expect(model.frequencies.get(termNumber('rare'))).toBe(1);
  });

  test('a term is the rarer the fewer papers have it, and an unknown one the rarest', () => {
    expect(model.inverseDocumentFrequency(termNumber('web'))).toBeCloseTo(Math.log(1 + 2.5 / 2.5), 12);
    expect(model.inverseDocumentFrequency(termNumber('rare'))).toBeCloseTo(Math.log(1 + 3.5 / 1.5), 12);
    expect(model.inverseDocumentFrequency(termNumber('never'))).toBeCloseTo(Math.log(1 + 4.5 / 0.5), 12);
  });

  test('a text has a vector of length 1, nearer to its subject than to another', () => {
    const vector = vectorOf(['search', 'web']) as Float32Array;
    expect(vector).toHaveLength(VECTOR_DIMENSIONS);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    expect(cosine(['search'], ['agent', 'web'])).toBeGreaterThan(0.5);
    expect(Math.abs(cosine(['search'], ['diffus', 'text']))).toBeLessThan(0.1);
  });

  test('a text of which no term is in two papers has none', () => {
    expect(vectorOf(['rare', 'never'])).toBeUndefined();
    expect(vectorOf([])).toBeUndefined();
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
    expect(copy.vectorOf(termNumbers(['search', 'text']))).toEqual(vectorOf(['search', 'text']));
    expect(copy.inverseDocumentFrequency(termNumber('web'))).toBe(model.inverseDocumentFrequency(termNumber('web')));
  });

  test('of an empty corpus is nothing, without a fault', () => {
    for (const empty of [
      CorpusModel.empty,
      computeCorpusModel([]),
      computeCorpusModel([paperOf({ title: [], body: [] }, 0)]),
    ]) {
      expect(empty.vectorOf(termNumbers(['any']))).toBeUndefined();
      expect(Number.isFinite(empty.inverseDocumentFrequency(termNumber('any')))).toBe(true);
      expect(empty.statistics.averageBodyLength).toBeGreaterThan(0);
    }
  });
});
