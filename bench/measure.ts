/** Work in, how long it took out: one caller after the other, or several at once. */
import { percentile } from '../src/evaluate/averages.ts';

/** Milliseconds of each, and how many were answered a second on the whole. */
export interface Times {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly longest: number;
  readonly perSecond: number;
}

/**
 * Runs the work once for each value; every caller takes the next value as soon as its last is done.
 * @param callers how many values are worked on at once
 */
export async function timeEach<T>(
  values: readonly T[],
  callers: number,
  work: (value: T) => unknown | Promise<unknown>,
): Promise<Times> {
  const times: number[] = [];
  const queue = values.values();
  const started = performance.now();
  const caller = async () => {
    for (const value of queue) {
      const start = performance.now();
      await work(value);
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return summary(times, performance.now() - started);
}

/** @param milliseconds of each @param whole milliseconds of all of them together */
export function summary(milliseconds: readonly number[], whole: number): Times {
  return {
    count: milliseconds.length,
    p50: percentile(milliseconds, 0.5),
    p95: percentile(milliseconds, 0.95),
    p99: percentile(milliseconds, 0.99),
    longest: Math.max(0, ...milliseconds),
    perSecond: (milliseconds.length / whole) * 1000,
  };
}

/** @returns milliseconds, and what came of the work */
export async function time<T>(work: () => T | Promise<T>): Promise<{ milliseconds: number; result: T }> {
  const start = performance.now();
  const result = await work();
  return { milliseconds: performance.now() - start, result };
}

/** More would only fill the memory of a process that cannot keep up. */
const MOST_AT_ONCE = 8;
const LOOK_AGAIN_MILLISECONDS = 5;

/**
 * Starts the work at a fixed pace while something else goes on, whether or not the last one is done, up to a few at once:
 * times count from the moment a work was due, so that a process that stands still is seen to stand still.
 */
export async function timeMeanwhile(
  main: () => Promise<unknown>,
  everyMilliseconds: number,
  work: (turn: number) => Promise<unknown>,
): Promise<Times> {
  const times: number[] = [];
  const running = new Set<Promise<unknown>>();
  const started = performance.now();
  let turn = 0;
  let timer: NodeJS.Timeout | undefined;
  const startWhatIsDue = () => {
    for (; started + turn * everyMilliseconds <= performance.now() && running.size < MOST_AT_ONCE; turn++) {
      const due = started + turn * everyMilliseconds;
      const question = work(turn).then(() => {
        times.push(performance.now() - due);
        running.delete(question);
      });
      running.add(question);
    }
    const wait = started + turn * everyMilliseconds - performance.now();
    timer = setTimeout(startWhatIsDue, Math.max(wait, LOOK_AGAIN_MILLISECONDS));
  };
  startWhatIsDue();
  try {
    await main();
  } finally {
    clearTimeout(timer);
  }
  const whole = performance.now() - started;
  await Promise.all(running);
  return summary(times, whole);
}
