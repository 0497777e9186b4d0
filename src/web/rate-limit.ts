/** Who asks in; whether it is too often out. Counted in memory alone, and forgotten after minutes. */
import type { Clock } from '../domain/clock.ts';

export interface RateLimit {
  /** @returns seconds until it may ask again; `undefined` when it may now */
  waitFor(who: string): number | undefined;
}

/** So many at once, and then one in so long: a reader with many feeds is fine, one that asks every second is slowed down. */
const BURST = 60;
const REFILL_MILLISECONDS = 2_000;
const MOST_REMEMBERED = 10_000;

/** A leaky bucket each (GCRA): what is remembered is when the bucket will be empty. */
export function createRateLimit(clock: Clock): RateLimit {
  const emptyAt = new Map<string, number>();
  return {
    waitFor(who) {
      const now = clock.now();
      const before = Math.max(now, emptyAt.get(who) ?? 0);
      const after = before + REFILL_MILLISECONDS;
      const wait = after - now - BURST * REFILL_MILLISECONDS;
      if (wait > 0) return Math.ceil(wait / 1000);
      emptyAt.delete(who);
      emptyAt.set(who, after);
      for (const [oldest, at] of emptyAt) {
        if (emptyAt.size <= MOST_REMEMBERED && at > now) break;
        emptyAt.delete(oldest);
      }
      return undefined;
    },
  };
}
