import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/evaluate/random.ts';
import { cutTree, mergeTree } from '../../src/themes/merge-tree.ts';
import { centred, clearness, nearestOf } from '../../src/themes/vectors.ts';

function randomVectors(count: number, seed: number): Float32Array[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    const vector = Float32Array.from({ length: 6 }, () => random() - 0.5);
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  });
}

/** Ward's criterion by its definition: what the squared distances to the means grow by. */
function costOfJoining(one: readonly Float32Array[], other: readonly Float32Array[]): number {
  const spread = (vectors: readonly Float32Array[]) => {
    const mean = Array.from(
      { length: 6 },
      (_, k) => vectors.reduce((sum, vector) => sum + (vector[k] ?? 0), 0) / vectors.length,
    );
    return vectors.reduce(
      (sum, vector) => sum + mean.reduce((all, value, k) => all + ((vector[k] ?? 0) - value) ** 2, 0),
      0,
    );
  };
  return spread([...one, ...other]) - spread(one) - spread(other);
}

describe('the merge tree', () => {
  it.each([1, 2, 3])('makes the merges that Ward’s criterion makes one by one (%i)', (seed) => {
    const vectors = randomVectors(24, seed);
    let groups = vectors.map((_, at) => [at]);
    while (groups.length > 4) {
      let best = { cost: Number.POSITIVE_INFINITY, one: 0, other: 0 };
      for (let one = 0; one < groups.length; one++)
        for (let other = one + 1; other < groups.length; other++) {
          const members = [one, other].map((place) => (groups[place] ?? []).map((at) => vectors[at] as Float32Array));
          const cost = costOfJoining(members[0] ?? [], members[1] ?? []);
          if (cost < best.cost) best = { cost, one, other };
        }
      const joined = [...(groups[best.one] ?? []), ...(groups[best.other] ?? [])];
      groups = [...groups.filter((_, place) => place !== best.one && place !== best.other), joined];
      const shape = (parts: readonly (readonly number[])[]) =>
        parts.map((part) => [...part].sort((a, b) => a - b).join()).sort();
      expect(shape(cutTree(24, mergeTree(vectors), groups.length))).toEqual(shape(groups));
    }
  });

  it('of one vector, or none, has no merge', () => {
    expect(mergeTree(randomVectors(1, 1))).toEqual([]);
    expect(mergeTree([])).toEqual([]);
    expect(cutTree(1, [], 1)).toEqual([[0]]);
  });
});

describe('directions', () => {
  it('are told apart by what sets them apart, not by what they share', () => {
    const shared = [0.9, 0.9, 0, 0];
    const vectors = [
      [...shared, 0.3, 0],
      [...shared, 0.3, 0.01],
      [...shared, 0, 0.3],
      [...shared, 0.01, 0.3],
    ].map((vector) => Float32Array.from(vector.map((value) => value / Math.hypot(...vector))));
    const apart = centred(vectors);
    expect(nearestOf(apart[1] as Float32Array, [apart[0] as Float32Array, apart[2] as Float32Array]).at).toBe(0);
    expect(
      clearness(nearestOf(apart[0] as Float32Array, [apart[1] as Float32Array, apart[2] as Float32Array])),
    ).toBeGreaterThan(0.9);
  });

  it('that are the mean of all are left as they are', () => {
    const same = [Float32Array.from([1, 0]), Float32Array.from([1, 0])];
    expect(centred(same)).toEqual(same);
  });
});
