import { describe, expect, test } from 'vitest';
import {
  calibrateInCorpus,
  type InCorpusFeatures,
  inCorpusFeatures,
  inCorpusScore,
  isInCorpus,
  pseudoQuestion,
  UNCALIBRATED,
  weightWithout,
} from '../../src/retrieve/in-corpus.ts';

/** How rare terms are in a library of so many papers, as the library says it. */
const weights = (papers: number, frequencies: Record<string, number>) => (term: string) =>
  Math.log((papers + 1) / ((frequencies[term] ?? 0) + 0.5));
const weight = weights(1_000, { model: 800, search: 100, reward: 50, retriev: 60, train: 500 });
const PAPERS = [
  ['model', 'search', 'train', 'reward'],
  ['retriev', 'model'],
];

describe('what is seen of a question', () => {
  test('is how much of it the best of the closest papers covers, by weight', () => {
    const { coverage, words } = inCorpusFeatures(['search', 'reward', 'retriev', 'search'], PAPERS, 0.5, weight);
    const [search, reward, retrieved] = ['search', 'reward', 'retriev'].map(weight) as [number, number, number];
    expect(coverage).toBeCloseTo((search + reward) / (search + reward + retrieved), 12);
    expect(words).toBe(3);
  });

  test('is how rare its words are, alike in libraries of all sizes', () => {
    const small = weights(100, { common: 10 });
    const large = weights(10_000, { common: 1_000 });
    const rarity = (of: typeof small, ...question: string[]) => inCorpusFeatures(question, [], 0, of).rarity;
    expect(rarity(large, 'unheard')).toBeGreaterThan(1);
    expect(rarity(small, 'unheard')).toBeGreaterThan(1);
    expect(rarity(small, 'common')).toBeLessThan(0.6);
    expect(rarity(large, 'common')).toBeLessThan(rarity(small, 'common'));
    expect(rarity(large, 'common', 'unheard')).toBeCloseTo(
      (rarity(large, 'common') + rarity(large, 'unheard')) / 2,
      12,
    );
  });

  test('is nothing where there is no question or no paper', () => {
    expect(inCorpusFeatures([], PAPERS, -0.2, weight)).toEqual({ coverage: 0, rarity: 1, closeness: 0, words: 0 });
    expect(inCorpusFeatures(['search'], [], 0, weight).coverage).toBe(0);
  });
});

const own: InCorpusFeatures = { coverage: 0.9, rarity: 0.25, closeness: 0.7, words: 8 };
const foreign: InCorpusFeatures = { coverage: 0.2, rarity: 0.65, closeness: 0.5, words: 8 };

describe('the library speaks of a question', () => {
  test('that its papers cover, and not of one on another field, before it was ever calibrated', () => {
    expect(isInCorpus(own, UNCALIBRATED)).toBe(true);
    expect(isInCorpus(foreign, UNCALIBRATED)).toBe(false);
  });

  test.each<[what: string, change: Partial<InCorpusFeatures>]>([
    ['more of it is covered', { coverage: 0.95 }],
    ['its words are more common', { rarity: 0.2 }],
    ['a paper lies closer', { closeness: 0.8 }],
    ['as much of a longer question is covered', { words: 12 }],
  ])('the more so when %s', (_, change) => {
    expect(inCorpusScore({ ...own, ...change })).toBeGreaterThan(inCorpusScore(own));
  });

  test('from the score on that four fifths of the questions made of it reach', () => {
    const features = Array.from({ length: 100 }, (_, at) => ({ ...own, coverage: ((at * 37) % 100) / 100 }));
    const calibration = calibrateInCorpus(features, [foreign]);
    expect(features.filter((each) => isInCorpus(each, calibration))).toHaveLength(80);
    expect(calibration.questions).toBe(100);
    expect(JSON.parse(JSON.stringify(calibration))).toEqual(calibration);
  });

  test('but not where one in seven questions of all fields would reach it', () => {
    const apart = Array.from({ length: 100 }, () => foreign);
    const fields = Array.from({ length: 60 }, (_, at) => ({ ...foreign, coverage: at / 100 }));
    const calibration = calibrateInCorpus(apart, fields);
    expect(fields.filter((each) => isInCorpus(each, calibration))).toHaveLength(9);
    expect(isInCorpus(own, calibration)).toBe(true);
  });

  test('which a library that is too small for such questions is not asked', () => {
    expect(calibrateInCorpus([own, foreign], [foreign])).toEqual(UNCALIBRATED);
  });
});

describe('a question made of an abstract', () => {
  const ABSTRACT =
    'Whales sing over hundreds of kilometres and hydrophones along the coast record them. We release our code. ' +
    'A network transcribes these songs, separates singers by their voice and counts the animals over four seasons.';

  test('is six to thirteen words in a row of one of its sentences, the same for the same turn', () => {
    for (let turn = 0; turn < 60; turn++) {
      const question = pseudoQuestion(ABSTRACT, turn) ?? '';
      expect(ABSTRACT).toContain(question);
      expect(question).not.toContain('release');
      expect(question.split(' ').length).toBeGreaterThanOrEqual(6);
      expect(question.split(' ').length).toBeLessThanOrEqual(13);
      expect(pseudoQuestion(ABSTRACT, turn)).toBe(question);
    }
    expect(new Set(Array.from({ length: 60 }, (_, turn) => pseudoQuestion(ABSTRACT, turn))).size).toBeGreaterThan(10);
  });

  test('is none where there is nothing to ask for', () => {
    for (const abstract of ['', 'We release our code.', 'It is what it is, and it was so and not otherwise as it is.'])
      expect(pseudoQuestion(abstract, 3)).toBeUndefined();
  });
});

test('a paper that is left out makes its own terms rarer by one paper, and the others not', () => {
  const without = weightWithout(['search', 'gone'], weights(1_000, { search: 100, gone: 1, train: 500 }));
  const after = weights(1_000, { search: 99, gone: 0, train: 500 });
  for (const term of ['search', 'gone', 'train', 'unheard']) expect(without(term)).toBeCloseTo(after(term), 9);
});
