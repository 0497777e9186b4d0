/** Work in; a few pieces at a time, first come first served, out. */

export interface Turns {
  /** @throws the signal's reason while it waits */
  take<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result>;
}

export function createTurns(most: number): Turns {
  const waiting: (() => void)[] = [];
  let free = most;

  const next = () => {
    const first = waiting.shift();
    if (first) first();
    else free += 1;
  };
  const turn = (signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      if (free > 0) {
        free -= 1;
        return resolve();
      }
      const start = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        waiting.splice(waiting.indexOf(start), 1);
        reject(signal.reason);
      };
      waiting.push(start);
      signal.addEventListener('abort', leave, { once: true });
    });

  return {
    async take(signal, work) {
      await turn(signal);
      try {
        return await work();
      } finally {
        next();
      }
    },
  };
}
