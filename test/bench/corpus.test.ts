import { describe, expect, it } from 'vitest';
import { BATCH_PAPERS, FILTER_FROM, papersOf, repeated, sampleCorpus } from '../../bench/corpus.ts';
import { splitSentences } from '../../src/domain/text/sentences.ts';

const corpus = await sampleCorpus();
const own = corpus.texts.length;
const COUNT = BATCH_PAPERS + 500;

describe('the texts of a measurement', () => {
  it('come in batches that fit into memory, as many as were asked for, each with an id and title of its own', () => {
    const batches = [...papersOf(corpus, COUNT)];
    expect(batches.map(({ length }) => length)).toEqual([BATCH_PAPERS, 500]);
    const papers = batches.flat();
    expect(new Set(papers.map(({ id }) => id)).size).toBe(COUNT);
    expect(new Set(papers.map(({ title }) => title)).size).toBe(COUNT);
  });

  it('are the same at every call, wherever it begins', () => {
    const [all = []] = papersOf(corpus, own + 100);
    expect([...papersOf(corpus, own + 100)]).toEqual([all]);
    expect([...papersOf(corpus, 40, own + 60)]).toEqual([all.slice(own + 60)]);
  });

  it('are the real ones first, then mixtures of two papers each, mostly of one', () => {
    const papers = [...papersOf(corpus, own + 300)].flat();
    expect(papers.slice(0, own).map(({ abstract }) => abstract)).toEqual(corpus.texts.map(({ abstract }) => abstract));
    const paperOf = new Map(
      corpus.texts.flatMap(({ id, abstract }) => splitSentences(abstract).map((sentence) => [sentence, id] as const)),
    );
    const shares = papers.slice(own).map(({ abstract }) => {
      const origins = splitSentences(abstract).map((sentence) => paperOf.get(sentence));
      const counts = [...new Set(origins)].map((origin) => origins.filter((other) => other === origin).length);
      expect(counts.length).toBeLessThanOrEqual(2);
      return Math.max(...counts) / origins.length;
    });
    expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeGreaterThan(0.7);
    expect(shares.some((share) => share < 1)).toBe(true);
  });

  it('are listed over 900 days, of which the filter keeps 43 %', () => {
    const papers = [...papersOf(corpus, 900)].flat();
    expect(new Set(papers.map(({ listedOn }) => listedOn)).size).toBe(900);
    expect(papers.filter(({ listedOn = '' }) => listedOn >= FILTER_FROM)).toHaveLength(383);
  });
});

it('asks every question equally often', () => {
  expect(repeated(['a', 'b'], 3)).toEqual(['a', 'b', 'a', 'b']);
});
