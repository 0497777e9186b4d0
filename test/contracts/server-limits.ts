/** What every budget that the admins of a server set does, whatever database its record lies in. */
import { describe, expect, it } from 'vitest';
import type { ServerLimits } from '../../src/domain/budget.ts';
import { createUsage } from '../../src/state/usage.ts';
import { createFakeClock } from '../doubles/fake-clock.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';
import type { NewPlace } from './state-place.ts';

const USED = {
  model: 'm',
  inputTokens: 10,
  cachedInputTokens: 0,
  outputTokens: 5,
  estimated: false,
} as const;

export function describeServerLimits(where: string, newPlace: NewPlace): void {
  async function openBudget(limits = {}) {
    const database = await (await newPlace()).open();
    const { budget } = createUsage({
      database,
      readerKey: (reader) => reader,
      limits,
      clock: createFakeClock(),
      log: createRecordingLog(),
    });
    /** One answer from the question to the record; `undefined` when it was given. */
    const answer = async (reader: string, server: string | undefined, own?: ServerLimits) => {
      const spender = { reader, ...(server && { server }), operator: false, ...(own && { own }) };
      const stop = await budget.stopFor(spender, 'answer');
      const reserved = await budget.reserve(spender, {
        kind: 'answer',
        beginsAnswer: true,
        tokens: 15,
        nanodollars: 0,
      });
      if ('budget' in reserved) {
        expect(stop).toEqual(reserved);
        return `${reserved.budget} ${reserved.limit}`;
      }
      expect(stop).toBeUndefined();
      await budget.settle(reserved, [USED]);
      return undefined;
    };
    return { budget, answer };
  }

  describe(`what a server’s admins allow a day, in ${where}`, () => {
    it('holds for all readers there, and nowhere else', async () => {
      const { answer } = await openBudget();
      const own = { serverDailyAnswers: 2 };
      expect(await answer('ada', '1', own)).toBeUndefined();
      expect(await answer('bob', '1', own)).toBeUndefined();
      expect(await answer('cy', '1', own)).toBe('server 2');
      expect(await answer('cy', '2', { serverDailyAnswers: 1 })).toBeUndefined();
      expect(await answer('cy', undefined)).toBeUndefined();
    });

    it('holds for one reader there, whatever they ask elsewhere', async () => {
      const { answer } = await openBudget();
      const own = { readerDailyAnswers: 1 };
      expect(await answer('ada', '2')).toBeUndefined();
      expect(await answer('ada', '1', own)).toBeUndefined();
      expect(await answer('ada', '1', own)).toBe('reader 1');
      expect(await answer('bob', '1', own)).toBeUndefined();
      expect(await answer('ada', '2')).toBeUndefined();
    });

    it('never lifts what the operator allows', async () => {
      const { answer } = await openBudget({ readerDailyAnswers: 1, serverDailyAnswers: 2 });
      const own = { readerDailyAnswers: 10, serverDailyAnswers: 10 };
      expect(await answer('ada', '1', own)).toBeUndefined();
      expect(await answer('ada', '1', own)).toBe('reader 1');
      expect(await answer('bob', '1', own)).toBeUndefined();
      expect(await answer('cy', '1', own)).toBe('server 2');
    });

    it('counts requests under way, so that two at once cannot both have the last answer', async () => {
      const { budget } = await openBudget();
      const spender = { reader: 'ada', server: '1', operator: false, own: { serverDailyAnswers: 1 } };
      const estimate = { kind: 'answer', beginsAnswer: true, tokens: 15, nanodollars: 0 } as const;
      const both = await Promise.all([budget.reserve(spender, estimate), budget.reserve(spender, estimate)]);
      expect(both.filter((one) => 'budget' in one)).toHaveLength(1);
    });

    it('is shown once, where it leaves less than the operator’s', async () => {
      const { budget, answer } = await openBudget({ serverDailyAnswers: 10 });
      await answer('ada', '1');
      const spender = { reader: 'ada', server: '1', operator: false, own: { serverDailyAnswers: 3 } };
      const shown = (await budget.allowances(spender)).map(({ budget: name, limit, used }) => [name, limit, used]);
      expect(shown).toEqual([['server', 3, 1]]);
    });
  });
}
