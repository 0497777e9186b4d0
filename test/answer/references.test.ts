import { describe, expect, it } from 'vitest';
import { extractClaims } from '../../src/answer/extract.ts';
import { draftsOf, pointsBack } from '../../src/answer/references.ts';
import { checkClaim } from '../../src/cite/check-claim.ts';
import { evidence } from '../doubles/evidence.ts';

describe('a sentence that leans on the one before it', () => {
  it.each([
    'It halves the number of calls.',
    'However, they are costly.',
    'This method halves the number of calls.',
    'The proposed framework halves the number of calls.',
    'These remain hard.',
    'Training addresses such weaknesses.',
    'We reduce this cost by half.',
  ])('is known: %s', (text) => expect(pointsBack(text)).toBe(true));

  it.each([
    'This paper halves the number of calls.',
    'It is known that calls are costly.',
    'Methods such as caching are costly.',
    'Caching saves calls, and this caching is free.',
    'The method of Newton converges.',
    'To address this issue, we propose caching.',
    'To this end, we propose caching.',
  ])('is not mistaken: %s', (text) => expect(pointsBack(text)).toBe(false));
});

describe('a quoted sentence stands by itself', () => {
  const quoteOf = (title: string, sentences: string[], ...chosen: number[]) => {
    const item = evidence({ title }, sentences);
    const drafts = draftsOf(
      0,
      item,
      item.sentences.filter(({ index }) => chosen.includes(index)),
    );
    for (const draft of drafts) expect(checkClaim(draft, [item])).toMatchObject({ kind: 'kept' });
    return drafts.map(({ text }) => text);
  };

  it('with the name of its paper where its subject lacks a noun, in quotation marks, and verified', () => {
    const sentences = ['LoRA adapts large models.', 'It reduces memory by 30%.'];
    expect(quoteOf('LoRA: Low-Rank Adaptation', sentences, 1)).toEqual(['LoRA: “It reduces memory by 30%.”']);
    expect(quoteOf('Adapting Models', sentences, 1)).toEqual(['Adapting Models: “It reduces memory by 30%.”']);
  });

  it('as it is where the sentence before is shown too', () => {
    expect(quoteOf('LoRA: Low-Rank', ['LoRA adapts models.', 'It reduces memory.'], 0, 1)).toEqual([
      'LoRA adapts models.',
      'It reduces memory.',
    ]);
  });

  it('without an opening that gives a purpose out of the sentence before', () => {
    const sentences = ['Calls are costly.', 'To address this issue, we propose an agent that is careful.'];
    expect(quoteOf('Careful Agents', sentences, 1)).toEqual(['… we propose an agent that is careful.']);
  });

  it('with its condition, without which it would say more', () => {
    const sentence = 'Under this condition, we halve the number of calls.';
    expect(quoteOf('Careful Agents', ['It rains.', sentence], 1)).toEqual([sentence]);
  });

  it('in an answer, too', () => {
    const item = evidence({ title: 'LoRA: Low-Rank' }, [
      ['Gardens are green.', 0],
      ['It halves the memory of large models.', 0.9],
    ]);
    expect(
      extractClaims([item, evidence({ title: 'Other' }, [['Memory is halved.', 0.9]])]).map(({ text }) => text),
    ).toContain('LoRA: “It halves the memory of large models.”');
  });
});
