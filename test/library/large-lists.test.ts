/** Lists of a library in which not every paper is looked at for the first ten. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Paper } from '../../src/domain/paper.ts';
import type { PaperIndex } from '../../src/domain/ports.ts';
import { openLibrary } from '../../src/library/open-library.ts';
import { createFakeClock } from '../doubles/fake-clock.ts';
import { paper } from '../doubles/paper.ts';

const DAYS = ['2026-06-01', '2026-06-02', '2026-06-03', undefined];
const PAPERS: readonly Paper[] = Array.from({ length: 5_400 }, (_, at) =>
  paper({
    id: `arxiv:2401.${String(at).padStart(5, '0')}`,
    title: `Paper number ${at}`,
    listedOn: DAYS[(at * 7) % 4],
    upvotes: at % 3 ? (at * 31) % 50 : undefined,
  }),
);
const byId = (a: Paper, b: Paper) => (a.id < b.id ? -1 : 1);
const byDay = (a: Paper, b: Paper) => (b.listedOn ?? '').localeCompare(a.listedOn ?? '');
const byUpvotes = (a: Paper, b: Paper) => (b.upvotes ?? 0) - (a.upvotes ?? 0);
const NEWEST = PAPERS.toSorted((a, b) => byDay(a, b) || byUpvotes(a, b) || byId(a, b));
const UPVOTED = PAPERS.toSorted((a, b) => byUpvotes(a, b) || byDay(a, b) || byId(a, b));
const ids = (papers: readonly Paper[]) => papers.map(({ id }) => id);

describe('a list of a large library', () => {
  let folder = '';
  let library: PaperIndex;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'paperboy-large-'));
    library = await openLibrary({ uri: folder, clock: createFakeClock() });
    await library.upsert(PAPERS);
  });
  afterAll(async () => {
    await library.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([1, 10, 200])('has the first %i that sorting everything gives', async (limit) => {
    expect(ids(await library.list({ sort: 'newest', limit }))).toEqual(ids(NEWEST.slice(0, limit)));
    expect(ids(await library.list({ sort: 'upvotes', limit }))).toEqual(ids(UPVOTED.slice(0, limit)));
  });

  it('is all of them when all are asked for', async () => {
    expect(await library.list({ sort: 'upvotes', limit: 6_000 })).toHaveLength(PAPERS.length);
  });

  it('completes a title with the most upvoted papers, and one that nobody upvoted', async () => {
    expect(ids(await library.completeTitle('paper', 5))).toEqual(ids(UPVOTED.slice(0, 5)));
    expect(ids(await library.completeTitle('number 4500', 5))).toEqual(['arxiv:2401.04500']);
  });
});
