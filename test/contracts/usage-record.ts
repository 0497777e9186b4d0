/** What every record of usage does, whatever database it lies in. */
import { describe, expect, it } from 'vitest';
import type { PricedUsage, Spender, WorkKind } from '../../src/domain/budget.ts';
import { createFakeClock } from '../doubles/fake-clock.ts';
import { ada, alan, openUsage, operator, usageOf } from '../state/open-usage.ts';
import type { NewPlace } from './state-place.ts';

const DAY = 86_400_000;
type Opened = Awaited<ReturnType<typeof openUsage>>;

/** One request from beginning to end. */
export async function use(
  { budget }: Opened,
  spender: Spender,
  used: PricedUsage = usageOf(),
  kind: WorkKind = 'answer',
) {
  const estimate = { kind, beginsAnswer: kind === 'answer', tokens: 100, nanodollars: 0 };
  const reserved = await budget.reserve(spender, estimate);
  if ('budget' in reserved) throw new Error(`refused by ${reserved.budget}`);
  await budget.settle(reserved, [used]);
}

export function describeUsageRecord(where: string, newPlace: NewPlace): void {
  describe(`usage in ${where}`, () => {
    describe('the record', () => {
      it('adds up what a reader used today and in thirty days', async () => {
        const clock = createFakeClock('2026-07-01T12:00:00Z');
        const usage = await openUsage(await newPlace(), clock);
        await use(usage, ada);
        clock.advance(29 * DAY);
        await use(usage, ada);
        await use(usage, ada, usageOf({ nanodollars: undefined }), 'verify');
        await use(usage, alan);
        const { today, month } = await usage.record.ofReader('ada');
        expect(today).toEqual({
          requests: 2,
          answers: 1,
          inputTokens: 160,
          cachedInputTokens: 20,
          outputTokens: 40,
          nanodollars: 100,
          unpricedRequests: 1,
        });
        expect(month).toMatchObject({ requests: 3, answers: 2 });
        clock.advance(DAY);
        expect((await usage.record.ofReader('ada')).today.requests).toBe(0);
        expect((await usage.record.ofReader('ada')).month.requests).toBe(2);
      });

      it('adds up a server by day, kind and model, and all servers together', async () => {
        const clock = createFakeClock('2026-07-01T12:00:00Z');
        const usage = await openUsage(await newPlace(), clock);
        await use(usage, ada);
        clock.advance(DAY);
        await use(usage, alan, usageOf({ model: 'large', inputTokens: 5000 }), 'research');
        await use(usage, { ...ada, server: 'club' });
        await use(usage, operator);
        const lab = await usage.record.ofServer('lab');
        expect(lab.byDay.map(([day, { requests }]) => [day, requests])).toEqual([
          ['2026-07-02', 1],
          ['2026-07-01', 1],
        ]);
        expect(lab.byKind.map(([kind]) => kind)).toEqual(['research', 'answer']);
        const all = await usage.record.ofAll();
        expect(all.byModel.map(([model, { requests }]) => [model, requests])).toEqual([
          ['large', 1],
          ['small', 3],
        ]);
        expect(all.today.requests).toBe(3);
        expect(all.month.requests).toBe(4);
      });

      it('adds billionths of a dollar without losing any', async () => {
        const usage = await openUsage(await newPlace(), createFakeClock('2026-07-01T12:00:00Z'));
        for (let time = 0; time < 10; time += 1) await use(usage, ada, usageOf({ nanodollars: 123_456_789_012_345 }));
        expect((await usage.record.ofAll()).today.nanodollars).toBe(1_234_567_890_123_450);
      });
    });

    describe('readers', () => {
      it('are forgotten after thirty days; the sums stay', async () => {
        const clock = createFakeClock('2026-07-01T12:00:00Z');
        const usage = await openUsage(await newPlace(), clock);
        await use(usage, ada);
        await use(usage, alan);
        clock.advance(30 * DAY);
        await use(usage, alan);
        const rows = await usage.database.selectFrom('model_usage').select(['day', 'reader', 'requests']).execute();
        expect(rows.filter(({ day }) => day === '2026-07-01')).toEqual([
          { day: '2026-07-01', reader: '', requests: 2 },
        ]);
        expect(rows.filter(({ reader }) => reader !== '')).toHaveLength(1);
      });

      it('are forgotten when they ask for it, and get no second budget by it', async () => {
        const clock = createFakeClock('2026-07-01T12:00:00Z');
        const usage = await openUsage(await newPlace(), clock, { readerDailyAnswers: 2 });
        await use(usage, ada);
        clock.advance(DAY);
        await use(usage, ada);
        await use(usage, alan);
        expect(await usage.record.forget('ada')).toBe(2);
        expect((await usage.record.ofReader('ada')).month.requests).toBe(0);
        expect((await usage.record.ofReader('alan')).month.requests).toBe(1);
        expect((await usage.record.ofServer('lab')).month.requests).toBe(3);
        await use(usage, ada);
        await usage.record.forget('ada');
        expect(await usage.budget.stopFor(ada, 'answer')).toMatchObject({ budget: 'reader' });
        expect((await usage.record.ofServer('lab')).today).toMatchObject({ requests: 3, answers: 3 });
        clock.advance(DAY);
        await use(usage, alan);
        const readers = await usage.database.selectFrom('model_usage').select('reader').distinct().execute();
        const hash = /^[\w-]{43}$/;
        expect(readers.filter(({ reader }) => reader !== '' && !hash.test(reader))).toEqual([]);
        expect((await usage.record.ofServer('lab')).month.requests).toBe(5);
      });

      it('who were never there can ask to be forgotten too', async () => {
        const usage = await openUsage(await newPlace(), createFakeClock('2026-07-01'));
        expect(await usage.record.forget('nobody')).toBe(0);
      });
    });
  });
}
