import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Paper } from '../../src/domain/paper.ts';
import type { Candidate, PaperConditions, PaperIndex, PaperSort } from '../../src/domain/ports.ts';
import { inOrder, MOST_LISTED, searchPapers } from '../../src/retrieve/search-papers.ts';
import { similarPapers } from '../../src/retrieve/similar-papers.ts';
import { paper } from '../doubles/paper.ts';
import { openSmallLibrary as openLibraryOf } from '../small-library.ts';
import { nameOf, openSmallLibrary, PAPERS } from './small-library.ts';

let library: Awaited<ReturnType<typeof openSmallLibrary>>;
let index: PaperIndex;
beforeAll(async () => {
  library = await openSmallLibrary();
  index = library.index;
});
afterAll(() => library.close());

const found = async (text: string, conditions: PaperConditions = {}, sort: PaperSort = 'relevance') =>
  (await searchPapers(index, text, conditions, sort)).papers.map(({ id }) => nameOf(id));

describe('a search', () => {
  test('gives the best fit first, the newest or the most upvoted among those that fit', async () => {
    const papers = await found('denoising');
    expect(papers.toSorted()).toEqual(['diffusion', 'diffusionThree', 'diffusionTwo']);
    expect(await found('denoising', {}, 'newest')).toEqual(['diffusionTwo', 'diffusion', 'diffusionThree']);
    expect(await found('denoising', {}, 'upvotes')).toEqual(['diffusionTwo', 'diffusion', 'diffusionThree']);
  });

  test('has each paper once, the one of its id first, and never a withdrawn one', async () => {
    const papers = await found('denoising 2606.00000');
    expect(papers[0]).toBe('searcher');
    expect(new Set(papers).size).toBe(papers.length);
    expect(await found('search the web 2606.00011')).not.toContain('gone');
  });

  test('has the paper of a name first, however many like others more', async () => {
    expect((await found('R1-Searcher'))[0]).toBe('searcher');
    expect((await found('R1-Searcher++'))[0]).toBe('searcherPlus');
  });

  test.each(['xyzzy', 'قطط تنام', '猫在睡觉', 'xyzzy '.repeat(160)])(
    'for nothing known finds nothing: %j',
    async (text) => {
      expect(await found(text)).toEqual([]);
    },
  );

  test('without a word lists all that meet the conditions, newest first or most upvoted first', async () => {
    expect((await found('')).slice(0, 3)).toEqual(['diffusionTwo', 'diffusion', 'zero']);
    expect((await found('of the', {}, 'upvotes')).slice(0, 3)).toEqual(['zero', 'diffusionTwo', 'searcher']);
    expect(await found('', { to: '2026-05-31' })).toEqual(['diffusionThree']);
  });

  test('leaves out what is excluded, by word, phrase or id, with and without a topic', async () => {
    expect(await found('denoising', { excluded: ['robots'] })).not.toContain('diffusionThree');
    expect(await found('denoising', { excluded: ['models of language', '2606.00008'] })).toEqual(['diffusionThree']);
    const all = await found('', { excluded: ['denoising', 'outcomes', '2606.00007'] });
    expect(all).toContain('searcherPlus');
    for (const name of ['diffusion', 'diffusionTwo', 'diffusionThree', 'zero', 'searcher'])
      expect(all).not.toContain(name);
  });

  test('with a phrase has all papers that hold it, and no others', async () => {
    expect(await found('"denoising text"', { phrases: ['denoising text'] })).toEqual(['diffusionTwo']);
  });
});

describe('papers that fit alike', () => {
  const ranked = (id: number, score: number, upvotes: number, day: string) => {
    const facts = { title: '', textScore: 1, vectorScore: 0, corpusScore: 0 };
    return { candidate: { ...facts, id: `arxiv:2601.0000${id}`, upvotes, day } as Candidate, score };
  };
  const order = (...items: ReturnType<typeof ranked>[]) =>
    inOrder(items, 'relevance').map(({ candidate }) => Number(candidate.id.at(-1)));

  test('are in the order of their upvotes and days', () => {
    expect(order(ranked(1, 2, 0, '2025-01-01'), ranked(2, 1.99, 90, '2026-01-01'))).toEqual([2, 1]);
  });

  test('are not where one fits clearly better', () => {
    expect(order(ranked(1, 2, 0, '2025-01-01'), ranked(2, 1.9, 9000, '2026-01-01'))).toEqual([1, 2]);
  });
});

describe('in a library of many', () => {
  const many = Array.from({ length: MOST_LISTED + 30 }, (_, at) =>
    paper({
      id: `arxiv:2601.${String(at).padStart(5, '0')}`,
      title: `Robot ${at}`,
      abstract: `Robots, part ${at}.`,
      upvotes: at,
    }),
  );
  let large: Awaited<ReturnType<typeof openLibraryOf>>;
  beforeAll(async () => {
    large = await openLibraryOf(many);
  });
  afterAll(() => large.close());

  test.each(['robots', ''])('a list of “%s” ends somewhere, and says that there is more', async (text) => {
    const list = await searchPapers(large.library, text, {}, 'upvotes');
    expect(list).toMatchObject({ isMore: true, order: 'upvotes' });
    expect(list.papers).toHaveLength(MOST_LISTED);
  });
});

describe('papers like others', () => {
  const like = async (names: readonly string[], filter = {}, from = index, papers = PAPERS) =>
    (
      await similarPapers(
        from,
        names.map((name) => papers[name] as Paper),
        filter,
        'relevance',
      )
    ).papers;

  test('are on the same subject, and never the papers themselves', async () => {
    const one = (await like(['diffusion'])).map(({ id }) => nameOf(id));
    expect(one.slice(0, 2)).toContain('diffusionTwo');
    expect(one).not.toContain('diffusion');
    const two = (await like(['diffusion', 'diffusionTwo'])).map(({ id }) => nameOf(id));
    expect(two[0]).toBe('diffusionThree');
    expect(two).not.toContain('diffusionTwo');
  });

  test('keep to the days, and a withdrawn paper is never among them', async () => {
    expect((await like(['diffusion'], { to: '2026-05-31' })).map(({ id }) => nameOf(id))).toEqual(['diffusionThree']);
    expect((await like(['searcher'])).map(({ id }) => nameOf(id))).not.toContain('gone');
  });

  test('are no copies of them under another title, nor of each other', async () => {
    const abstract =
      'Robots water gardens with a camera and a hose that bends around corners, chooses thirsty plants by the colour of leaves, and learns from one season which beds dry first, so that growers save water, time and hoses.';
    const other = `${abstract.replace('season', 'summer')} Code is public.`;
    const copies: Record<string, Paper> = {
      original: paper({ id: 'arxiv:2601.00001', title: 'Watering Gardens', abstract }),
      copy: paper({ id: 'arxiv:2601.00002', title: 'Garden Robots, Version Two', abstract: other }),
      alike: paper({
        id: 'arxiv:2601.00003',
        title: 'Robots that Prune Gardens',
        abstract: 'Robots prune roses in gardens.',
      }),
      far: paper({ id: 'arxiv:2601.00004', title: 'Proteins', abstract: 'Proteins fold.' }),
      further: paper({ id: 'arxiv:2601.00005', title: 'Markets', abstract: 'Prices rise.' }),
    };
    const few = await openLibraryOf(Object.values(copies));
    const found = await like(['original'], {}, few.library, copies);
    expect(found.map(({ id }) => id)).toEqual([copies.alike?.id]);
    const searched = await searchPapers(few.library, 'robots that water gardens', {}, 'relevance');
    expect(searched.papers.filter(({ abstract: text }) => text.includes('thirsty'))).toHaveLength(1);
    await few.close();
  });
});
