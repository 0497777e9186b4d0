import { describe, expect, it } from 'vitest';
import { hasCards } from '../../src/discord/cards/lay-out.ts';
import { pagesOf } from '../../src/discord/deliver/pages.ts';
import { render } from '../../src/discord/render.ts';
import type { Digest, DigestEntry } from '../../src/domain/digest.ts';
import { messageIn } from '../../src/domain/in-language.ts';
import { type Message, plainText } from '../../src/domain/message.ts';
import type { DigestStyle } from '../../src/domain/subscription.ts';
import { type Catalogue, say, textIn } from '../../src/domain/words.ts';
import { renderDigest } from '../../src/render/digest.ts';
import { renderPreview } from '../../src/render/digest-preview.ts';
import { paper } from '../doubles/paper.ts';

const NO_COMMANDS = new Map<string, string>();

function entry(number: number, facts: Partial<DigestEntry> = {}): DigestEntry {
  return {
    paper: paper({
      id: `arxiv:2606.${String(number).padStart(5, '0')}`,
      title: `Paper ${number} on a Subject`,
      organisation: 'Example Lab',
      authors: ['Ada Lovelace', 'Alan Turing', 'Grace Hopper'],
      listedOn: '2026-06-30',
      upvotes: 100 - number,
    }),
    line: `Sentence ${number} says what it is.`,
    written: false,
    reasons: [say('on {topics}', { topics: 'robots' })],
    ...facts,
  };
}

function digest(count: number, facts: Partial<Digest> = {}): Digest {
  return {
    edition: 'daily',
    from: '2026-06-30',
    to: '2026-06-30',
    entries: Array.from({ length: count }, (_, at) => entry(at + 1)),
    papers: 45,
    themes: [],
    roseLate: [],
    ...facts,
  };
}

const texts = ({ messages, thread }: ReturnType<typeof renderDigest>) =>
  [...messages, ...(thread?.messages ?? [])].map((message) => plainText(message));

describe('a daily digest', () => {
  it('in cards says what it is, of which day, how many of how many, and each paper with why it is there', () => {
    const [text = ''] = texts(renderDigest(digest(2), 'cards'));
    expect(text.split('\n\n')).toEqual([
      'Daily papers · Tuesday, 30 June 2026',
      '2 of 45 papers that were listed.',
      [
        '1. Paper 1 on a Subject',
        '   Example Lab · ▲ 99 upvotes',
        '   Sentence 1 says what it is.',
        '   on robots',
        '2. Paper 2 on a Subject',
        '   Example Lab · ▲ 98 upvotes',
        '   Sentence 2 says what it is.',
        '   on robots',
      ].join('\n'),
      'The line of each paper is a sentence of its abstract.',
    ]);
  });

  it('each card can be summarised, compared with similar ones, read and opened', () => {
    const { messages } = renderDigest(digest(1), 'cards');
    const cards = messages[0]?.blocks.flatMap((block) => (block.kind === 'cards' ? block.items : [])) ?? [];
    const labels = cards[0]?.actions.map((action) => (action.kind === 'button' ? textIn(action.label) : ''));
    expect(labels).toEqual(['Summarize', 'Similar', 'Abstract', 'Open']);
  });

  it('of several days has the day of each paper', () => {
    const [text = ''] = texts(renderDigest(digest(1, { from: '2026-06-26' }), 'cards'));
    expect(text).toMatch(/^Daily papers · 26\s–\s30 June 2026\n/);
    expect(text).toContain('Example Lab · 2026-06-30 · ▲ 99 upvotes');
  });

  it('compact is one message, in which one paper can be chosen for a summary', () => {
    const { messages, thread } = renderDigest(digest(25), 'compact');
    expect(messages).toHaveLength(1);
    expect(thread).toBeUndefined();
    const [action] = messages[0]?.actions ?? [];
    expect(action).toMatchObject({ kind: 'select', command: 'summarize', option: 'paper', do: 'run' });
    expect(action?.kind === 'select' && action.choices).toHaveLength(25);
  });

  it('in a thread is a headline, and the papers below it', () => {
    const { messages, thread } = renderDigest(digest(6), 'thread');
    const [headline, inside] = [plainText(messages[0] as Message), plainText(thread?.messages[0] as Message)];
    expect(textIn(thread?.name ?? '')).toBe('Daily papers · Tuesday, 30 June 2026');
    expect(headline).toContain('Paper 3 on a Subject');
    expect(headline).not.toContain('Paper 4 on a Subject');
    expect(headline).toContain('All of them, with what they are about, are in the thread.');
    for (let number = 1; number <= 6; number++) expect(inside).toContain(`Sentence ${number} says what it is.`);
  });

  it('says by whom the lines are', () => {
    const by = (...written: boolean[]) =>
      texts(renderDigest(digest(0, { entries: written.map((one, at) => entry(at, { written: one })) }), 'cards'))[0];
    expect(by(true, true)).toContain('was written by a language model and checked');
    expect(by(false, true)).toContain('Some lines were written by a language model');
    expect(by(false)).not.toContain('language model');
  });

  it.each([
    ['no-listing', {}, 'Nothing was listed on Tuesday, 30 June 2026.'],
    ['no-listing', { from: '2026-06-27' }, 'Nothing was listed in these days: 27 – 30 June 2026.'],
    ['nothing-fits', {}, '45 papers were listed, and none of them fits what is chosen here.'],
    ['all-posted-before', {}, 'Every paper that fits was posted here before.'],
  ] as const)('without papers says why in one line: %s', (empty, facts, line) => {
    for (const style of ['cards', 'compact', 'thread'] as const) {
      const { messages, thread } = renderDigest(digest(0, { empty, ...facts }), style);
      expect(thread).toBeUndefined();
      expect(messages.map((message) => plainText(message).replace(/\s–\s/g, ' – '))).toEqual([
        expect.stringMatching(new RegExp(`\\n\\n${line.replace(/[.]/g, '\\.')}$`)),
      ]);
    }
  });
});

describe('on Discord', () => {
  const long = Array.from({ length: 25 }, (_, at) =>
    entry(at + 1, {
      paper: paper({
        id: `arxiv:2606.${String(at + 1).padStart(5, '0')}`,
        title: `Very Long Title ${at} `.repeat(12),
        organisation: 'An Organisation with a Name that Does Not End '.repeat(4),
        authors: ['Ada Lovelace'],
        listedOn: '2026-06-30',
        upvotes: 1_000 + at,
      }),
      line: 'This sentence says what it is and goes on for a while. '.repeat(10),
      reasons: [say('on {topics}', { topics: 'robots and video' }), say('most upvoted of the day')],
    }),
  );

  it.each(['cards', 'compact', 'thread'] as const)('twenty-five papers with long titles fit as %s', (style) => {
    const { messages, thread } = renderDigest(digest(0, { entries: long }), style);
    for (const message of [...messages, ...(thread?.messages ?? [])].flatMap(pagesOf)) {
      const isCards = message.blocks.some(({ kind }) => kind === 'cards');
      expect(isCards).toBe(hasCards(message));
      if (isCards) continue;
      const { parts, rest } = render(messageIn(message), NO_COMMANDS);
      expect(rest).toBeUndefined();
      for (const part of parts) expect(part.length).toBeLessThanOrEqual(2_000);
    }
  });
});

describe('a preview', () => {
  it.each(['cards', 'compact', 'thread'] as DigestStyle[])('is one message for the asker only, as %s', (style) => {
    const message = renderPreview(digest(8), { style }, 5);
    expect(message.private).toBe(true);
    const cards = message.blocks.flatMap((block) => (block.kind === 'cards' ? block.items : []));
    expect(cards.length).toBeLessThanOrEqual(5);
    if (style === 'cards') expect(plainText(message)).toContain('3 more papers would follow.');
    if (style === 'thread') expect(plainText(message)).toContain('1 more message would follow.');
  });

  it('where there is no limit shows all of it', () => {
    const text = plainText(renderPreview(digest(8), { style: 'thread' }));
    for (let number = 1; number <= 8; number++) expect(text).toContain(`Sentence ${number} says what it is.`);
  });
});

describe('in another language', () => {
  const GERMAN: Catalogue = {
    language: 'de',
    translate: (english) => (english === 'Daily papers · {days}' ? 'Papiere · {days}' : undefined),
  };

  it('days are written as the language writes them', () => {
    const [first] = renderDigest(digest(1), 'cards').messages;
    expect(plainText(messageIn(first as Message, GERMAN))).toMatch(/^Papiere · Dienstag, 30\. Juni 2026\n/);
  });
});
