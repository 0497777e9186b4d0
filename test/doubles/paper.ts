/** A paper for tests: what the test says of it, and plain facts for the rest. */
import { type Paper, paperIdFromTitle } from '../../src/domain/paper.ts';

export function paper(facts: Partial<Paper> & Pick<Paper, 'title'>): Paper {
  return {
    id: paperIdFromTitle(facts.title),
    abstract: 'This abstract says little. It is here to be read.',
    authors: [],
    links: {},
    source: 'hugging-face',
    withdrawn: false,
    ...facts,
  };
}

/** The same items in an order that the seed decides (Fisher and Yates, with mulberry32). */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  let state = seed;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [result[last], result[other]] = [result[other] as T, result[last] as T];
  }
  return result;
}
