import { describe, expect, it } from 'vitest';
import type { RememberedAnswer } from '../../src/domain/conversation.ts';
import { plainText } from '../../src/domain/message.ts';
import { renderNothingToExplain, renderWhy } from '../../src/render/why.ts';

const PAPER = { id: 'arxiv:2606.00001', title: 'Ask-R1: Deciding When to Search', publishedAt: '2026-06-01' } as const;
const ANSWER: RememberedAnswer = {
  mode: 'model',
  claims: [
    {
      text: 'Ask-R1 makes 30% fewer search calls.',
      citations: [{ paper: PAPER, sentence: 2, quote: 'Ask-R1 makes 30% fewer search calls than GPT-4.' }],
      checks: [
        { kind: 'citation', passed: true },
        { kind: 'quote', passed: true },
        { kind: 'numbers', passed: true, detail: '30%' },
        { kind: 'support', passed: false, detail: 'weak' },
      ],
    },
    {
      text: 'It searches only when unsure.',
      citations: [
        { paper: { id: 'title:0123456789abcdef', title: 'On Paper' }, sentence: 0, quote: 'Only when unsure.' },
      ],
    },
  ],
  dropped: ['number-not-found', 'direction-differs', 'number-not-found'],
};

describe('why an answer says so', () => {
  it('is told sentence by sentence: quote, paper, date, each check in words, and what was left out', () => {
    expect(plainText(renderWhy('how often does it search?', ANSWER))).toBe(
      [
        'What the answer to “how often does it search?” rests on',
        [
          '1. Ask-R1 makes 30% fewer search calls.',
          '   “Ask-R1 makes 30% fewer search calls than GPT-4.” — Ask-R1: Deciding When to Search, 2026-06-01',
          '   Checked: what it cites is in the abstract; the quote stands there word for word; its numbers stand there, with their units and signs (30%).',
          '   Not confirmed: its words are borne out by what it cites (weak).',
          '2. It searches only when unsure.',
          '   “Only when unsure.” — On Paper',
        ].join('\n'),
        '3 drafted sentences were left out:',
        '- 2 with a number that the abstract does not hold\n- 1 saying the reverse of the abstract',
        'Written by a language model and checked by code against the abstracts. The full texts were not read.',
      ].join('\n\n'),
    );
  });

  it('links to the papers by their ids, and is for the asker alone', () => {
    const message = renderWhy('q', ANSWER, 1);
    expect(message.private).toBe(true);
    expect(JSON.stringify(message.blocks)).toContain('https://arxiv.org/abs/2606.00001');
    expect(plainText(message)).not.toContain('only when unsure');
  });

  it('an answer that says nothing is explained by what was left out', () => {
    const text = plainText(renderWhy('q', { ...ANSWER, claims: [], dropped: ['no-citation'] }));
    expect(text).toContain('Nothing in it was said of the abstracts.');
    expect(text).toContain('1 drafted sentence was left out:\n\n- 1 without a citation');
  });

  it('without an answer there is nothing to explain, kindly', () => {
    expect(plainText(renderNothingToExplain())).toContain('nothing to explain');
  });
});
