/** In: what arrives one by one, and work on each. Out: the results in the same order, while several are worked on at once. */

/**
 * @param source an async generator: it is asked for several at once, and answers in turn
 * @param most worked on at once
 * @throws what the source or the work throws, once everything before it has been yielded
 */
export async function* inOrder<T, R>(
  source: AsyncGenerator<T>,
  work: (item: T) => Promise<R> | R,
  most: number,
): AsyncGenerator<R> {
  const line: Promise<{ readonly done: true } | { readonly done: false; readonly value: R }>[] = [];
  const join = () => {
    const place = source
      .next()
      .then(async (item) =>
        item.done ? { done: true as const } : { done: false as const, value: await work(item.value) },
      );
    // It may fail before its turn to be waited for.
    place.catch(() => {});
    line.push(place);
  };
  try {
    while (line.length < most) join();
    for (;;) {
      const first = await line.shift();
      if (!first || first.done) return;
      join();
      yield first.value;
    }
  } finally {
    // Not awaited: a stalled source may never answer to being closed.
    source.return(undefined).then(undefined, () => {});
  }
}
