import { describe, expect, test } from 'vitest';
import { mergePapers, samePaper } from '../../src/domain/merge-papers.ts';
import { batchOf, dayFrom, oneLine, paperFrom, webAddress } from '../../src/sources/record.ts';

describe('text from a source', () => {
  test.each([
    ['  two\n\t lines\u00a0here ', 'two lines here'],
    ['a\0b\u0007c', 'a b c'],
    ['half \ud83d a smile', 'half \ufffd a smile'],
    [
      String.raw`$I^2$ {\Delta} 5\% **bold** <analyze> pass@k`,
      String.raw`$I^2$ {\Delta} 5\% **bold** <analyze> pass@k`,
    ],
  ])('%j becomes %j', (text, expected) => {
    expect(oneLine(text)).toBe(expected);
  });

  test.each([
    ['2026-06-30T01:02:03.000Z', '2026-06-30'],
    ['2026-06-30', '2026-06-30'],
    ['2026-02-30T00:00:00Z', undefined],
    ['June 30', undefined],
    [null, undefined],
  ])('%s has the day %s', (timestamp, day) => {
    expect(dayFrom(timestamp)).toBe(day);
  });

  test.each([
    [' https://example.org/a ', 'https://example.org/a'],
    ['HTTP://example.org', 'HTTP://example.org'],
    ['https://', undefined],
    ['ftp://example.org', undefined],
    ['example.org', undefined],
  ])('%s is the address %s', (text, address) => {
    expect(webAddress(text)).toBe(address);
  });
});

describe('a record', () => {
  test('is named by its title when its id is none of arXiv’s', () => {
    expect(paperFrom({ arxivId: 'abc', title: 'T', source: 'hugging-face' }).id).toMatch(/^title:/);
  });

  test('read twice is the same paper: nothing changes', () => {
    const facts = { title: 'T', source: 'page-export', authorCount: 9, comments: 0, organisation: ' ' } as const;
    for (const paper of [paperFrom(facts), paperFrom({ ...facts, authors: ['A', ' ', 'B'] })]) {
      expect(samePaper(mergePapers(paper, paper), paper)).toBe(true);
      expect(batchOf('file', [paper, paper], [])).toEqual({ label: 'file', papers: [paper], skipped: [], records: 2 });
    }
  });
});
