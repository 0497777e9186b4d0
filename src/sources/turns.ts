/** In: tasks from anywhere in the program. Out: the same tasks, one at a time, in the order they came. */

/** Runs a task when all before it are done; gives up waiting with the signal's reason when it is aborted. */
export type TakeTurn = <T>(task: () => Promise<T>, signal: AbortSignal) => Promise<T>;

export function createTurns(): TakeTurn {
  let last: Promise<unknown> = Promise.resolve();
  return async (task, signal) => {
    const before = last;
    const mine = Promise.withResolvers<void>();
    last = before.then(() => mine.promise);
    try {
      await orAborted(before, signal);
      return await task();
    } finally {
      mine.resolve();
    }
  };
}

function orAborted(turn: Promise<unknown>, signal: AbortSignal): Promise<unknown> {
  if (signal.aborted) return Promise.reject(signal.reason);
  const stopped = Promise.withResolvers<never>();
  const stop = () => stopped.reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  return Promise.race([turn, stopped.promise]).finally(() => signal.removeEventListener('abort', stop));
}
