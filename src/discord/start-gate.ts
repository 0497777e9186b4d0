/** Commands that want to begin come in; they are let in one after the other, readers in turn, while the process keeps up. */

/**
 * What a command computes at its beginning (a search, sentences that are picked) it computes on the thread that also
 * hears Discord. Two hundred questions in one second, all begun at once, would keep the last of them from being
 * acknowledged for seconds; begun when there is time for it, they are all acknowledged at once and answered as soon.
 */
const LOOK_EVERY = 5;
/** Of the time since the last look: a process that is busier than this has something to hear first. */
const CALM = 0.6;
/** However busy it is, one begins after so many looks. */
const MOST_LOOKS = 20;

export interface StartGateOptions {
  /** The share of the time since it was asked last, from 0 to 1, in which the thread was at work. */
  readonly busy: () => number;
  /** In the machine's own time: it is the machine that is kept busy. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

export interface StartGate {
  /**
   * Waits for a turn; readers are served one after the other, however many commands one of them has waiting.
   * @throws the signal's reason once that is aborted
   */
  enter(reader: string, signal: AbortSignal): Promise<void>;
}

/** What Node.js measures of its own event loop. */
export function eventLoopBusy(): () => number {
  let last = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, last);
    last = now;
    return utilization;
  };
}

export function createStartGate({ busy, sleep }: StartGateOptions): StartGate {
  /** Readers in the order of their next turn. */
  const waiting = new Map<string, (() => void)[]>();
  let isLooking = false;

  const letNextIn = () => {
    const [reader, theirs] = waiting.entries().next().value ?? [];
    if (reader === undefined || !theirs) return;
    const begin = theirs.shift();
    waiting.delete(reader);
    if (theirs.length) waiting.set(reader, theirs);
    begin?.();
  };
  /** After one has begun, until nobody waits any more. */
  const look = async () => {
    isLooking = true;
    busy();
    for (let looks = 1; ; looks += 1) {
      await sleep(LOOK_EVERY);
      if (waiting.size === 0) break;
      if (busy() > CALM && looks < MOST_LOOKS) continue;
      letNextIn();
      looks = 0;
    }
    isLooking = false;
  };

  return {
    async enter(reader, signal) {
      signal.throwIfAborted();
      if (!isLooking) return void look();
      const turn = Promise.withResolvers<void>();
      const giveUp = () => {
        const left = (waiting.get(reader) ?? []).filter((other) => other !== turn.resolve);
        if (left.length) waiting.set(reader, left);
        else waiting.delete(reader);
        turn.reject(signal.reason);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      const theirs = waiting.get(reader);
      if (theirs) theirs.push(turn.resolve);
      else waiting.set(reader, [turn.resolve]);
      await turn.promise.finally(() => signal.removeEventListener('abort', giveUp));
    },
  };
}
