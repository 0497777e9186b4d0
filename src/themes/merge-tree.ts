/** Vectors → the order in which the closest of them join into ever larger groups, by Ward's criterion. Pure. */
import { innerProduct } from './vectors.ts';

export interface Merge {
  readonly left: number;
  readonly right: number;
  /** How much the spread inside the groups grows by it. */
  readonly cost: number;
}

/**
 * Agglomerative clustering by Ward's minimum variance, as a chain of nearest neighbours (Murtagh 1983): time and memory
 * grow with the square of the vectors, and the outcome depends on nothing but them.
 * @param vectors of length 1 @returns one merge less than vectors, in no order
 */
export function mergeTree(vectors: readonly Float32Array[]): Merge[] {
  const count = vectors.length;
  const costs = squaredDistances(vectors);
  const sizes = new Float64Array(count).fill(1);
  const alive = Array.from({ length: count }, (_, at) => at);
  const merges: Merge[] = [];
  let chain: number[] = [];
  while (alive.length > 1) {
    const tip = chain.at(-1) ?? (alive[0] as number);
    if (!chain.length) chain = [tip];
    const before = chain.at(-2);
    let [nearest, cost] = [before ?? -1, before === undefined ? Number.POSITIVE_INFINITY : at(tip, before)];
    for (const other of alive) {
      if (other !== tip && at(tip, other) < cost) [nearest, cost] = [other, at(tip, other)];
    }
    if (nearest !== before) {
      chain.push(nearest);
      continue;
    }
    chain.length -= 2;
    join(Math.min(tip, nearest), Math.max(tip, nearest), cost);
  }
  return merges;

  function at(one: number, other: number): number {
    return costs[one * count + other] as number;
  }

  /** The lower number stands for both from then on; distances to it follow by the formula of Lance and Williams. */
  function join(left: number, right: number, cost: number): void {
    merges.push({ left, right, cost });
    alive.splice(alive.indexOf(right), 1);
    const [a, b] = [sizes[left] as number, sizes[right] as number];
    for (const other of alive) {
      if (other === left) continue;
      const c = sizes[other] as number;
      const joint = ((a + c) * at(left, other) + (b + c) * at(right, other) - c * cost) / (a + b + c);
      costs[left * count + other] = joint;
      costs[other * count + left] = joint;
    }
    sizes[left] = a + b;
  }
}

/** The groups that are left when only the cheapest merges are made; each a list of positions. */
export function cutTree(count: number, merges: readonly Merge[], groups: number): number[][] {
  const made = merges.toSorted((one, other) => one.cost - other.cost).slice(0, Math.max(0, count - groups));
  const parents = Array.from({ length: count }, (_, position) => position);
  const root = (position: number): number => {
    let top = position;
    while (parents[top] !== top) top = parents[top] as number;
    parents[position] = top;
    return top;
  };
  for (const { left, right } of made) parents[root(right)] = root(left);
  const members = new Map<number, number[]>();
  for (let position = 0; position < count; position++) {
    const top = root(position);
    members.set(top, [...(members.get(top) ?? []), position]);
  }
  return [...members.values()];
}

function squaredDistances(vectors: readonly Float32Array[]): Float32Array {
  const count = vectors.length;
  const distances = new Float32Array(count * count);
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < row; column++) {
      const distance = 2 - 2 * innerProduct(vectors[row] as Float32Array, vectors[column] as Float32Array);
      distances[row * count + column] = distance;
      distances[column * count + row] = distance;
    }
  }
  return distances;
}
