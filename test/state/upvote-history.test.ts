import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PaperId } from '../../src/domain/paper.ts';
import { openDatabase } from '../../src/state/open-database.ts';
import { createSyncMarks } from '../../src/state/sync-marks.ts';
import type { StateDatabase } from '../../src/state/tables.ts';
import { createUpvoteRecord, type UpvoteRecord } from '../../src/state/upvote-history.ts';
import { paper } from '../doubles/paper.ts';

const ID: PaperId = 'arxiv:2607.00001';
const DAY = 86_400_000;
const seen = (upvotes?: number, comments?: number) =>
  paper({
    id: ID,
    title: 'One',
    ...(upvotes !== undefined && { upvotes }),
    ...(comments !== undefined && { comments }),
  });

let database: StateDatabase;
let history: UpvoteRecord;
beforeEach(async () => {
  database = await openDatabase({ path: ':memory:' });
  history = createUpvoteRecord(async () => database);
});
afterEach(() => database.destroy());
const curve = async () => (await history.of([ID])).get(ID);

describe('the history of upvotes', () => {
  it('has a row where something changed, with how long it was so', async () => {
    for (const [at, upvotes, comments] of [
      [100, 3, 1],
      [200, 3, 1],
      [300, 3, 1],
      [400, 5, 1],
      [500, 5, 2],
    ] as const)
      await history.record([seen(upvotes, comments)], at);
    expect(await curve()).toEqual([
      { from: 100, until: 300, upvotes: 3, comments: 1 },
      { from: 400, until: 400, upvotes: 5, comments: 1 },
      { from: 500, until: 500, upvotes: 5, comments: 2 },
    ]);
  });

  it('has what a source said when upvotes fell, nothing of papers without counts, and one row a paper and sync', async () => {
    await history.record([seen(9)], 100);
    await history.record([seen(2), seen(2)], 200);
    await history.record([seen()], 300);
    expect((await curve())?.map(({ upvotes }) => upvotes)).toEqual([9, 2]);
    expect(await history.of(['arxiv:2607.00002'])).toEqual(new Map());
    expect(await history.of([])).toEqual(new Map());
  });

  it('stays in order when the clock goes back', async () => {
    await history.record([seen(3)], 1_000);
    await history.record([seen(4)], 500);
    await history.record([seen(4)], 600);
    expect(await curve()).toEqual([
      { from: 1_000, until: 1_000, upvotes: 3, comments: 0 },
      { from: 1_001, until: 1_001, upvotes: 4, comments: 0 },
    ]);
  });

  it('forgets what is older than forty days, and what a wrong clock wrote into the future', async () => {
    const now = 100 * DAY;
    await history.record([seen(1)], now - 41 * DAY);
    await history.record([seen(2)], now - 39 * DAY);
    await history.record([seen(3)], now + 30 * DAY);
    await history.prune(now);
    expect((await curve())?.map(({ upvotes }) => upvotes)).toEqual([2]);
  });

  it('takes in a whole month at once', async () => {
    const papers = Array.from({ length: 1_300 }, (_, at) =>
      paper({ id: `arxiv:2606.${String(at).padStart(5, '0')}`, title: `P${at}`, upvotes: at }),
    );
    await history.record(papers, 1);
    await history.record(papers, 2);
    const curves = await history.of(papers.map(({ id }) => id));
    expect(curves.size).toBe(1_300);
    expect(curves.get('arxiv:2606.01299')).toEqual([{ from: 1, until: 2, upvotes: 1_299, comments: 0 }]);
  });
});

it('marks are remembered by their name', async () => {
  const marks = createSyncMarks(async () => database);
  expect(await marks.get('arxiv')).toBeUndefined();
  await marks.set('arxiv', 5);
  await marks.set('arxiv', 7);
  expect(await marks.get('arxiv')).toBe(7);
});
