/** In: an answer of a server that somebody waits for. Out: the answer, or an error where it does not come in time. */
import type { Clock } from './clock.ts';

export interface Patience {
  readonly clock: Clock;
  readonly milliseconds: number;
}

/** The work goes on; what comes of it later is nobody's. @throws Error when it takes longer */
export async function inTime<T>(work: Promise<T>, { clock, milliseconds }: Patience): Promise<T> {
  const over = new AbortController();
  const late = clock.sleep(milliseconds, over.signal).then(() => {
    throw new Error(`no answer within ${milliseconds} ms`);
  });
  late.catch(() => {});
  work.catch(() => {});
  try {
    return await Promise.race([work, late]);
  } finally {
    over.abort();
  }
}
