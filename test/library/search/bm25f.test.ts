import { describe, expect, test } from 'vitest';
import { createScorer } from '../../../src/library/search/bm25f.ts';
import { packTerms, termNumber, termNumbers, unpackTerms } from '../../../src/library/search/term-numbers.ts';

const STATISTICS = { papers: 100, averageTitleLength: 4, averageBodyLength: 10 };
const terms = (words: string, forms = '') => ({ words: words.split(' ').filter(Boolean), forms: forms ? [forms] : [] });
const row = (title: string, body: string, forms?: string) => unpackTerms(packTerms(terms(title), terms(body, forms)));
const scorer = (words: string[], forms: string[] = [], rarity: Record<string, number> = {}) => {
  const rarityOf = new Map(Object.entries(rarity).map(([term, value]) => [termNumber(term), value]));
  const query = { words: termNumbers(words), forms: termNumbers(forms) };
  return createScorer(query, STATISTICS, (term) => rarityOf.get(term) ?? 2);
};

describe('BM25F over title and abstract', () => {
  test('is idf · tf′ / (tf′ + 1.2) with tf′ = 3·tf_title / norm + tf_body / norm', () => {
    // Title: 2 of average 4 → .5 + .5·.5 = .75. Abstract: 5 of average 10 → .4 + .6·.5 = .7.
    const frequency = 3 / 0.75 + 2 / 0.7;
    expect(scorer(['cat'])(row('cat x', 'cat a cat b c'))).toBeCloseTo((2 * frequency) / (frequency + 1.2), 12);
  });

  test('counts a field that does not have the term as nothing', () => {
    const frequency = 1 / (0.4 + 0.6 * (2 / 10));
    expect(scorer(['cat'])(row('dog', 'cat a'))).toBeCloseTo((2 * frequency) / (frequency + 1.2), 12);
    expect(scorer(['cat'])(row('', ''))).toBe(0);
    expect(scorer([])(row('cat', 'cat'))).toBe(0);
  });

  test('adds the weights of terms that are asked for twice', () => {
    const once = scorer(['cat'])(row('', 'cat a'));
    expect(scorer(['cat', 'x', 'cat'])(row('', 'cat a'))).toBeCloseTo(2 * once, 12);
  });

  test('adds a tenth of the same over neighbouring words, with title weight 2 and the rarer word’s idf', () => {
    const rarity = { big: 1, cat: 3 };
    const norm = 0.4 + 0.6 * (3 / 10);
    const single = 1 / norm;
    const terms = ((1 + 3) * single) / (single + 1.2);
    const apart = scorer(['big', 'cat'], [], rarity)(row('', 'big a cat'));
    const together = scorer(['big', 'cat'], [], rarity)(row('', 'a big cat'));
    expect(apart).toBeCloseTo(terms, 12);
    expect(together).toBeCloseTo(terms + (0.1 * 3 * single) / (single + 1.2), 12);
    const titleNorm = 0.5 + 0.5 * (2 / 4);
    const [inTitle, bigram] = [3 / titleNorm, 2 / titleNorm];
    expect(scorer(['big', 'cat'], [], rarity)(row('big cat', ''))).toBeCloseTo(
      (4 * inTitle) / (inTitle + 1.2) + (0.1 * 3 * bigram) / (bigram + 1.2),
      12,
    );
  });

  test('counts other forms of compounds as terms and as length, never as neighbours', () => {
    const norm = 0.4 + 0.6 * (3 / 10);
    const frequency = 1 / norm;
    const score = scorer(['big', 'cat'], ['bigcat']);
    expect(score(row('', 'big cat', 'bigcat'))).toBeCloseTo(
      (3 * 2 * frequency) / (frequency + 1.2) + (0.1 * 2 * frequency) / (frequency + 1.2),
      12,
    );
    expect(scorer(['cat', 'bigcat'])(row('', 'big cat', 'bigcat'))).toBeCloseTo(
      (2 * 2 * frequency) / (frequency + 1.2),
      12,
    );
  });
});
