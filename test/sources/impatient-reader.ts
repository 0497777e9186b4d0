/** An HTTP reader for tests: no jitter, and time-outs as short as loopback allows. */
import { createHttpReader, type HttpReaderOptions } from '../../src/sources/http.ts';
import { createFakeClock } from '../doubles/fake-clock.ts';

export function createImpatientReader(options: Partial<HttpReaderOptions> = {}) {
  const clock = createFakeClock('2026-07-01');
  const http = createHttpReader({
    clock,
    timeoutMilliseconds: 5000,
    userAgent: 'paperboy-test',
    minimumIntervalMilliseconds: 0,
    attempts: 3,
    addressSetting: 'HUGGING_FACE_URL',
    random: () => 1,
    ...options,
  });
  return { clock, http };
}

/** The error that a promise rejects with; fails the test when it does not. */
export async function faultOf(promise: Promise<unknown>): Promise<unknown> {
  const nothing = Symbol('no fault');
  const outcome = await promise.then(
    () => nothing,
    (error: unknown) => error,
  );
  if (outcome === nothing) throw new Error('a fault was expected, and there was none');
  return outcome;
}
