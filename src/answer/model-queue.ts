/** In: answers that want to be written, and for whom. Out: leave to begin, a few at a time and readers in turn. */
import type { Clock } from '../domain/clock.ts';

export interface ModelQueue {
  /**
   * Waits for a turn. Readers are served one after the other, however many questions one of them has in the queue.
   * @returns what gives the place back, or `busy` when it would take too long: then nothing is to be given back
   * @throws the signal's reason once that is aborted
   */
  enter(reader: string, signal: AbortSignal): Promise<(() => void) | 'busy'>;
}

export interface ModelQueueOptions {
  /** Answers that are written at the same time. */
  readonly places: number;
  /** The longest wait for a place. */
  readonly waitMilliseconds: number;
  /** Questions that may wait at the same time; of more than these the readers' with most of them are turned away. */
  readonly mostWaiting: number;
  readonly clock: Clock;
}

interface Waiting {
  begin(): void;
  turnAway(): void;
}

export function createModelQueue(options: ModelQueueOptions): ModelQueue {
  const { places, waitMilliseconds, mostWaiting, clock } = options;
  let busy = 0;
  let waitingInAll = 0;
  /** Readers in the order of their next turn; whoever was served goes to the end. */
  const waiting = new Map<string, Waiting[]>();

  function leaver(): () => void {
    busy += 1;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      busy -= 1;
      serveNext();
    };
  }

  function serveNext(): void {
    if (busy >= places) return;
    const [reader, theirs] = waiting.entries().next().value ?? [];
    if (reader === undefined || !theirs) return;
    const next = theirs.shift();
    waiting.delete(reader);
    if (theirs.length) waiting.set(reader, theirs);
    next?.begin();
  }

  /** Whoever has most in a full queue gives up the last of it to one who has at least two fewer. */
  function turnedAwayFor(reader: string): boolean {
    const most = [...waiting.values()].reduce<Waiting[]>(
      (longest, one) => (one.length > longest.length ? one : longest),
      [],
    );
    if (most.length < (waiting.get(reader)?.length ?? 0) + 2) return false;
    most.pop()?.turnAway();
    return true;
  }

  function takeOut(reader: string, one: Waiting): void {
    const left = waiting.get(reader)?.filter((other) => other !== one) ?? [];
    if (left.length) waiting.set(reader, left);
    else waiting.delete(reader);
  }

  return {
    async enter(reader, signal) {
      signal.throwIfAborted();
      if (busy < places) return leaver();
      if (waitingInAll >= mostWaiting && !turnedAwayFor(reader)) return 'busy';
      waitingInAll += 1;
      const stop = new AbortController();
      const turn = Promise.withResolvers<() => void>();
      const away = Promise.withResolvers<'busy'>();
      const one: Waiting = { begin: () => turn.resolve(leaver()), turnAway: () => away.resolve('busy') };
      const theirs = waiting.get(reader);
      if (theirs) theirs.push(one);
      else waiting.set(reader, [one]);
      const patience = clock.sleep(waitMilliseconds, AbortSignal.any([signal, stop.signal])).then((): 'busy' => 'busy');
      let leave: (() => void) | 'busy' | undefined;
      try {
        leave = await Promise.race([turn.promise, away.promise, patience]);
        return leave;
      } finally {
        // A place may come in the same moment as patience or the reader ends.
        if (typeof leave !== 'function') turn.promise.then((unused) => unused());
        waitingInAll -= 1;
        takeOut(reader, one);
        stop.abort();
        patience.catch(() => {});
      }
    },
  };
}
