/** In: something that a server owes us. Out: the same, or a fault once it has been silent for too long. */
import type { Clock } from '../domain/clock.ts';
import { ModelSilence } from './model-faults.ts';

/** Rejects with ModelSilence when the promise has not settled in time. */
export async function withinSilence<T>(promise: Promise<T>, milliseconds: number, clock: Clock): Promise<T> {
  const settled = new AbortController();
  const silence = clock.sleep(milliseconds, settled.signal).then(
    () => {
      throw new ModelSilence();
    },
    () => promise,
  );
  try {
    return await Promise.race([promise, silence]);
  } finally {
    settled.abort();
    // Whichever lost the race may still reject, and has no other listener.
    silence.catch(() => {});
    promise.catch(() => {});
  }
}
