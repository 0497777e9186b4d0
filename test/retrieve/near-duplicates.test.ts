import { describe, expect, test } from 'vitest';
import type { PaperId } from '../../src/domain/paper.ts';
import { nearDuplicates } from '../../src/retrieve/near-duplicates.ts';

const OCEAN =
  'Whales sing over hundreds of kilometres, and hydrophones moored along the coast record them all winter. We train ' +
  'a network that transcribes these songs, separates singers by their voice and counts the animals. Over four seasons ' +
  'it finds twice as many singers as trained listeners, at a tenth of the cost, and it runs on a battery for months.';
const BREAD =
  'Sourdough rises because yeast and bacteria share one bowl. We photograph loaves every minute, measure their acidity ' +
  'and temperature, and fit a small model that predicts when a loaf is ready for the oven. Bakers who followed it ' +
  'threw away fewer loaves, and apprentices learned faster than those who were taught by hand.';

const paper = (number: number, title: string, abstract: string) => ({
  id: `arxiv:2606.0000${number}` as PaperId,
  title,
  abstract,
});
/** The first two sentences of one, the others of the other. */
const halfOf = (first: string, second: string) =>
  [...first.split('. ').slice(0, 2), ...second.split('. ').slice(2)].join('. ');
const repeats = (...papers: ReturnType<typeof paper>[]) =>
  [...nearDuplicates(papers)].map(([later, earlier]) => `${later.slice(-1)} repeats ${earlier.slice(-1)}`);

describe('a later paper nearly repeats an earlier one', () => {
  test('when its abstract is the same under another title, edited here and there', () => {
    const edited = OCEAN.replace('four seasons', '5 winters').replace('twice as many', 'three times as many');
    expect(repeats(paper(1, 'WhaleNet', OCEAN), paper(2, 'Listening to Whales, Revisited', edited))).toEqual([
      '2 repeats 1',
    ]);
  });

  test('when its title is the same, spelled otherwise, and half of its abstract is', () => {
    const half = halfOf(OCEAN, BREAD);
    expect(repeats(paper(1, 'Whale-Net: Songs', OCEAN), paper(2, 'WhaleNet: songs', half))).toEqual(['2 repeats 1']);
  });

  test('and a third repeats the first of them', () => {
    const papers = [paper(1, 'A', OCEAN), paper(2, 'B', BREAD), paper(3, 'C', OCEAN), paper(4, 'D', OCEAN)];
    expect(repeats(...papers)).toEqual(['3 repeats 1', '4 repeats 1']);
  });
});

describe('two papers stay two', () => {
  test('when half of the second is new', () => {
    expect(repeats(paper(1, 'WhaleNet', OCEAN), paper(2, 'WhaleNet 2', halfOf(OCEAN, BREAD)))).toEqual([]);
  });

  test('when only their titles are the same', () => {
    expect(repeats(paper(1, 'Chess Engines', OCEAN), paper(2, 'Chess engines', BREAD))).toEqual([]);
  });

  test('when their abstracts are too short to tell, or missing', () => {
    expect(repeats(paper(1, 'Whales', 'We sing.'), paper(2, 'Birds', 'We sing.'))).toEqual([]);
    expect(repeats(paper(1, 'Whales', ''), paper(2, 'Birds', ''))).toEqual([]);
  });
});
