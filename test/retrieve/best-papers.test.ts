import { describe, expect, it } from 'vitest';
import { bestPapers, readTopicRequest } from '../../src/retrieve/best-papers.ts';
import { evidence } from '../doubles/evidence.ts';

describe('a topic to compare', () => {
  it.each([
    ['best papers on speculative decoding', { topic: 'speculative decoding', count: 4, by: 'upvotes' }],
    ['Compare the best 3 papers about whale songs', { topic: 'whale songs', count: 3, by: 'upvotes' }],
    ['the two newest papers on KV cache', { topic: 'KV cache', count: 2, by: 'newest' }],
    ['top 9 papers on agents', { topic: 'agents', count: 5, by: 'upvotes' }],
    ['papers on gardens since March', { topic: 'gardens since March', count: 4, by: 'upvotes' }],
  ])('is read from “%s”', (text, request) => expect(readTopicRequest(text)).toEqual(request));

  it.each(['R1-Searcher vs ConvSearch-R1', '2401.12345, 2402.12345', 'On Gardens and Papers', 'the best agent'])(
    'is not read into “%s”',
    (text) => expect(readTopicRequest(text)).toBeUndefined(),
  );
});

describe('the best papers', () => {
  const found = (title: string, score: number, upvotes: number, listedOn = '2026-01-01') =>
    evidence({ title, score, upvotes, listedOn }, ['A sentence.']);
  const titles = (by: 'upvotes' | 'newest', count: number, ...papers: ReturnType<typeof found>[]) =>
    bestPapers(papers, { by, count }).map(({ title }) => title);

  it('fit best; upvotes tell between those that fit nearly alike, and never more', () => {
    expect(titles('upvotes', 3, found('A', 4, 0), found('B', 3.8, 50), found('C', 3, 900))).toEqual(['B', 'A', 'C']);
    expect(titles('upvotes', 1, found('A', 4, 0), found('C', 3, 900))).toEqual(['A']);
  });

  it('are the newest of those, when the newest are asked for', () => {
    expect(titles('newest', 1, found('A', 4, 9, '2026-01-01'), found('B', 3.9, 0, '2026-02-01'))).toEqual(['B']);
  });

  it('are on the topic, however popular another is', () => {
    expect(titles('upvotes', 4, found('A', 4, 0), found('B', 1, 9000))).toEqual(['A']);
    expect(titles('upvotes', 4)).toEqual([]);
  });
});
