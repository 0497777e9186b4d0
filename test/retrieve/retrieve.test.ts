import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PaperIndex } from '../../src/domain/ports.ts';
import { evidenceOf, retrieve } from '../../src/retrieve/retrieve.ts';
import { coverage, scoreSentences } from '../../src/retrieve/score-sentences.ts';
import { nameOf, openSmallLibrary, PAPERS } from './small-library.ts';

let library: Awaited<ReturnType<typeof openSmallLibrary>>;
let index: PaperIndex;
beforeAll(async () => {
  library = await openSmallLibrary();
  index = library.index;
});
afterAll(() => library.close());

describe('evidence on a question', () => {
  test('begins with the paper that fits best, and has every sentence of its abstract word for word', async () => {
    const { evidence } = await retrieve(index, 'how can a model decide when to search the web?', {});
    expect(nameOf(evidence[0]?.paper.id ?? '')).toBe('searcher');
    expect(evidence[0]?.sentences.map(({ text }) => text).join(' ')).toBe(PAPERS.searcher?.abstract);
    expect(evidence[0]?.sentences.map(({ index: place }) => place)).toEqual([0, 1]);
  });

  test.each([
    ['is R1-Searcher++ better at denoising text with diffusion language models?', ['searcherPlus']],
    ['denoising text with diffusion language models, and Absolute Zero', ['zero']],
    ['denoising text like 2606.00002', ['conv']],
    ['TAPO for denoising text?', ['tapoOne', 'tapoTwo']],
  ])('“%s” has the papers that it names first', async (question, named) => {
    const { evidence } = await retrieve(index, question, {});
    const first = evidence.slice(0, named.length);
    expect(first.map(({ paper }) => nameOf(paper.id)).sort()).toEqual(named);
    expect(evidence.map((item) => item.named)).toEqual(evidence.map((_, place) => place < named.length));
  });

  test('never holds a withdrawn paper, not even when it is named', async () => {
    for (const question of ['when to search the web', 'what does 2606.00011 say?', PAPERS.gone?.title ?? '']) {
      const { evidence, closest } = await retrieve(index, question, {});
      expect([...evidence.map(({ paper }) => paper), ...closest].map(({ id }) => nameOf(id))).not.toContain('gone');
    }
  });

  test.each(['growing tomatoes on a balcony in winter', 'xyzzy'])(
    'on “%s” there is none, only what comes closest',
    async (question) => {
      const { evidence, closest } = await retrieve(index, question, {});
      expect(evidence).toEqual([]);
      expect(closest.length).toBeLessThanOrEqual(3);
    },
  );

  test('keeps to the days that were asked for', async () => {
    const papers = async (filter: { from?: string; to?: string }) =>
      (await retrieve(index, 'denoising', filter)).evidence.map(({ paper }) => paper);
    expect((await papers({})).map(({ id }) => nameOf(id))).toContain('diffusionThree');
    for (const { listedOn } of await papers({ from: '2026-06-10' })) expect(listedOn).toBe('2026-06-10');
    expect((await papers({ to: '2026-05-31' })).map(({ id }) => nameOf(id))).toEqual(['diffusionThree']);
  });

  test('of one paper is that paper’s sentences', () => {
    const evidence = evidenceOf(index, PAPERS.zero as never, 'what?');
    expect(evidence).toMatchObject({ named: true, paper: PAPERS.zero });
    expect(evidence.sentences).toHaveLength(1);
  });
});

describe('the sentences of an abstract', () => {
  const weight = () => 1;
  const scores = (question: string, text: string) =>
    scoreSentences(
      question.split(' '),
      text,
      { title: '', abstract: 'Cats sleep. Dogs bark 7 times. Birds sing.' },
      weight,
    ).map(({ score }) => score);

  test('score by the words that they share with the question', () => {
    const [cats, dogs, birds] = scores('cat sleep', 'cats that sleep');
    expect(cats).toBeCloseTo(1, 12);
    expect(birds).toBe(0);
    expect(dogs).toBeLessThan(cats as number);
  });

  test('with numbers score more where the question asks how much', () => {
    const plain = scores('dog', 'dogs')[1] as number;
    expect(scores('dog', 'how many times do dogs bark?')[1]).toBeGreaterThan(plain);
  });

  test('cover as much of a question as its weight', () => {
    expect(coverage(['a', 'b', 'b'], ['b'], (term) => (term === 'a' ? 3 : 1))).toBeCloseTo(0.25, 12);
    expect(coverage([], ['b'], weight)).toBe(0);
  });
});
