import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SourceFault } from '../../src/domain/errors.ts';
import { readPageExport } from '../../src/sources/page-export.ts';
import { sharedData } from '../shared-data.ts';
import { abstract, LONG_HEADER, LONG_PAGE, SHORT_PAGE } from './pages.ts';

const today = '2026-07-01';
const read = (text: string, day = today) => readPageExport(text, 'page', { today: day });
const titles = (text: string) => read(text).papers.map(({ title }) => title);

describe('the short layout', () => {
  test('is titles and abstracts in turn, the first title fused to a button', () => {
    const batch = read(SHORT_PAGE);
    expect(batch).toMatchObject({ label: 'page', records: 2, skipped: [] });
    expect(batch.papers).toEqual([
      {
        id: expect.stringMatching(/^title:[0-9a-f]{16}$/),
        title: 'First Title: With a Colon',
        abstract: abstract('First'),
        authors: [],
        links: {},
        source: 'page-export',
        withdrawn: false,
      },
      expect.objectContaining({ title: 'Second Title*' }),
    ]);
  });

  test('may lack its last line break, begin with a byte order mark and end its lines as on Windows', () => {
    expect(read(SHORT_PAGE.trimEnd())).toEqual(read(SHORT_PAGE));
    expect(read(`\uFEFF${SHORT_PAGE.replaceAll('\n', '\r\n')}`)).toEqual(read(SHORT_PAGE));
  });

  test('a missing abstract or title costs one paper, and the reading goes on', () => {
    const lines = SHORT_PAGE.split('\n');
    const noAbstract = read([...lines.toSpliced(3, 1), 'Third', abstract('Third')].join('\n'));
    expect(noAbstract.papers.map(({ title }) => title)).toEqual(['Second Title*', 'Third']);
    expect(noAbstract.skipped).toEqual([{ where: 'page line 3', reason: 'a title without an abstract' }]);
    const noTitle = read([...lines.toSpliced(4, 1), 'Third', abstract('Third')].join('\n'));
    expect(noTitle.papers.map(({ title }) => title)).toEqual(['First Title: With a Colon', 'Third']);
    expect(noTitle.skipped).toEqual([{ where: 'page line 5', reason: 'an abstract without a title' }]);
  });
});

describe('the long layout', () => {
  test('knows authors or organisation, date and comments, where they are given', () => {
    const batch = read(LONG_PAGE);
    expect(batch).toMatchObject({ records: 4, skipped: [] });
    const [counted, bare, organised, quiet] = batch.papers;
    expect(counted).toMatchObject({ title: 'Counted Authors', authorCount: 1, publishedAt: '2026-01-26', comments: 3 });
    expect(bare).toEqual({
      id: expect.any(String),
      title: 'No Details',
      abstract: abstract('Bare'),
      authors: [],
      links: {},
      source: 'page-export',
      withdrawn: false,
    });
    expect(organised).toMatchObject({ organisation: 'The Example Lab', publishedAt: '2025-09-04', comments: 12 });
    expect(organised).not.toHaveProperty('authorCount');
    expect(quiet).toMatchObject({ authorCount: 14, publishedAt: '2020-12-09', comments: 0 });
  });

  test.each([
    ['2026-07-01', '2026-01-26'],
    ['2026-02-02', '2026-01-26'],
    ['2026-02-01', '2025-01-26'],
  ])('read on %s, a date without a year is %s: the page’s day is the latest one not after today', (day, expected) => {
    expect(read(LONG_PAGE, day).papers[0]?.publishedAt).toBe(expected);
  });

  test('a page of 29 February is of a leap year', () => {
    const page = LONG_PAGE.replace('Feb 2\n', 'Feb 29\n');
    expect(read(page, '2026-07-01').papers[0]?.publishedAt).toBe('2024-01-26');
  });

  test('a day that does not exist is left out, and the paper stays', () => {
    const paper = read(LONG_PAGE.replace('Sep 4, 2025', 'Sep 31, 2025')).papers[2];
    expect(paper).toMatchObject({ title: 'An Organisation', comments: 12 });
    expect(paper).not.toHaveProperty('publishedAt');
  });

  test('details that belong to no paper are named with their line', () => {
    const page = [...LONG_HEADER, '  • 2 authors\n·\nJan 1, 2026', 'Title', abstract('Whole'), ''].join('\n\n');
    expect(read(page).skipped).toEqual([{ where: 'page line 13', reason: 'details without a paper' }]);
    expect(titles(page)).toEqual(['Title']);
  });
});

describe('a page that was cut', () => {
  test.each([
    ['in a title', '\n\nHalf a Ti', 'the page is cut off in or after this title'],
    ['in an abstract', `\n\nTitle\n\n${abstract('Half').slice(0, -9)}`, 'its abstract is cut off'],
    ['between two sentences', `\n\nTitle\n\n${abstract('Half')}`, 'its abstract is cut off'],
  ])('%s keeps what is whole and says the rest', (_, end, reason) => {
    const batch = read(LONG_PAGE + end);
    expect(batch.records).toBe(4);
    expect(batch.skipped).toEqual([{ where: expect.stringMatching(/^page line \d+$/), reason }]);
  });

  test.each(['  • 3 auth', '  • 3 authors', '  • 3 authors\n·', '  • 3 authors\n·\nSep 4, 20', 'lab The Lab\n·\nSe'])(
    'in the details "%s" keeps the paper and says so',
    (details) => {
      const batch = read(`${LONG_PAGE}\n\nTitle\n\n${abstract('Whole')}\n\n${details}`);
      expect(batch.papers.at(-1)).toMatchObject({ title: 'Title' });
      expect(batch.papers.at(-1)).not.toHaveProperty('publishedAt');
      expect(batch.skipped).toEqual([expect.objectContaining({ reason: 'these details are cut off' })]);
    },
  );

  test('after "Sep 4" has no date rather than a wrong one', () => {
    const batch = read(`${LONG_PAGE}\n\nTitle\n\n${abstract('Whole')}\n\n  • 3 authors\n·\nSep 4`);
    expect(batch.papers.at(-1)).not.toHaveProperty('publishedAt');
  });

  test.each([
    ['short', SHORT_PAGE],
    ['long', LONG_PAGE],
  ])('at any byte, in the %s layout, never throws, never invents and is never silent', (_, page) => {
    const bytes = Buffer.from(page);
    const whole = new Map(read(page).papers.map((paper) => [paper.title, paper]));
    for (let length = 0; length < bytes.length; length++) {
      const batch = read(bytes.subarray(0, length).toString());
      expect(batch.papers.length + batch.skipped.length).toBeGreaterThan(0);
      for (const paper of batch.papers) {
        const known = whole.get(paper.title);
        expect(known?.abstract.startsWith(paper.abstract)).toBe(true);
        for (const field of ['publishedAt', 'authorCount', 'organisation'] as const) {
          const full = known?.[field];
          if (field === 'organisation' && typeof full === 'string') expect(full).toContain(paper.organisation ?? '');
          else expect([undefined, full]).toContain(paper[field]);
        }
      }
    }
  });
});

describe('what is no page', () => {
  test.each(['Dear reader,\n\nhello', '<html></html>', '{"title": "x"}', 'Subscribe to us\nnow', 'Feb 2\n\nTitle'])(
    'is refused with what to do: %s',
    (text) => {
      expect(() => read(text)).toThrow(SourceFault);
      expect(() => read(text)).toThrow(expect.objectContaining({ help: expect.stringContaining('as text') }));
    },
  );
});

const folder = sharedData('seeds');

describe.skipIf(!folder)('the five exported pages', () => {
  const names = folder ? readdirSync(folder).filter((name) => name.endsWith('.txt')) : [];
  const bytesOf = (name: string) => readFileSync(join(folder ?? '', name));

  test('hold 679 records of 601 papers, and nothing is left over', () => {
    const batches = names.map((name) => read(bytesOf(name).toString()));
    expect(batches.map(({ records }) => records)).toEqual([47, 267, 216, 83, 66]);
    expect(batches.flatMap(({ skipped }) => skipped)).toEqual([]);
    expect(new Set(batches.flatMap(({ papers }) => papers.map(({ id }) => id))).size).toBe(601);
    expect(new Set(batches.flatMap(({ papers }) => papers.map(({ title }) => title))).size).toBe(601);
  });

  test('name their ten organisations, and date all papers with details', () => {
    const papers = ['000', '004'].flatMap((start) => {
      const name = names.find((one) => one.startsWith(start)) ?? '';
      return read(bytesOf(name).toString()).papers;
    });
    const organisations = papers.flatMap(({ organisation }) => organisation ?? []);
    expect(organisations.toSorted()).toEqual([
      'AI at Meta',
      'AI at Meta',
      'Apple',
      'CLAIN-WHU',
      'Google',
      'Google',
      'Google',
      'Meta AI',
      'Tencent',
      'Tencent',
    ]);
    expect(papers.filter(({ publishedAt }) => publishedAt === undefined)).toHaveLength(2);
    expect(papers.filter(({ publishedAt }) => publishedAt?.startsWith('2026'))).toHaveLength(9);
  });

  test.each(names)('%s, cut anywhere, keeps what is whole', (name) => {
    const bytes = bytesOf(name);
    const whole = new Map(read(bytes.toString()).papers.map(({ title, abstract: text }) => [title, text]));
    for (let length = 0; length < bytes.length; length += 2003) {
      const batch = read(bytes.subarray(0, length).toString());
      expect(batch.papers.length + batch.skipped.length).toBeGreaterThan(0);
      expect(batch.skipped.length).toBeLessThanOrEqual(1);
      const last = batch.papers.at(-1);
      if (last) expect(whole.get(last.title)?.startsWith(last.abstract)).toBe(true);
      for (const paper of batch.papers.slice(0, -1)) expect(whole.get(paper.title)).toBe(paper.abstract);
    }
  });
});
