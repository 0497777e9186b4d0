import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../src/evaluate/random.ts';
import { Postings } from '../../../src/library/search/postings.ts';
import type { PaperTerms } from '../../../src/library/search/term-numbers.ts';

const paper = (title: readonly number[], body: readonly number[]): PaperTerms => ({
  title: { numbers: Uint32Array.from(title), words: title.length },
  body: { numbers: Uint32Array.from(body), words: body.length },
});

function entriesOf(postings: Postings, term: number) {
  const entries: [position: number, inTitle: number, inBody: number][] = [];
  postings.each(term, (...entry) => entries.push(entry));
  return entries.sort(([a], [b]) => a - b);
}

describe('the papers that hold a term', () => {
  test('come with how often it stands in the title and in the abstract', () => {
    const postings = new Postings();
    postings.add(0, paper([7, 8, 7], [7, 9]));
    postings.add(1, paper([], [8]));
    postings.add(5, paper([9], []));
    expect(entriesOf(postings, 7)).toEqual([[0, 2, 1]]);
    expect(entriesOf(postings, 8)).toEqual([
      [0, 1, 0],
      [1, 0, 1],
    ]);
    expect(entriesOf(postings, 9)).toEqual([
      [0, 0, 1],
      [5, 1, 0],
    ]);
    expect(entriesOf(postings, 10)).toEqual([]);
  });

  test('are the same as by counting, for any number of papers and terms', () => {
    const random = seededRandom(1);
    // Squared, so that some terms are in nearly every paper and most in few; the highest bit is set in half of them.
    const term = () => (Math.floor(random() ** 2 * 20_000) * 2_654_435_761) >>> 0;
    const papers = Array.from({ length: 3_000 }, () =>
      paper(
        Array.from({ length: 6 }, term),
        Array.from({ length: 60 }, () => (random() < 0.1 ? 0xffffffff : term())),
      ),
    );
    const postings = new Postings();
    for (const [position, terms] of papers.entries()) postings.add(position, terms);
    for (const asked of [0, 0xffffffff, ...Array.from({ length: 200 }, term)]) {
      const count = (numbers: Uint32Array) => numbers.filter((number) => number === asked).length;
      const expected = papers.flatMap(({ title, body }, position) => {
        const [inTitle, inBody] = [count(title.numbers), count(body.numbers)];
        return inTitle + inBody ? [[position, inTitle, inBody]] : [];
      });
      expect(entriesOf(postings, asked)).toEqual(expected);
    }
  });

  test('count no further than they have room for', () => {
    const postings = new Postings();
    postings.add(0, paper(new Array(40_000).fill(3), new Array(90_000).fill(3)));
    expect(entriesOf(postings, 3)).toEqual([[0, 32_767, 32_767]]);
  });
});
