import type { EventEmitter } from 'node:events';

/**
 * Resolves with what `check` returns as soon as that is not undefined; asks after every change and every 50 ms.
 * Throws with `describe()` after `timeout` milliseconds of real time. `check` may throw to end the wait at once.
 */
export async function waitUntil<Found>(
  changes: EventEmitter,
  check: () => Found | undefined,
  { timeout, describe }: { readonly timeout: number; readonly describe: () => string },
): Promise<Found> {
  const end = performance.now() + timeout;
  for (;;) {
    const found = check();
    if (found !== undefined) return found;
    const left = end - performance.now();
    if (left <= 0) throw new Error(`Waited ${timeout} ms in vain: ${describe()}`);
    await nextChange(changes, Math.min(left, 50));
  }
}

function nextChange(changes: EventEmitter, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      changes.off('change', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    changes.once('change', done);
  });
}
