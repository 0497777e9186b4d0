/** A sleep that somebody else can end. */
import type { Clock } from '../domain/clock.ts';

export interface Wake {
  /** Ends the sleep; without one, the next does not begin. */
  now(): void;
  /** Never rejects. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export function createWake(clock: Clock): Wake {
  let asleep: AbortController | undefined;
  let wanted = false;
  return {
    now() {
      wanted = true;
      asleep?.abort(new Error('woken'));
    },
    async sleep(milliseconds, signal) {
      if (!wanted && !signal.aborted) {
        const sleeping = new AbortController();
        const stop = () => sleeping.abort(signal.reason);
        asleep = sleeping;
        signal.addEventListener('abort', stop, { once: true });
        await clock.sleep(milliseconds, sleeping.signal).catch(() => {});
        signal.removeEventListener('abort', stop);
        asleep = undefined;
      }
      wanted = false;
    },
  };
}
