/** A clock whose sleepers wake when the test moves it on, and not before. */
import type { Clock } from '../../src/domain/clock.ts';

export interface HeldClock extends Clock {
  /** Sleeps that nobody has ended yet, in milliseconds. */
  waiting(): number[];
  advance(milliseconds: number): void;
}

export function createHeldClock(start = '2026-07-01'): HeldClock {
  let now = Date.parse(start);
  const sleepers = new Set<{ readonly until: number; readonly wake: () => void }>();
  return {
    now: () => now,
    waiting: () => [...sleepers].map(({ until }) => until - now),
    advance(milliseconds) {
      now += milliseconds;
      for (const sleeper of sleepers) if (sleeper.until <= now) sleeper.wake();
    },
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const sleeper = {
          until: now + milliseconds,
          wake: () => {
            sleepers.delete(sleeper);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal?.addEventListener(
          'abort',
          () => {
            sleepers.delete(sleeper);
            reject(signal.reason);
          },
          { once: true },
        );
      }),
  };
}
