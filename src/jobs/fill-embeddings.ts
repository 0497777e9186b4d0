/** The bot's work in the background: vectors for the papers that lack theirs, while questions go on with those before. */
import type { Clock } from '../domain/clock.ts';
import { Fault } from '../domain/errors.ts';
import type { Log, PaperIndex } from '../domain/ports.ts';

const FIRST_WAIT_MILLISECONDS = 60_000;
const LONGEST_WAIT_MILLISECONDS = 60 * 60_000;
/** A little over a day, by then a sync has come along that embeds as well. */
const MOST_ATTEMPTS = 32;
/** Papers between two lines of the log. */
const PAPERS_A_LINE = 1_000;

export interface FillTools {
  readonly library: PaperIndex;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Never rejects: what fails is logged, and tried again later where that can help. */
export async function fillEmbeddings({ library, clock, log, signal }: FillTools): Promise<void> {
  let logged = 0;
  const onProgress = (done: number, of: number) => {
    if (done < of && done - logged < PAPERS_A_LINE) return;
    logged = done;
    log.info('embeddings-progress', { done, of });
  };
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    try {
      logged = 0;
      log.info('embeddings-complete', { papers: await library.embed(signal, onProgress) });
      return;
    } catch (error) {
      if (signal.aborted) return;
      const mayPass = !(error instanceof Fault) || error.retryable;
      const wait = Math.min(LONGEST_WAIT_MILLISECONDS, FIRST_WAIT_MILLISECONDS * 2 ** attempt);
      log.warn('embeddings-failed', { error, ...(mayPass && { waitMilliseconds: wait }) });
      if (!mayPass || !(await slept(clock, wait, signal))) return;
    }
  }
}

/** @returns whether the time has passed; not when the signal came first */
function slept(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<boolean> {
  return clock.sleep(milliseconds, signal).then(
    () => true,
    () => false,
  );
}
