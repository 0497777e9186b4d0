import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PaperIndex } from '../../src/domain/ports.ts';
import { textIn } from '../../src/domain/words.ts';
import { findPaper } from '../../src/retrieve/find-paper.ts';
import { findPapers } from '../../src/retrieve/find-papers.ts';
import { nameOf, openSmallLibrary, PAPERS } from './small-library.ts';

let library: Awaited<ReturnType<typeof openSmallLibrary>>;
let index: PaperIndex;
beforeAll(async () => {
  library = await openSmallLibrary();
  index = library.index;
});
afterAll(() => library.close());

describe('one paper', () => {
  test.each([
    ['2606.00000', 'searcher'],
    ['arXiv:2606.00001v3', 'searcherPlus'],
    ['https://arxiv.org/abs/2606.00002', 'conv'],
    ['https://huggingface.co/papers/2606.00007', 'zero'],
    ['R1-Searcher: Learning to Search', 'searcher'],
    ['r1-searcher – learning to search!', 'searcher'],
    ['R1-Searcher', 'searcher'],
    ['r1searcher', 'searcher'],
    ['R1-Searcher++', 'searcherPlus'],
    ['absolute zero', 'zero'],
    ['conv search', 'conv'],
    ['rewriting quer', 'conv'],
    ['Attention and Memory, Revisited', 'and'],
    ['2606.00011', 'gone'],
    ['Retracted Results on Searching the Web', 'gone'],
  ])('“%s” is found', async (which, name) => {
    expect(await findPaper(index, which)).toEqual({ kind: 'found', paper: PAPERS[name] });
  });

  test('is found by the id that autocomplete gives for a paper without an arXiv id', async () => {
    const [titled] = [{ ...PAPERS.zero, id: 'title:0123456789abcdef' }];
    expect(await findPaper(index, titled?.id ?? '')).toEqual({ kind: 'not-found', closest: [] });
  });

  test('with a name that two have is asked back', async () => {
    const found = await findPaper(index, 'TAPO');
    expect(found.kind).toBe('ambiguous');
    expect('papers' in found && found.papers.map(({ id }) => nameOf(id)).sort()).toEqual(['tapoOne', 'tapoTwo']);
  });

  test('named by two ids is asked back', async () => {
    expect(await findPaper(index, '2606.00000 or 2606.00001')).toMatchObject({ kind: 'ambiguous' });
  });

  test('with words that several titles have is asked back, most upvoted first', async () => {
    const found = await findPaper(index, 'diffusion');
    expect('papers' in found && found.papers.map(({ id }) => nameOf(id))).toEqual([
      'diffusionTwo',
      'diffusion',
      'diffusionThree',
    ]);
  });

  test('that is not there gives the closest', async () => {
    const found = await findPaper(index, 'denoising of robots and their plans');
    expect(found.kind).toBe('not-found');
    expect('closest' in found && nameOf(found.closest[0]?.id ?? '')).toBe('diffusionThree');
  });

  test.each(['9901.00001', '???', '%', '_', '🎉', "'"])('“%s” is not found', async (which) => {
    expect((await findPaper(index, which)).kind).toBe('not-found');
  });

  test.each(['earch', 'obots', 'xyzzy plugh'])('“%s” is not found in the middle of a word', async (which) => {
    expect((await findPaper(index, which)).kind).toBe('not-found');
  });
});

describe('several papers', () => {
  test.each([
    ['R1-Searcher vs ConvSearch-R1', ['searcher', 'conv']],
    ['ConvSearch-R1 VS. R1-Searcher', ['conv', 'searcher']],
    ['R1-Searcher versus R1-Searcher++', ['searcher', 'searcherPlus']],
    ['R1-Searcher, ConvSearch-R1', ['searcher', 'conv']],
    ['R1-Searcher; ConvSearch-R1;', ['searcher', 'conv']],
    ['R1-Searcher\nConvSearch-R1\n\nAbsolute Zero', ['searcher', 'conv', 'zero']],
    ['R1-Searcher and ConvSearch-R1', ['searcher', 'conv']],
    ['R1-Searcher & ConvSearch-R1', ['searcher', 'conv']],
    ['compare R1-Searcher, ConvSearch-R1 and Absolute Zero', ['searcher', 'conv', 'zero']],
    ['R1-Searcher, ConvSearch-R1, and Absolute Zero', ['searcher', 'conv', 'zero']],
    ['2606.00000 2606.00002', ['searcher', 'conv']],
    ['https://arxiv.org/abs/2606.00000, https://arxiv.org/abs/2606.00002v2', ['searcher', 'conv']],
    ['Attention and Memory, Revisited vs R1-Searcher', ['and', 'searcher']],
    ['R1-Searcher, Attention and Memory, Revisited', ['searcher', 'and']],
    ['R1-Searcher and Attention and Memory, Revisited and Absolute Zero', ['searcher', 'and', 'zero']],
    ['Rerankers vs. Embedders: Who Wins vs R1-Searcher', ['versus', 'searcher']],
    ['"Attention and Memory, Revisited" and "R1-Searcher"', ['and', 'searcher']],
    ['R1-Searcher and "Attention and Memory, Revisited"', ['searcher', 'and']],
    ['R1-Searcher vs “Rerankers vs. Embedders: Who Wins”, Absolute Zero', ['searcher', 'versus', 'zero']],
    [
      'R1-Searcher, R1-Searcher++, ConvSearch-R1, Absolute Zero, Planning with Diffusion',
      ['searcher', 'searcherPlus', 'conv', 'zero', 'diffusionThree'],
    ],
    ['R1-Searcher, r1-searcher, Absolute Zero', ['searcher', 'zero']],
  ])('“%s” are found in their order', async (text, expected) => {
    const found = await findPapers(index, text, 2);
    expect(found.kind).toBe('found');
    expect('papers' in found && found.papers.map(({ id }) => nameOf(id))).toEqual(expected);
  });

  test.each([
    ['', 'No paper is named'],
    ['  , ; vs ', 'No paper is named'],
    ['R1-Searcher', 'One paper alone cannot be compared'],
    ['R1-Searcher, R1-Searcher', 'One paper alone cannot be compared'],
    ['R1-Searcher vs 2606.00000', 'These are all the same paper'],
    ['a, b, c, d, e, f', 'These are 6 papers; 5 is the most'],
    [Array.from({ length: 2000 }, (_, at) => `p${at}`).join(', '), 'These are 2,000 papers'],
  ])('“%.40s” are too few or too many, which is said with what to do', async (text, problem) => {
    const found = await findPapers(index, text, 2);
    if (found.kind !== 'problem') throw new Error(found.kind);
    expect(textIn(found.problem)).toContain(problem);
    expect(textIn(found.help)).toContain('commas');
  });

  test('of which one is not there say which, with the closest', async () => {
    expect(await findPapers(index, 'R1-Searcher vs Nowhere At All', 2)).toMatchObject({
      kind: 'not-found',
      which: 'Nowhere At All',
    });
  });

  test('of which one means two say which', async () => {
    expect(await findPapers(index, 'R1-Searcher vs TAPO', 2)).toMatchObject({ kind: 'ambiguous', which: 'TAPO' });
  });
});
