/** A clock that stands still until someone sleeps, and then jumps: no test waits. */
import type { Clock } from '../../src/domain/clock.ts';

export interface FakeClock extends Clock {
  /** Every sleep so far, in milliseconds. */
  readonly sleeps: readonly number[];
  advance(milliseconds: number): void;
}

/** @param start an ISO timestamp, or a day at midnight in UTC */
export function createFakeClock(start = '2026-07-01'): FakeClock {
  let now = Date.parse(start);
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => now,
    advance(milliseconds) {
      now += milliseconds;
    },
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      sleeps.push(milliseconds);
      now += milliseconds;
    },
  };
}
