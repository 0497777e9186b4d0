import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { papersInText, withoutAddresses } from '../../src/retrieve/papers-in-text.ts';
import { openSmallLibrary, type SmallLibrary } from '../small-library.ts';

let small: SmallLibrary;
beforeAll(async () => {
  small = await openSmallLibrary();
});
afterAll(() => small.close());

const found = async (text: string) => {
  const { papers, missing } = await papersInText(small.library, text);
  return [...papers.map(({ id }) => id), ...missing.map(({ url }) => url)];
};

describe('papers in a message are found', () => {
  it.each([
    ['an address of arXiv', 'look: https://arxiv.org/abs/2606.00001v2, please', ['arxiv:2606.00001']],
    ['the PDF', '<https://arxiv.org/pdf/2606.00001.pdf>', ['arxiv:2606.00001']],
    ['Hugging Face', 'https://huggingface.co/papers/2606.00001', ['arxiv:2606.00001']],
    ['a DOI of arXiv', 'https://doi.org/10.48550/arXiv.2606.00001', ['arxiv:2606.00001']],
    ['alphaXiv', 'https://www.alphaxiv.org/abs/2606.00001?chatId=1', ['arxiv:2606.00001']],
    ['ar5iv', '[html](https://ar5iv.labs.arxiv.org/html/2606.00001)', ['arxiv:2606.00001']],
    ['a bare id', 'arXiv:2606.00001 is great', ['arxiv:2606.00001']],
    ['a title in a line of its own', 'Read this!\n**Diffusion Language Models at Night**', ['arxiv:2606.00011']],
    ['a title in a sentence', 'I liked protein folding with origami a lot', ['arxiv:2606.00012']],
    ['a quoted title', 'they say “Search Budgets for Agents” is good', ['arxiv:2606.00003']],
    ['the name before the colon', 'how does Ask-R1 do that?', ['arxiv:2606.00001']],
    ['the title of a link that unfolded', '[2606.00011] Diffusion Language Models at Night', ['arxiv:2606.00011']],
  ])('by %s', async (_, text, ids) => {
    expect(await found(text)).toEqual(ids);
  });

  it('each once, in the order of the message, addresses first', async () => {
    const text = 'On "Search Budgets for Agents", https://arxiv.org/abs/2606.00012 and Ask-R1 (2606.00001)';
    expect(await found(text)).toEqual(['arxiv:2606.00012', 'arxiv:2606.00001', 'arxiv:2606.00003']);
  });

  it('and those that the library lacks are told with where they can be read', async () => {
    expect(await found('2501.99999 and https://doi.org/10.1038/s41586-021-03819-2.')).toEqual([
      'https://arxiv.org/abs/2501.99999',
      'https://doi.org/10.1038/s41586-021-03819-2',
    ]);
  });

  it.each([['hello there, how are you?'], ['we search the garden'], [''], ['https://example.com/2606'], ['1234.5']])(
    'but none in “%s”',
    async (text) => expect(await found(text)).toEqual([]),
  );
});

it('what is left to search for has no addresses and no marks', () => {
  expect(withoutAddresses('> **See** https://x.org/a?b `now`').trim()).toBe('See   now');
});
