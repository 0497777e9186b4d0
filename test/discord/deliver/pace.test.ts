import { expect, it } from 'vitest';
import { createPace } from '../../../src/discord/deliver/pace.ts';
import type { Clock } from '../../../src/domain/clock.ts';

const never = new AbortController().signal;

/** When each of so many turns comes, in milliseconds, where time goes by only while somebody waits for it. */
async function turns(count: number, answering: boolean): Promise<number[]> {
  let now = 0;
  const clock: Clock = {
    now: () => now,
    sleep: async (milliseconds) => {
      now += milliseconds;
    },
  };
  const pace = createPace(clock, () => answering);
  const at: number[] = [];
  for (let turn = 0; turn < count; turn++) {
    await pace.turn(never);
    at.push(now);
  }
  return at;
}

function mostInASecond(at: readonly number[]): number {
  return Math.max(...at.map((start) => at.filter((one) => one >= start && one < start + 1_000).length));
}

it('a hundred digests at once leave room for answers within Discord’s fifty requests a second', async () => {
  expect(mostInASecond(await turns(100, false))).toBeLessThanOrEqual(41);
  expect(mostInASecond(await turns(100, true))).toBeLessThanOrEqual(26);
});

it('and are not slower than they have to be', async () => {
  expect((await turns(100, false)).at(-1)).toBeLessThan(2_600);
});
