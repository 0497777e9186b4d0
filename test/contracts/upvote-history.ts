/** What the history of upvotes and the marks of syncs do, whatever database they lie in. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createSyncMarks } from '../../src/state/sync-marks.ts';
import type { StateDatabase } from '../../src/state/tables.ts';
import { createUpvoteRecord } from '../../src/state/upvote-history.ts';
import { paper } from '../doubles/paper.ts';
import type { NewPlace } from './state-place.ts';

const NOON = Date.parse('2026-07-01T12:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export function describeUpvoteHistory(where: string, newPlace: NewPlace): void {
  describe(`the history of upvotes, in ${where}`, () => {
    let database: StateDatabase;
    beforeEach(async () => {
      database = await (await newPlace()).open();
    });
    const open = () => createUpvoteRecord(async () => database);
    const search = (upvotes?: number, comments?: number) => paper({ title: 'Search', upvotes, comments } as never);
    const { id } = search();
    const curve = async () => (await open().of([id])).get(id);

    it('has a row where something changed, and until when it stayed so', async () => {
      const record = open();
      await record.record([search(3, 1)], NOON);
      await record.record([search(3, 1)], NOON + HOUR);
      await record.record([search(9, 1), paper({ title: 'Other', upvotes: 5 } as never)], NOON + 2 * HOUR);
      await record.record([search(8, 1)], NOON + 3 * HOUR);
      expect(await curve()).toEqual([
        { from: NOON, until: NOON + HOUR, upvotes: 3, comments: 1 },
        { from: NOON + 2 * HOUR, until: NOON + 2 * HOUR, upvotes: 9, comments: 1 },
        { from: NOON + 3 * HOUR, until: NOON + 3 * HOUR, upvotes: 8, comments: 1 },
      ]);
    });

    it('passes over papers without a count, and takes one that comes twice as it came last', async () => {
      await open().record([search(), search(2), search(4)], NOON);
      expect((await curve())?.map(({ upvotes }) => upvotes)).toEqual([4]);
    });

    it('keeps the order when the clock went back', async () => {
      const record = open();
      await record.record([search(3)], NOON);
      await record.record([search(5)], NOON - HOUR);
      expect((await curve())?.map(({ upvotes }) => upvotes)).toEqual([3, 5]);
    });

    it('forgets what is old, and what a wrong clock wrote', async () => {
      const record = open();
      await record.record([search(3)], NOON);
      await record.record([search(5)], NOON + 50 * DAY);
      await record.prune(NOON + 45 * DAY);
      expect(await curve()).toBeUndefined();
    });

    it('takes thousands of papers at once', async () => {
      const many = Array.from({ length: 2_000 }, (_, at) => paper({ title: `Paper ${at}`, upvotes: at } as never));
      await open().record(many, NOON);
      await open().record(many, NOON + HOUR);
      const curves = await open().of(many.map((one) => one.id));
      expect(curves.size).toBe(2_000);
      expect(curves.get(many[7]?.id as never)).toEqual([{ from: NOON, until: NOON + HOUR, upvotes: 7, comments: 0 }]);
    });

    it('remembers when something was done last', async () => {
      const marks = createSyncMarks(async () => database);
      expect(await marks.get('sync')).toBeUndefined();
      await marks.set('sync', NOON);
      await marks.set('sync', NOON + HOUR);
      expect(await marks.get('sync')).toBe(NOON + HOUR);
    });
  });
}
