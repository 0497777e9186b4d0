import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/console/display-width.ts';
import { escapeText } from '../../src/console/escape.ts';
import { renderMessage } from '../../src/console/render.ts';
import { wantsColours } from '../../src/console/style.ts';
import type { Block, Line, Message } from '../../src/domain/message.ts';

const lorem = 'A model that may search should do so only when it is unsure, for every search costs time';

/** Every kind of block and span. */
const everything: Block[] = [
  { kind: 'heading', line: ['When to search'] },
  {
    kind: 'paragraph',
    line: [
      `${lorem} `,
      { kind: 'citation', number: 1, url: 'https://arxiv.org/abs/2501.00001' },
      { kind: 'citation', number: 2 },
      '. It is called ',
      { kind: 'strong', text: 'adaptive retrieval' },
      ', or ',
      { kind: 'emphasis', text: 'searching on demand' },
      ', and ',
      { kind: 'code', text: 'search()' },
      ' is its tool; see ',
      { kind: 'link', text: 'the paper', url: 'https://arxiv.org/abs/2501.00001' },
      ' and ',
      { kind: 'link', text: 'https://arxiv.org', url: 'https://arxiv.org/' },
      '.',
    ],
  },
  { kind: 'quote', line: [`${lorem}.`] },
  { kind: 'list', items: [['first ', { kind: 'citation', number: 1 }], [lorem]] },
  { kind: 'list', ordered: true, items: Array.from({ length: 10 }, (_, index): Line => [`entry ${index + 1}`]) },
  {
    kind: 'table',
    columns: ['paper', 'trained with', 'figure'],
    rows: [
      [
        ['R1-Searcher'],
        ['reinforcement learning in two stages, without distillation ', { kind: 'citation', number: 1 }],
        ['48%'],
      ],
      [[{ kind: 'strong', text: '检索模型' }], ['🎉 emoji and 漢字'], []],
    ],
  },
  {
    kind: 'sources',
    items: [
      {
        number: 1,
        line: [{ kind: 'link', text: 'Knowing When to Look', url: 'https://arxiv.org/abs/2501.00001' }, ', 2025'],
      },
      { number: 12, line: [lorem] },
    ],
  },
  { kind: 'note', line: ['Written by extraction. Try ', { kind: 'command', name: 'compare' }, ' next.'] },
];

const message: Message = { status: 'answered', blocks: everything };

const hostile = [
  [
    'an ANSI bomb',
    '\u001b[2J\u001b[H\u001b[31m'.repeat(500) +
      '\u009b31mred\u001b]0;title\u0007\u001b]8;;https://evil.example\u001b\\x',
  ],
  ['ten thousand letters without a space', 'x'.repeat(10_000)],
  ['ten thousand characters of words', 'word '.repeat(2_000)],
  ['bidirectional overrides', 'safe\u202Egnp.exe\u2066a\u2069\u200F'],
  ['right to left', 'نموذج يبحث عند الحاجة فقط '.repeat(40)],
  ['zero-width characters', 'a\u200Bb\u2060c\uFEFFd\u00ADe\u{E0041}f'.repeat(100)],
  ['emoji', '👩‍👩‍👧‍👦🇩🇪👍🏽❤️1️⃣🎉'.repeat(60)],
  ['Chinese', '模型何时应该搜索？它只在不确定时搜索。'.repeat(60)],
  ['accents upon accents', `e${'\u0301'.repeat(300)}`],
  ['half a surrogate pair', 'a\ud800b'],
  ['line breaks', 'one\ntwo\r\nthree\u2028four\tfive\0'],
] as const;

/** Every text in every kind of block. */
function everywhere(text: string): Message {
  const line: Line = [
    text,
    { kind: 'link', text, url: `https://example.org/${text}` },
    { kind: 'citation', number: 7 },
  ];
  const lines = [line, [{ kind: 'code', text }] satisfies Line];
  return {
    status: 'failed',
    blocks: [
      { kind: 'heading', line },
      { kind: 'paragraph', line },
      { kind: 'quote', line },
      { kind: 'list', items: lines },
      {
        kind: 'table',
        columns: ['a', text, 'c'],
        rows: [
          [...lines, ['x']],
          [['y'], ['y'], ['y']],
        ],
      },
      { kind: 'table', columns: Array.from({ length: 9 }, () => text), rows: [lines] },
      { kind: 'sources', items: lines.map((item, index) => ({ number: index + 1, line: item })) },
      { kind: 'note', line },
    ],
  };
}

const ESCAPE = '\u001b';
const OWN_CODES = new RegExp(String.raw`${ESCAPE}\[[\d;]*m|${ESCAPE}\]8;;[\x20-\x7e]*?${ESCAPE}\\`, 'g');

describe('a message on the terminal', () => {
  it.each([80, 40])('looks so in plain text, %i columns wide', async (width) => {
    const text = renderMessage(message, { width, colours: false });
    await expect(`${text}\n`).toMatchFileSnapshot(`golden/plain-${width}.txt`);
  });

  it('looks so in colour', async () => {
    const text = renderMessage(message, { width: 80, colours: true });
    await expect(`${text.replaceAll('\u001b', '␛')}\n`).toMatchFileSnapshot('golden/colour-80.txt');
  });

  it('says the same in colour as in plain text, addresses and backticks aside', () => {
    const blocks = everything.filter(({ kind }) => !['paragraph', 'sources'].includes(kind));
    const [plain, colour] = [false, true].map((colours) =>
      renderMessage({ status: 'ok', blocks }, { width: 60, colours }),
    );
    expect(colour?.replace(OWN_CODES, '')).toBe(plain);
    expect(colour).not.toBe(plain);
  });

  it('has colours on a terminal only, and not when they were declined', () => {
    expect(wantsColours({ isTTY: true }, false)).toBe(true);
    expect(wantsColours({ isTTY: true }, true)).toBe(false);
    expect(wantsColours({}, false)).toBe(false);
  });

  it('breaks a word that is wider than its cell after a hyphen, where it has one', () => {
    const columns = ['a', 'b', 'c'];
    const cell = (text: string): Line => [`${text} `, { kind: 'citation', number: 1 }];
    const rows = [['knowledge-intensive', 'x'.repeat(40), 'y'.repeat(40)].map(cell)];
    const text = renderMessage(
      { status: 'ok', blocks: [{ kind: 'table', columns, rows }] },
      { width: 66, colours: false },
    );
    expect(text).toMatch(/│ knowledge- +│/);
    expect(text).toMatch(/│ intensive \[1\] +│/);
  });

  it('never parts a citation from the word before it', () => {
    const line: Line = [
      'It is so',
      { kind: 'citation', number: 1 },
      ' and ',
      'thus ',
      { kind: 'citation', number: 2 },
      ', see?',
    ];
    for (let width = 20; width < 40; width += 1) {
      const text = renderMessage({ status: 'ok', blocks: [{ kind: 'paragraph', line }] }, { width, colours: false });
      expect(text).toContain('so[1]');
      expect(text).toContain('thus [2],');
    }
  });

  it('breaks Chinese between characters, but never before a full stop', () => {
    const line = ['模型何时应该搜索？它只在不确定时搜索。'];
    const text = renderMessage({ status: 'ok', blocks: [{ kind: 'paragraph', line }] }, { width: 20, colours: false });
    expect(text.split('\n')).toEqual(['模型何时应该搜索？它', '只在不确定时搜索。']);
    const stop = renderMessage(
      { status: 'ok', blocks: [{ kind: 'paragraph', line: ['模型何时应该搜索确定。'] }] },
      { width: 20, colours: false },
    );
    expect(stop.split('\n')).toEqual(['模型何时应该搜索确', '定。']);
  });

  it('shows a table that is too wide for a box as records', () => {
    const columns = ['one', 'two', 'three', 'four'];
    const rows = [columns.map((name) => [`the ${name} cell of a row`]), columns.map(() => ['x'])];
    const text = renderMessage(
      { status: 'ok', blocks: [{ kind: 'table', columns, rows }] },
      { width: 40, colours: false },
    );
    expect(text.split('\n').slice(0, 6)).toEqual([
      'one: the one cell of a row',
      'two: the two cell of a row',
      'three: the three cell of a row',
      'four: the four cell of a row',
      '',
      'one: x',
    ]);
  });

  it('makes no link of an address that a browser should not open', () => {
    const line: Line = [{ kind: 'link', text: 'click', url: 'javascript:alert(1)' }];
    for (const colours of [true, false]) {
      expect(renderMessage({ status: 'ok', blocks: [{ kind: 'paragraph', line }] }, { width: 80, colours })).toBe(
        'click',
      );
    }
  });
});

describe('text from outside cannot harm the terminal', () => {
  it.each(hostile)('%s', (_name, text) => {
    for (const width of [20, 33, 80]) {
      for (const colours of [true, false]) {
        const rendered = renderMessage(everywhere(text), { width, colours });
        const bare = colours ? rendered.replace(OWN_CODES, '') : rendered;
        expect(bare.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}]/u);
        const widest = Math.max(...bare.split('\n').map(displayWidth));
        expect(widest).toBeLessThanOrEqual(width);
      }
    }
  });

  it('a box around emoji and Chinese stays straight', () => {
    const cells = ['🎉', '👩‍👩‍👧‍👦', '🇩🇪 flag', '漢字', 'é', 'plain', '❤️', 'ｆｕｌｌ'];
    const rows = cells.map((cell) => [[cell], ['x']]);
    const text = renderMessage(
      { status: 'ok', blocks: [{ kind: 'table', columns: ['cell', 'x'], rows }] },
      { width: 40, colours: false },
    );
    expect(new Set(text.split('\n').map(displayWidth)).size).toBe(1);
  });

  it('keeps what can be read', () => {
    expect(escapeText('\u001b[31mred\u001b[0m na\u0308ive 漢字 ✓ e\u200Bx')).toBe('red na\u0308ive 漢字 ✓ ex');
  });

  it.each([
    ['plain', 5],
    ['漢字', 4],
    ['e\u0301', 1],
    ['🎉', 2],
    ['🇩🇪', 2],
    ['👍🏽', 2],
    ['✓', 1],
    ['…', 1],
    ['ｆ', 2],
    ['각', 2],
  ])('%s fills %i columns', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});
