/** In: what arrives piece by piece, and a signal. Out: the same pieces, and no more waiting once the signal is aborted. */

/** @throws the signal's reason as soon as it is aborted, even when the source does not listen */
export async function* untilAborted<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  const aborted = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  aborted.catch(() => {});
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), aborted]);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    // Not awaited: a stalled source may never answer to being closed.
    iterator.return?.()?.then(undefined, () => {});
  }
}
