import { describe, expect, it } from 'vitest';
import type { PaperId } from '../../src/domain/paper.ts';
import type { Candidate } from '../../src/domain/ports.ts';
import { fitsOf, scaleOf } from '../../src/retrieve/topic-fit.ts';

function candidate(number: number, textScore: number, vectorScore: number, facts: Partial<Candidate> = {}): Candidate {
  const id: PaperId = `arxiv:2606.${String(number).padStart(5, '0')}`;
  return { id, title: `Paper ${number}`, textScore, vectorScore, corpusScore: vectorScore, upvotes: 0, ...facts };
}

const numbers = (fits: ReadonlyMap<PaperId, number>) => [...fits.keys()].map((id) => Number(id.slice(-5)));

describe('how well a paper is on a topic', () => {
  const library = [candidate(1, 9, 0.9), candidate(2, 8.5, 0.85), candidate(3, 8, 0.8), candidate(4, 2, 0.3)];
  const scale = scaleOf(library, { words: 4, fullText: 10 }, 1_000);

  it('is held against the best of the whole library, so that it does not matter which others are judged with it', () => {
    const near = candidate(5, 6.5, 0.7);
    const alone = fitsOf([near], scale);
    const among = fitsOf([near, candidate(6, 8.8, 0.9), candidate(7, 1, 0.1)], scale);
    expect(numbers(alone)).toEqual([5]);
    expect(among.get(near.id)).toBe(alone.get(near.id));
    expect(numbers(among)).toEqual([5, 6]);
  });

  it('takes both, words and nearness', () => {
    expect(numbers(fitsOf([candidate(5, 8, 0.1)], scale))).toEqual([]);
    expect(numbers(fitsOf([candidate(5, 0, 0.95)], scale))).toEqual([]);
  });

  it('of a topic that the library hardly knows is little, whatever comes closest to it', () => {
    const hardly = scaleOf([candidate(1, 2, 0.9), candidate(2, 1.9, 0.9)], { words: 5, fullText: 10 }, 1_000);
    expect(numbers(fitsOf([candidate(1, 2, 0.9)], hardly))).toEqual([]);
  });

  it('of two words needs both of them', () => {
    const half = candidate(5, 4, 0.9);
    const best = [candidate(1, 4.1, 0.9), candidate(2, 4, 0.9)];
    expect(numbers(fitsOf([half], scaleOf(best, { words: 1, fullText: 10 }, 1_000)))).toEqual([5]);
    expect(numbers(fitsOf([half], scaleOf(best, { words: 2, fullText: 10 }, 1_000)))).toEqual([]);
  });

  it('in a language that no paper holds a word of is what an embedder finds nearest', () => {
    const byEmbedder = { vectorSource: 'embedder' } as const;
    const found = Array.from({ length: 200 }, (_, at) => candidate(at, 0, 0.9 - at / 1_000, byEmbedder));
    const foreign = scaleOf(found, { words: 1, fullText: 10 }, 500);
    const fits = fitsOf([candidate(300, 0, 0.895, byEmbedder), candidate(301, 0, 0.7, byEmbedder)], foreign);
    expect(numbers(fits)).toEqual([300]);
    const corpus = fitsOf([candidate(302, 0, 0.99, { vectorSource: 'corpus' })], foreign);
    expect(numbers(corpus)).toEqual([]);
  });
});
