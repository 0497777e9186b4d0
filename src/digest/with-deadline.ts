/** In: work that may hang. Out: what comes of it, or a fault when its time is over. */
import type { Clock } from '../domain/clock.ts';
import { Fault } from '../domain/errors.ts';

/** @throws what the work throws; a retryable Fault when it took too long; the signal's reason when that is aborted */
export async function withDeadline<T>(
  clock: Clock,
  milliseconds: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const ended = new AbortController();
  const late = new AbortController();
  const stop = () => late.abort(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  const watch = clock.sleep(milliseconds, ended.signal).then(
    () => late.abort(new Fault('It took too long.', 'It is tried again by itself.', { retryable: true })),
    () => {},
  );
  const aborted = new Promise<never>((_, reject) => {
    late.signal.addEventListener('abort', () => reject(late.signal.reason), { once: true });
  });
  try {
    return await Promise.race([work(late.signal), aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
    ended.abort(new Error('done'));
    await watch;
  }
}
