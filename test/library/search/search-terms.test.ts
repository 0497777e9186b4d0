import { describe, expect, test } from 'vitest';
import { searchTerms } from '../../../src/library/search/search-terms.ts';

const frequencies = (known: Record<string, number>) => (term: string) => known[term] ?? 0;

describe('the terms that the engine is asked for', () => {
  test('are all of a question in a library of any usual size, each once', () => {
    const terms = ['agent', 'search', 'the', 'agent'];
    expect(searchTerms(terms, frequencies({ agent: 900, search: 500, the: 10_000 })).sort()).toEqual([
      'agent',
      'search',
      'the',
    ]);
  });

  test('leave out the commonest where their lists are long, and never the four rarest', () => {
    const known = { rare: 10, agent: 100_000, search: 150_000, model: 400_000, the: 900_000 };
    expect(searchTerms(Object.keys(known), frequencies(known))).toEqual(['rare', 'agent', 'search', 'model']);
    const common = { a: 200_000, b: 300_000, c: 400_000, d: 500_000, e: 600_000 };
    expect(searchTerms(Object.keys(common), frequencies(common))).toEqual(['a', 'b', 'c', 'd']);
  });

  test('hold words that no paper had when terms were counted: a new name is one', () => {
    expect(searchTerms(['neverseen', 'agent'], frequencies({ agent: 5 }))).toEqual(['neverseen', 'agent']);
  });

  test('of ten thousand characters are a few hundred', () => {
    const known = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`known${at}`, 5]));
    const unknown = Array.from({ length: 1_000 }, (_, at) => `unknown${at}`);
    expect(searchTerms([...unknown, ...Object.keys(known)], frequencies(known))).toHaveLength(264);
  });
});
