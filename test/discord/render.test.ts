import { describe, expect, it } from 'vitest';
import { render } from '../../src/discord/render.ts';
import type { Block } from '../../src/domain/message.ts';

const commandIds = new Map([['ask', '1234567890']]);
const shown = (...blocks: readonly Block[]) => render({ status: 'ok', blocks }, commandIds);
const only = (...blocks: readonly Block[]) => shown(...blocks).parts.join('\n=====\n');
const paragraph = (...line: Extract<Block, { kind: 'paragraph' }>['line']): Block => ({ kind: 'paragraph', line });

describe('every kind of block has its look', () => {
  it('an answer with citations, sources and a note', () => {
    const answer = only(
      paragraph(
        'Search helps on hard questions ',
        { kind: 'citation', number: 1, url: 'https://arxiv.org/abs/2503.05592' },
        '. ',
        'Not on easy ones ',
        { kind: 'citation', number: 2 },
        '.',
      ),
      {
        kind: 'sources',
        items: [
          {
            number: 1,
            line: [
              { kind: 'link', text: 'R1-Searcher [v2]', url: 'https://arxiv.org/abs/2503.05592' },
              ' · 7 Mar 2025',
            ],
          },
          { number: 2, line: ['A paper without an address'] },
        ],
      },
      {
        kind: 'note',
        line: [
          'Written by extraction. Try ',
          { kind: 'command', name: 'ask' },
          ' or ',
          { kind: 'command', name: 'help' },
          '.',
        ],
      },
    );
    expect(answer).toBe(
      String.raw`Search helps on hard questions [[1]](<https://arxiv.org/abs/2503.05592>). Not on easy ones [2].
-# [1] [R1-Searcher \[v2\]](<https://arxiv.org/abs/2503.05592>) · 7 Mar 2025
-# [2] A paper without an address
-# Written by extraction. Try </ask:1234567890> or ${'`/help`'}.`,
    );
  });

  it('headings, strong, emphasis, code', () => {
    const text = only(
      { kind: 'heading', line: ['Two *papers*'] },
      paragraph(
        { kind: 'strong', text: 'Bold *move* ' },
        'and ',
        { kind: 'emphasis', text: 'soft' },
        ', ',
        { kind: 'code', text: 'x = `1`' },
        ' ',
        { kind: 'code', text: 'a_b' },
      ),
    );
    expect(text).toBe(String.raw`## Two \*papers\*
**Bold \*move\*** and *soft*, ${'`` x = `1` `` `a_b`'}`);
  });

  it('lists and quotes', () => {
    const text = only(
      paragraph('Both say:'),
      { kind: 'list', items: [['# one'], ['two\nlines']] },
      { kind: 'list', ordered: true, items: [['first'], ['second']] },
      { kind: 'quote', line: ['We find\n> that it helps.'] },
    );
    expect(text).toBe(String.raw`Both say:
- \# one
- two lines

1. first
2. second

> We find
> \> that it helps.`);
  });

  it('a narrow table is a code block of aligned columns', () => {
    const text = only({
      kind: 'table',
      columns: ['Paper', 'Votes'],
      rows: [
        [['R1 ', { kind: 'citation', number: 1 }], ['41']],
        [['日本'], ['7 `x`']],
      ],
    });
    expect(text).toBe(['```', 'Paper   Votes', '──────  ─────', 'R1 [1]  41', '日本    7 `x`', '```'].join('\n'));
  });

  it('a wide table is a small list for each row', () => {
    const long = 'a finding that takes more room than a telephone has beside anything else';
    const text = only({
      kind: 'table',
      columns: ['Paper', 'Finding', 'Data'],
      rows: [
        [['First'], [long, ' ', { kind: 'citation', number: 1, url: 'https://arxiv.org/abs/1' }], ['A']],
        [[{ kind: 'link', text: 'Second', url: 'https://arxiv.org/abs/2' }], ['not in the abstract'], ['B']],
      ],
    });
    expect(text).toBe(`**First**
- Finding: ${long} [[1]](<https://arxiv.org/abs/1>)
- Data: A

[Second](<https://arxiv.org/abs/2>)
- Finding: not in the abstract
- Data: B`);
  });

  it('a message with nothing in it still says something', () => {
    expect(only()).toBe('-# There is nothing to show.');
    expect(only(paragraph('\u200B'), { kind: 'list', items: [] })).toBe('-# There is nothing to show.');
  });
});

describe('links lead where we say', () => {
  const link = (text: string, url: string) => only(paragraph('see ', { kind: 'link', text, url }));

  it('only to the web, otherwise their text stays', () => {
    expect(link('here', 'javascript:alert(1)')).toBe('see here');
    expect(link('here', 'not an address')).toBe('see here');
  });

  it('nothing in an address ends it early', () => {
    expect(link('x', 'https://a.example/(b)>c d')).toBe('see [x](<https://a.example/%28b%29%3Ec%20d>)');
  });

  it('an address is not hidden behind another', () => {
    expect(link('https://good.example', 'https://a.example/')).toBe('see <https://a.example/>');
  });

  it('a bracket that is never closed does not break the link', () => {
    expect(link('a ] b [ c', 'https://a.example/')).toBe('see [a ) b ( c](<https://a.example/>)');
  });
});

it('marks that touch each other are not confused', () => {
  const text = only(
    paragraph({ kind: 'strong', text: 'a' }, { kind: 'strong', text: 'b' }, { kind: 'emphasis', text: 'c' }),
  );
  expect(text).toBe('**ab**c');
});

it('more than four messages become three and a file with all the rest', () => {
  const blocks = Array.from({ length: 10 }, (_, index) => paragraph(`${index} ${'word '.repeat(300)}`));
  const { parts, rest } = shown(...blocks);
  expect(parts).toHaveLength(4);
  expect(parts[3]).toBe('-# The rest is long, so it is in the attached file.');
  const words = [...parts.slice(0, 3), rest].join(' ').split(/\s+/);
  expect(words).toEqual(blocks.flatMap((_, index) => [`${index}`, ...Array(300).fill('word')]));
});
