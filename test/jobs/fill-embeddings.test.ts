import { describe, expect, it } from 'vitest';
import { LibraryFault, ModelFault } from '../../src/domain/errors.ts';
import type { PaperIndex } from '../../src/domain/ports.ts';
import { fillEmbeddings } from '../../src/jobs/fill-embeddings.ts';
import { createFakeClock } from '../doubles/fake-clock.ts';
import { createHeldClock } from '../doubles/held-clock.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';

const BUSY = new ModelFault('The server is busy.', 'Wait.', { retryable: true });

/** A library of which only embedding is asked: each call throws the next fault, or is done. */
function library(faults: readonly unknown[]): PaperIndex & { readonly calls: number } {
  let calls = 0;
  const embed: PaperIndex['embed'] = async (signal, onProgress) => {
    signal.throwIfAborted();
    const fault = faults[calls++];
    if (fault) throw fault;
    onProgress(400, 2_500);
    onProgress(1_500, 2_500);
    onProgress(2_500, 2_500);
    return 2_500;
  };
  return {
    embed,
    get calls() {
      return calls;
    },
  } as PaperIndex & { readonly calls: number };
}
const signal = new AbortController().signal;

describe('the bot, while it answers,', () => {
  it('gives papers their vectors and logs how far it is', async () => {
    const log = createRecordingLog();
    await fillEmbeddings({ library: library([]), clock: createFakeClock(), log, signal });
    expect(log.lines.map(({ event, facts }) => [event, facts])).toEqual([
      ['embeddings-progress', { done: 1_500, of: 2_500 }],
      ['embeddings-progress', { done: 2_500, of: 2_500 }],
      ['embeddings-complete', { papers: 2_500 }],
    ]);
  });

  it('tries again later, and later still, when the fault may pass', async () => {
    const [log, clock] = [createRecordingLog(), createFakeClock()];
    const writing = new LibraryFault('Another Paperboy is writing.', 'Wait.', { retryable: true });
    await fillEmbeddings({ library: library([BUSY, writing, new Error('odd')]), clock, log, signal });
    expect(clock.sleeps).toEqual([60_000, 120_000, 240_000]);
    expect(log.events().at(-1)).toBe('embeddings-complete');
  });

  it('does not try for ever, nor at all with a wrong key', async () => {
    const [clock, log] = [createFakeClock(), createRecordingLog()];
    const busy = library(Array(1_000).fill(BUSY));
    await fillEmbeddings({ library: busy, clock, log, signal });
    expect(busy.calls).toBeLessThan(50);
    expect(Math.max(...clock.sleeps)).toBe(60 * 60_000);
    const refused = library([new ModelFault('The key is not accepted.', 'Check it.')]);
    await fillEmbeddings({ library: refused, clock, log, signal });
    expect(refused.calls).toBe(1);
  });

  it('stops at once when it is told to, also while it waits', async () => {
    const controller = new AbortController();
    const clock = createHeldClock();
    const filling = fillEmbeddings({
      library: library([BUSY]),
      clock,
      log: createRecordingLog(),
      signal: controller.signal,
    });
    await expect.poll(() => clock.waiting()).toEqual([60_000]);
    controller.abort(new Error('stopped'));
    await filling;
    expect(clock.waiting()).toEqual([]);
  });
});
