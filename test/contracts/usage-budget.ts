/** What every budget for the language model does, whatever database its record lies in. */
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../doubles/fake-clock.ts';
import { ask, askProcess, askTimes } from '../state/ask.ts';
import { ada, alan, answering, openUsage, operator, TOKENS, usageOf } from '../state/open-usage.ts';
import type { NewPlace } from './state-place.ts';

const MINUTE = 60_000;
const NOON = '2026-07-01T12:00:00Z';
const MIDNIGHT = Date.parse('2026-07-02');

export function describeUsageBudget(where: string, newPlace: NewPlace): void {
  describe(`budgets in ${where}`, () => {
    const opened = async (limits: Parameters<typeof openUsage>[2], clock: FakeClock = createFakeClock(NOON)) =>
      openUsage(await newPlace(), clock, limits);

    describe('the answers of one reader', () => {
      it('are as many a day as the limit says, the last one included, and come back at midnight UTC', async () => {
        const clock = createFakeClock(NOON);
        const { budget } = await opened({ readerDailyAnswers: 3 }, clock);
        expect(await askTimes(4, budget, ada)).toEqual([undefined, undefined, undefined, 'reader']);
        expect(await ask(budget, ada)).toEqual({ budget: 'reader', limit: 3, backAt: MIDNIGHT });
        expect(await budget.stopFor(ada, 'answer')).toMatchObject({ budget: 'reader' });
        expect(await ask(budget, alan)).toBeUndefined();
        clock.advance(12 * 60 * MINUTE - 1);
        expect(await ask(budget, ada)).toMatchObject({ budget: 'reader' });
        clock.advance(1);
        expect(await ask(budget, ada)).toBeUndefined();
      });

      it('are no more than the limit when many come at once', async () => {
        const { budget } = await opened({ readerDailyAnswers: 5 });
        const reserved = await Promise.all(Array.from({ length: 40 }, () => budget.reserve(ada, answering)));
        expect(reserved.filter((one) => !('budget' in one))).toHaveLength(5);
      });

      it('are no more than the limit when two processes let them in', async () => {
        const place = await newPlace();
        const letIn = await Promise.all([0, 1].map(async () => (await askProcess(place, '7', '20')).letIn));
        expect(letIn.reduce((sum, count) => sum + count)).toBe(7);
      });

      it('do not count when the model never began to answer', async () => {
        const { budget } = await opened({ readerDailyAnswers: 1, readerBurstAnswers: 1 });
        expect(await ask(budget, ada, [])).toBeUndefined();
        expect(await ask(budget, ada, [])).toBeUndefined();
        expect(await ask(budget, ada)).toBeUndefined();
        expect(await ask(budget, ada)).toMatchObject({ budget: 'reader' });
      });

      it('count once, however many requests one of them takes', async () => {
        const { budget } = await opened({ readerDailyAnswers: 1 });
        expect(await ask(budget, ada, [usageOf(), usageOf({ model: 'fallback' })])).toBeUndefined();
        expect(await ask(budget, ada, [usageOf()], { ...answering, beginsAnswer: false })).toBeUndefined();
        expect(
          await ask(budget, ada, [usageOf()], { ...answering, kind: 'verify', beginsAnswer: false }),
        ).toBeUndefined();
        expect(await budget.stopFor(ada, 'verify')).toBeUndefined();
        expect(await budget.stopFor(ada, 'condense')).toMatchObject({ budget: 'reader' });
      });

      it('survive a restart', async () => {
        const place = await newPlace();
        const clock = createFakeClock(NOON);
        const before = await openUsage(place, clock, { readerDailyAnswers: 2 });
        await askTimes(2, before.budget, ada);
        await before.close();
        const after = await openUsage(place, clock, { readerDailyAnswers: 2 });
        expect(await ask(after.budget, ada)).toMatchObject({ budget: 'reader' });
      });

      it('do not run out for whoever runs the program', async () => {
        const { budget } = await opened({ readerDailyAnswers: 1, readerBurstAnswers: 1 });
        expect(await askTimes(3, budget, operator)).toEqual([undefined, undefined, undefined]);
      });
    });

    describe('answers in a row', () => {
      it('are as many as the burst, then one a minute', async () => {
        const clock = createFakeClock(NOON);
        const { budget } = await opened({ readerBurstAnswers: 2 }, clock);
        expect(await askTimes(3, budget, ada)).toEqual([undefined, undefined, 'reader-pace']);
        expect(await ask(budget, ada)).toMatchObject({ limit: 2, backAt: clock.now() + MINUTE });
        clock.advance(MINUTE - 1);
        expect(await ask(budget, ada)).toMatchObject({ budget: 'reader-pace' });
        clock.advance(1);
        expect(await askTimes(2, budget, ada)).toEqual([undefined, 'reader-pace']);
        clock.advance(60 * MINUTE);
        expect(await askTimes(3, budget, ada)).toEqual([undefined, undefined, 'reader-pace']);
      });

      it('lock nobody out when the clock is set back', async () => {
        const clock = createFakeClock(NOON);
        const { budget } = await opened({ readerBurstAnswers: 2 }, clock);
        await askTimes(2, budget, ada);
        clock.advance(-10 * 60 * MINUTE);
        const stop = await ask(budget, ada);
        expect(stop?.backAt).toBeLessThanOrEqual(clock.now() + 2 * MINUTE);
      });
    });

    describe('the answers of one server', () => {
      it('are those of all its readers together, and of no other server', async () => {
        const { budget } = await opened({ serverDailyAnswers: 2 });
        expect(await ask(budget, ada)).toBeUndefined();
        expect(await ask(budget, alan)).toBeUndefined();
        expect(await ask(budget, ada)).toEqual({ budget: 'server', limit: 2, backAt: MIDNIGHT });
        expect(await ask(budget, { ...ada, server: 'club' })).toBeUndefined();
        expect(await ask(budget, { reader: 'ada', operator: false })).toBeUndefined();
      });
    });

    describe('what all may use a day', () => {
      it.each([
        ['spend', { dailyNanodollars: 3 * TOKENS }],
        ['tokens', { dailyTokens: 3 * TOKENS }],
      ] as const)('%s: up to the limit exactly, for everybody', async (name, limits) => {
        const clock = createFakeClock(NOON);
        const { budget } = await opened(limits, clock);
        expect(await askTimes(2, budget, ada)).toEqual([undefined, undefined]);
        expect(await ask(budget, alan)).toBeUndefined();
        expect(await ask(budget, alan)).toMatchObject({ budget: name, limit: 3 * TOKENS, backAt: MIDNIGHT });
        expect(await budget.stopFor(operator, 'answer')).toMatchObject({ budget: name });
        clock.advance(12 * 60 * MINUTE);
        expect(await ask(budget, operator)).toBeUndefined();
      });

      it('is never more than the limit, for what a request may take at most is set aside before it', async () => {
        const { budget } = await opened({ dailyTokens: 3 * TOKENS + 50 });
        const reserved = await Promise.all(Array.from({ length: 10 }, () => budget.reserve(ada, answering)));
        const letIn = reserved.flatMap((one) => ('budget' in one ? [] : [one]));
        expect(letIn).toHaveLength(3);
        // They took less than was set aside, so that another one fits.
        for (const one of letIn) await budget.settle(one, [usageOf({ inputTokens: 50, outputTokens: 0 })]);
        expect(await ask(budget, ada)).toBeUndefined();
      });

      it('holds for the steps of an answer too', async () => {
        const { budget } = await opened({ dailyTokens: TOKENS });
        await ask(budget, ada);
        const verifying = { ...answering, kind: 'verify', beginsAnswer: false } as const;
        expect(await ask(budget, ada, [usageOf()], verifying)).toMatchObject({ budget: 'tokens' });
      });

      it('comes back on its own day when the clock is set back over midnight, and is not given twice', async () => {
        const clock = createFakeClock('2026-07-02T00:30:00Z');
        const { budget } = await opened({ dailyTokens: TOKENS }, clock);
        expect(await ask(budget, ada)).toBeUndefined();
        clock.advance(-60 * MINUTE);
        expect(await askTimes(2, budget, ada)).toEqual([undefined, 'tokens']);
        clock.advance(60 * MINUTE);
        expect(await ask(budget, ada)).toMatchObject({ budget: 'tokens' });
      });

      it('counts a request for the day on which it began', async () => {
        const clock = createFakeClock('2026-07-01T23:59:59Z');
        const { budget, record } = await opened({ dailyTokens: TOKENS }, clock);
        const reserved = await budget.reserve(ada, answering);
        clock.advance(MINUTE);
        if ('budget' in reserved) throw new Error('it was within the budget');
        await budget.settle(reserved, [usageOf()]);
        expect(await ask(budget, ada)).toBeUndefined();
        expect((await record.ofAll()).byDay.map(([day]) => day)).toEqual(['2026-07-02', '2026-07-01']);
      });
    });

    describe('a process that is killed', () => {
      it('leaves what it set aside for fifteen minutes, and what was used before for good', async () => {
        const place = await newPlace();
        const clock = createFakeClock(NOON);
        const before = await openUsage(place, clock, { readerDailyAnswers: 2 });
        await ask(before.budget, ada);
        await before.close();
        const { child } = await askProcess(place, '2', '1', 'hang');
        child.kill('SIGKILL');
        await once(child, 'close');
        const { budget, database, record } = await openUsage(place, clock, { readerDailyAnswers: 2 });
        expect(await ask(budget, ada)).toMatchObject({ budget: 'reader' });
        clock.advance(15 * MINUTE);
        expect((await record.ofAll()).today).toMatchObject({ requests: 1 });
        expect(await ask(budget, ada)).toBeUndefined();
        expect(await database.selectFrom('model_reservation').selectAll().execute()).toEqual([]);
      });

      it('locks nothing when the clock is set back meanwhile', async () => {
        const place = await newPlace();
        const clock = createFakeClock(NOON);
        const killed = await openUsage(place, clock, { dailyTokens: TOKENS });
        await killed.budget.reserve(ada, answering);
        await killed.close();
        clock.advance(-60 * MINUTE);
        const { budget } = await openUsage(place, clock, { dailyTokens: TOKENS });
        expect(await ask(budget, ada)).toBeUndefined();
      });
    });

    describe('a record that cannot be read', () => {
      it('turns the model off where there are limits, and says why', async () => {
        const { budget, database, log } = await opened({ readerDailyAnswers: 5 });
        await database.schema.dropTable('model_usage').execute();
        expect(await budget.stopFor(ada, 'answer')).toMatchObject({ budget: 'unreadable' });
        expect(await ask(budget, ada)).toMatchObject({ budget: 'unreadable' });
        expect(log.lines.filter(({ event }) => event === 'budget-unreadable')).toHaveLength(2);
      });

      it('keeps nobody from an answer where there are none', async () => {
        const { budget, database, log } = await opened({});
        await database.schema.dropTable('model_usage').execute();
        expect(await budget.stopFor(ada, 'answer')).toBeUndefined();
        expect(await ask(budget, ada)).toBeUndefined();
        expect(log.lines.map(({ event }) => event)).toContain('usage-not-recorded');
      });
    });

    describe('what is left', () => {
      it('is told for each budget that holds for the asker', async () => {
        const clock = createFakeClock(NOON);
        const limits = {
          readerDailyAnswers: 5,
          readerBurstAnswers: 2,
          serverDailyAnswers: 9,
          dailyNanodollars: 1000,
          dailyTokens: 5000,
        };
        const { budget } = await opened(limits, clock);
        await ask(budget, ada);
        await ask(budget, alan);
        await budget.reserve(ada, answering);
        expect(await budget.allowances(ada)).toEqual([
          { budget: 'reader', limit: 5, used: 2, backAt: MIDNIGHT },
          { budget: 'reader-pace', limit: 2, used: 2, backAt: clock.now() + 2 * MINUTE },
          { budget: 'server', limit: 9, used: 3, backAt: MIDNIGHT },
          { budget: 'spend', limit: 1000, used: 300, backAt: MIDNIGHT },
          { budget: 'tokens', limit: 5000, used: 300, backAt: MIDNIGHT },
        ]);
        expect((await budget.allowances(operator)).map((one) => one.budget)).toEqual(['spend', 'tokens']);
        expect(await (await opened({})).budget.allowances(ada)).toEqual([]);
      });
    });
  });
}
