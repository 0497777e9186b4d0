import { describe, expect, test } from 'vitest';
import type { Paper } from '../../src/domain/paper.ts';
import { readJsonLines } from '../../src/sources/jsonl.ts';

const read = (text: string) => readJsonLines(text, 'papers.jsonl');
const line = (facts: Record<string, unknown>) =>
  JSON.stringify({ title: 'A Title', abstract: 'An abstract.', ...facts });

const full: Paper = {
  id: 'arxiv:2401.10000',
  title: 'A Title',
  abstract: 'An abstract.',
  authors: ['Ada Lovelace'],
  organisation: 'The Lab',
  publishedAt: '2024-01-31',
  listedOn: '2024-02-01',
  upvotes: 4,
  comments: 0,
  links: { code: 'https://github.com/example/loopback', project: 'https://example.org' },
  source: 'jsonl',
  withdrawn: true,
};

describe('a paper a line', () => {
  test('needs a title and an abstract, and is then known by its title', () => {
    expect(read(line({}))).toEqual({
      label: 'papers.jsonl',
      records: 1,
      skipped: [],
      papers: [
        {
          id: expect.stringMatching(/^title:/),
          title: 'A Title',
          abstract: 'An abstract.',
          authors: [],
          links: {},
          source: 'jsonl',
          withdrawn: false,
        },
      ],
    });
  });

  test('that is a paper as JSON is read as it was', () => {
    expect(read(JSON.stringify(full)).papers).toEqual([full]);
    const [titled] = read(line({ authorCount: 5 })).papers;
    expect(titled && read(JSON.stringify(titled)).papers).toEqual([titled]);
  });

  test.each(['2401.10000', 'arxiv:2401.10000', 'arXiv:2401.10000v2'])('may name its id as %s', (id) => {
    expect(read(line({ id })).papers[0]?.id).toBe('arxiv:2401.10000');
  });

  test('of the sample stays a sample; every other source becomes ours', () => {
    expect(read(line({ source: 'sample' })).papers[0]?.source).toBe('sample');
    expect(read(line({ source: 'arxiv' })).papers[0]?.source).toBe('jsonl');
  });

  test('may leave fields empty with null, and may have fields that we do not know', () => {
    expect(read(line({ upvotes: null, listedOn: null, links: null, mood: 'fine' }))).toMatchObject({
      records: 1,
      skipped: [],
    });
  });

  test('counts once when it is there twice', () => {
    expect(read([line({ upvotes: 1 }), line({ upvotes: 2 })].join('\n'))).toMatchObject({
      records: 2,
      papers: [{ upvotes: 2 }],
    });
  });
});

describe('a line that cannot be read', () => {
  test.each([
    ['{"title": "cut', 'no valid JSON'],
    ['[]', 'expected object'],
    ['"text"', 'expected object'],
    [line({ title: ' ' }), 'title'],
    [line({ abstract: undefined }), 'abstract'],
    [line({ id: 'isbn:1' }), 'id: is no arXiv identifier'],
    [line({ listedOn: '2026-02-30' }), 'listedOn: is no day'],
    [line({ upvotes: -1 }), 'upvotes'],
    [line({ authors: 'Ada' }), 'authors'],
    [line({ links: { code: 'javascript:alert(1)' } }), 'links.code: is no web address'],
  ])('is named with its number and the reason, and the others stay: %s', (bad, reason) => {
    const batch = read([line({}), bad, line({ title: 'Other' })].join('\n'));
    expect(batch.papers.map(({ title }) => title)).toEqual(['A Title', 'Other']);
    expect(batch.skipped).toEqual([{ where: 'papers.jsonl line 2', reason: expect.stringContaining(reason) }]);
  });

  test('is not one that is empty, ends as on Windows or begins with a byte order mark', () => {
    const batch = read(`\uFEFF${line({})}\r\n\r\n  \r\n${line({ title: 'Other' })}\r\n`);
    expect(batch).toMatchObject({ records: 2, skipped: [] });
  });
});
