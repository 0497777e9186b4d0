/** Scores in, the places of the highest out. Pure. */

/**
 * A heap of the best so far, the worst of them on top: nearly every score is turned away by one comparison.
 * @param admits places that count at all
 * @returns at most `limit` positions, highest score first, ties by position
 */
export function topPositions(
  scores: Float32Array,
  limit: number,
  admits: (position: number) => boolean = () => true,
): number[] {
  const heap: number[] = [];
  const isWorse = (a: number, b: number) => {
    const difference = (scores[a] as number) - (scores[b] as number);
    return difference < 0 || (difference === 0 && a > b);
  };
  const sink = (from: number) => {
    for (let parent = from; ; ) {
      let worst = parent;
      for (const child of [2 * parent + 1, 2 * parent + 2]) {
        if (child < heap.length && isWorse(heap[child] as number, heap[worst] as number)) worst = child;
      }
      if (worst === parent) return;
      [heap[parent], heap[worst]] = [heap[worst] as number, heap[parent] as number];
      parent = worst;
    }
  };
  for (let position = 0; position < scores.length; position++) {
    if (heap.length === limit && (limit === 0 || !isWorse(heap[0] as number, position))) continue;
    if (!admits(position)) continue;
    if (heap.length < limit) {
      heap.push(position);
      if (heap.length === limit) for (let parent = limit >> 1; parent >= 0; parent--) sink(parent);
    } else {
      heap[0] = position;
      sink(0);
    }
  }
  return heap.sort((a, b) => (isWorse(a, b) ? 1 : -1));
}
