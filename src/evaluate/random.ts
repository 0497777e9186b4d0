/** A seed in, the same sequence of numbers every time out, so that two runs of a measurement agree. */

/** Numbers from 0 up to and without 1. Mulberry32 by Tommy Ettinger (public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** At most `size` items, drawn without replacement and kept in their order. */
export function sample<T>(items: readonly T[], size: number, random: () => number): T[] {
  const drawn = items.map((_, index) => index);
  for (let index = 0; index < Math.min(size, drawn.length); index++) {
    const other = index + Math.floor(random() * (drawn.length - index));
    [drawn[index], drawn[other]] = [drawn[other] as number, drawn[index] as number];
  }
  return drawn
    .slice(0, size)
    .sort((a, b) => a - b)
    .map((index) => items[index] as T);
}
