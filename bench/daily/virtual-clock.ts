/** A clock that jumps from one sleeper to the next as soon as nothing else is to be done: a year passes in minutes. */
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../src/domain/clock.ts';

export interface VirtualClock extends Clock {
  /**
   * Lets time pass until an instant. Works with what is done in microtasks and with SQLite, which answers at once; what
   * waits for a network would be overtaken.
   */
  runUntil(instant: number): Promise<void>;
  /** Sets the clock that is read to another time, while sleepers sleep on for as long as they would have. */
  skew(milliseconds: number): void;
}

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

export function createVirtualClock(start: number): VirtualClock {
  let now = start;
  let skewed = 0;
  const sleepers = new Set<Sleeper>();

  function earliest(): number {
    let first = Number.POSITIVE_INFINITY;
    for (const { until } of sleepers) if (until < first) first = until;
    return first;
  }

  return {
    now: () => now + skewed,
    skew(milliseconds) {
      skewed += milliseconds;
    },
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const stop = () => {
          sleepers.delete(sleeper);
          reject(signal?.reason);
        };
        const sleeper: Sleeper = {
          until: now + Math.max(milliseconds, 0),
          wake: () => {
            sleepers.delete(sleeper);
            signal?.removeEventListener('abort', stop);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', stop, { once: true });
      }),
    async runUntil(instant) {
      for (;;) {
        await setImmediate();
        const next = earliest();
        if (next > instant) break;
        now = Math.max(now, next);
        for (const sleeper of sleepers) if (sleeper.until <= now) sleeper.wake();
      }
      now = Math.max(now, instant);
    },
  };
}
