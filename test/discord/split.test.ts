import { describe, expect, it } from 'vitest';
import { visibleText } from '../../src/discord/escape-markdown.ts';
import { renderBlock } from '../../src/discord/render-block.ts';
import { renderBlocks } from '../../src/discord/render-blocks.ts';
import { joinPieces, MESSAGE_LIMIT, splitPieces } from '../../src/discord/split.ts';
import type { Line, PlainBlock } from '../../src/domain/message.ts';
import { createRandom, troublesomeText } from './random-text.ts';
import { activeMarkdown, shownText } from './shown-text.ts';

const parts = (block: PlainBlock, limit = MESSAGE_LIMIT) => splitPieces(renderBlock(block, new Map()), limit);
const squeezed = (text: string) => text.replace(/\s+/gu, '');

describe('a long answer is split where it hurts least', () => {
  it('between paragraphs before sentences, between sentences before words', () => {
    const sentence = 'This is a sentence of ordinary words. ';
    const line = [`${sentence.repeat(35)}\n\n${sentence.repeat(30)}`];
    const [first, second] = parts({ kind: 'paragraph', line });
    expect(first).toBe(sentence.repeat(35).trim());
    expect(second).toBe(sentence.repeat(30).trim());
    for (const part of parts({ kind: 'paragraph', line: [sentence.repeat(200)] })) expect(part).toMatch(/words\.$/);
    for (const part of parts({ kind: 'paragraph', line: ['word '.repeat(2000)] })) expect(part).toMatch(/^(word ?)+$/);
  });

  it('never between a word and its citation', () => {
    const cited: Line = Array.from({ length: 200 }, (_, index) => [
      'an assertion of some length ',
      { kind: 'citation', number: index, url: `https://arxiv.org/abs/${index}` } as const,
      index % 2 ? '. ' : ', ',
    ]).flat();
    for (const part of parts({ kind: 'paragraph', line: cited })) {
      expect(part).toMatch(/^an assertion/);
      expect(part.match(/length/g)?.length).toBe(
        part.match(/\[\[\d+\]\]\(<https:\/\/arxiv\.org\/abs\/\d+>\)/g)?.length,
      );
    }
  });

  it('never after a heading, which would stand there alone', () => {
    for (let words = 300; words < 420; words += 7) {
      const blocks: PlainBlock[] = [
        { kind: 'paragraph', line: ['word '.repeat(words)] },
        { kind: 'heading', line: ['What comes next'] },
        { kind: 'list', items: Array.from({ length: 20 }, () => ['an item of some words that goes on and on']) },
      ];
      for (const part of splitPieces(renderBlocks(blocks, new Map()))) expect(part).not.toMatch(/## [^\n]+$/);
    }
  });

  it('small print and quotes stay what they are in every message', () => {
    const line = ['Something worth saying twice over. '.repeat(200)];
    for (const part of parts({ kind: 'note', line })) expect(part).toMatch(/^-# Something[^\n]*$/);
    for (const part of parts({ kind: 'quote', line: [line.join('\n')] })) expect(part).toMatch(/^(> [^\n]+\n?)+$/);
  });

  it('never inside a grapheme, an escape or half a character', () => {
    const family = '👩🏽‍🔬';
    for (const part of parts({ kind: 'paragraph', line: [family.repeat(1000)] })) {
      expect(part.replaceAll(family, '')).toBe('');
    }
    for (const part of parts({ kind: 'paragraph', line: ['*'.repeat(5000)] })) {
      expect(part.replaceAll('\\*', '')).toBe('');
    }
  });
});

describe('whatever the text, nothing is lost and nothing is too long', () => {
  const kinds = ['paragraph', 'note', 'quote', 'heading'] as const;
  it.each([...Array(24).keys()])('seed %i', (seed) => {
    const random = createRandom(seed);
    const text = troublesomeText(random, seed < 4 ? 20_000 : 3000);
    const kind = kinds[seed % kinds.length] ?? 'paragraph';
    const found = parts({ kind, line: [text] });
    for (const part of found) {
      expect(part.length).toBeLessThanOrEqual(MESSAGE_LIMIT);
      expect(part.isWellFormed()).toBe(true);
    }
    const unmarked = found.map((part) => part.replace(/^(?:-# |## |> )/gm, ''));
    expect(unmarked.flatMap(activeMarkdown)).toEqual([]);
    expect(squeezed(unmarked.map(shownText).join(''))).toBe(squeezed(visibleText(text)));
  });

  it('words of 20,000 characters, a thousand citations, a long title as a link', () => {
    const url = 'https://arxiv.org/abs/2503.05592';
    const lines: Line[] = [
      ['x'.repeat(20_000), { kind: 'citation', number: 1, url }],
      Array.from({ length: 1000 }, (_, number) => ({ kind: 'citation', number, url }) as const),
      [{ kind: 'link', text: 'title '.repeat(2000), url }],
      [
        { kind: 'strong', text: 'y'.repeat(5000) },
        { kind: 'code', text: 'z '.repeat(3000) },
      ],
    ];
    for (const line of lines) {
      const pieces = renderBlock({ kind: 'paragraph', line }, new Map());
      const found = splitPieces(pieces);
      expect(Math.max(...found.map((part) => part.length))).toBeLessThanOrEqual(MESSAGE_LIMIT);
      expect(squeezed(found.join(''))).toBe(squeezed(joinPieces(pieces)));
    }
  });
});
