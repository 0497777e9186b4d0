import { describe, expect, it, test } from 'vitest';
import { mergePapers, samePaper } from '../../src/domain/merge-papers.ts';
import type { Paper } from '../../src/domain/paper.ts';
import { paper, shuffled } from '../doubles/paper.ts';

const page = paper({ title: 'One paper', source: 'page-export', organisation: 'Example', authorCount: 3, comments: 4 });
const listed = paper({
  id: 'arxiv:2401.00001',
  title: 'One Paper',
  abstract: 'As listed.',
  authors: ['Ada', 'Alan'],
  organisation: 'Example Lab',
  publishedAt: '2024-01-02',
  listedOn: '2024-01-09',
  upvotes: 7,
  comments: 2,
  links: { code: 'https://example.org/a' },
});
const arxiv = paper({
  id: 'arxiv:2401.00001',
  title: 'One paper!',
  abstract: 'From arXiv.',
  authors: ['Ada', 'Alan', 'Grace'],
  publishedAt: '2024-01-01',
  source: 'arxiv',
});
const again = {
  ...listed,
  abstract: 'As listed, longer.',
  listedOn: '2024-01-08',
  upvotes: 5,
  links: { project: 'https://example.org' },
};
const own = paper({
  id: 'arxiv:2401.00001',
  title: 'One paper',
  abstract: 'Mine.',
  source: 'jsonl',
  organisation: 'Ex',
});
const sample = { ...own, source: 'sample' as const, abstract: 'In our own words.', upvotes: 1, withdrawn: true };
const revised = {
  ...arxiv,
  abstract: 'Short.',
  authors: ['Ada'],
  version: 2,
  categories: ['cs.CL', 'cs.AI'],
};
const starred = { ...listed, listedAt: Date.UTC(2024, 0, 9, 1), githubStars: 7, version: 9, source: 'jsonl' as const };
const RECORDS: readonly Paper[] = [page, listed, arxiv, again, own, sample, revised, starred];

describe('two records of one paper', () => {
  test('take title, abstract, authors and publication day from the source that is trusted more', () => {
    expect(mergePapers(listed, arxiv)).toMatchObject({
      title: 'One paper!',
      abstract: 'From arXiv.',
      authors: ['Ada', 'Alan', 'Grace'],
      publishedAt: '2024-01-01',
      source: 'arxiv',
    });
  });

  test('take what only one of them knows from that one', () => {
    expect(mergePapers(arxiv, page)).toMatchObject({ organisation: 'Example', comments: 4 });
    expect(mergePapers({ ...arxiv, abstract: '' }, page).abstract).toBe(page.abstract);
  });

  test('take the highest counts, the earliest listing day, and every link', () => {
    expect(mergePapers(listed, again)).toMatchObject({
      upvotes: 7,
      comments: 2,
      listedOn: '2024-01-08',
      links: { code: 'https://example.org/a', project: 'https://example.org' },
    });
  });

  test('take the longer text between equals, then the alphabet', () => {
    expect(mergePapers(listed, again).abstract).toBe('As listed, longer.');
    expect(mergePapers({ ...listed, abstract: 'b' }, { ...listed, abstract: 'a' }).abstract).toBe('a');
  });

  test('forget the number of authors once the names are known', () => {
    expect(mergePapers(page, arxiv)).not.toHaveProperty('authorCount');
    expect(mergePapers(page, { ...page, authorCount: 5 }).authorCount).toBe(5);
  });

  test('take the text of the newer arXiv version, though it is shorter, and what only later records know', () => {
    const first = { ...arxiv, version: 1, categories: ['cs.CL'] };
    expect(mergePapers(first, revised)).toMatchObject({ abstract: 'Short.', authors: ['Ada'], version: 2 });
    expect(mergePapers(revised, first)).toEqual(mergePapers(first, revised));
    expect(mergePapers(arxiv, starred)).toMatchObject({ githubStars: 7, listedAt: Date.UTC(2024, 0, 9, 1) });
    expect(mergePapers(first, revised).categories).toEqual(['cs.CL', 'cs.AI']);
    // A version that somebody wrote into a file says nothing of arXiv's text.
    expect(mergePapers(starred, arxiv)).not.toHaveProperty('version');
  });

  test('stay withdrawn when one is', () => {
    expect(mergePapers(sample, arxiv).withdrawn).toBe(true);
    expect(mergePapers(arxiv, sample).withdrawn).toBe(true);
  });

  test('are known by the arXiv id when one has it', () => {
    expect(mergePapers(page, arxiv).id).toBe(arxiv.id);
    expect(mergePapers(arxiv, page).id).toBe(arxiv.id);
  });

  it.each(RECORDS.flatMap((left) => RECORDS.map((right) => [left, right] as const)))(
    'say the same whichever comes first (%#)',
    (left, right) => {
      const merged = mergePapers(left, right);
      expect(samePaper(merged, mergePapers(right, left))).toBe(true);
      expect(samePaper(mergePapers(merged, left), merged)).toBe(true);
      expect(samePaper(mergePapers(merged, right), merged)).toBe(true);
    },
  );
});

describe('many records of one paper', () => {
  const fold = (records: readonly Paper[], start?: Paper) =>
    records.reduce(
      (merged, record) => mergePapers(merged, record),
      start ?? mergePapers(records[0] as Paper, records[0] as Paper),
    );

  test('give one paper in any order, and the same records again change nothing', () => {
    const expected = fold(RECORDS);
    for (let seed = 0; seed < 200; seed++) {
      const merged = fold(shuffled(RECORDS, seed));
      expect(samePaper(merged, expected), `order ${seed}`).toBe(true);
      expect(samePaper(fold(shuffled(RECORDS, seed + 1000), merged), merged), `again ${seed}`).toBe(true);
    }
  });
});

describe('two records', () => {
  test('are the same whatever the order of their keys', () => {
    const { id, title, ...rest } = listed;
    expect(samePaper({ ...rest, title, id }, listed)).toBe(true);
    expect(samePaper({ ...listed, links: { project: undefined, code: listed.links.code } }, listed)).toBe(true);
  });

  test.each([
    ['upvotes', 8],
    ['authors', ['Ada']],
    ['links', {}],
    ['withdrawn', true],
    ['listedOn', undefined],
  ])('are not when their %s differ', (field, value) => {
    expect(samePaper({ ...listed, [field]: value } as Paper, listed)).toBe(false);
  });
});
