/** Vectors → a number of groups that the vectors themselves call for, each by its direction. Pure, the same every time. */
import { cutTree, type Merge, mergeTree } from './merge-tree.ts';
import { clearness, meanDirection, nearestOf } from './vectors.ts';

/** More are sampled for the tree, which takes time with their square; every vector then finds its group. */
const MOST_IN_TREE = 500;
/** The same for the trials that tell how many groups there are. */
const MOST_IN_TRIAL = 400;
const FEWEST_GROUPS = 2;
const MOST_GROUPS = 10;
/** Fewer on average make no group that a name could be found for. */
const VECTORS_A_GROUP = 8;
/** Rounds of finding the nearest direction anew; after a tree few vectors still change sides. */
const MOST_ROUNDS = 10;
const ROUNDS_OF_TRIAL = 2;
/**
 * Of the best clearness that any number of groups has: the least clear of its groups must reach it, or that one is a
 * piece of another. Three plain subjects are three groups by it, eight weeks of Daily Papers seven to ten.
 */
const ENOUGH_OF_BEST = 1 / 3;

/**
 * @param vectors of length 1, in an order that does not depend on chance
 * @returns directions of the groups; none where there are too few vectors for two groups
 */
export function groupVectors(vectors: readonly Float32Array[]): Float32Array[] {
  const groups = numberOfGroups(vectors);
  return groups ? directionsOf(vectors, grow(sampled(vectors, MOST_IN_TREE)), groups, MOST_ROUNDS) : [];
}

/**
 * How many groups: the most of which each is clear to papers that had no part in making it, one half of the vectors
 * being held against the groups of the other.
 */
function numberOfGroups(vectors: readonly Float32Array[]): number {
  const most = Math.min(MOST_GROUPS, Math.floor(vectors.length / VECTORS_A_GROUP));
  if (most < FEWEST_GROUPS) return 0;
  const tried = sampled(vectors, MOST_IN_TRIAL);
  const halves = [0, 1].map((half) => tried.filter((_, at) => at % 2 === half));
  const trees = halves.map(grow);
  const trials = Array.from({ length: most - FEWEST_GROUPS + 1 }, (_, more) => {
    const groups = FEWEST_GROUPS + more;
    const held = halves.map((half, which) =>
      clearnessOf(
        halves[1 - which] as readonly Float32Array[],
        directionsOf(half, trees[which] as Tree, groups, ROUNDS_OF_TRIAL),
      ),
    );
    return { groups, all: average(held.map(({ all }) => all)), least: average(held.map(({ least }) => least)) };
  });
  const best = Math.max(...trials.map(({ all }) => all));
  return trials.findLast(({ least }) => least >= ENOUGH_OF_BEST * best)?.groups ?? FEWEST_GROUPS;
}

/** How clearly the vectors belong to one of the directions: on average, and those of the least clear one. */
function clearnessOf(vectors: readonly Float32Array[], directions: readonly Float32Array[]) {
  const nearest = vectors.map((vector) => nearestOf(vector, directions));
  const groups = directions.map((_, group) => average(nearest.filter(({ at }) => at === group).map(clearness)));
  return { all: average(nearest.map(clearness)), least: Math.min(...groups) };
}

interface Tree {
  readonly sample: readonly Float32Array[];
  readonly merges: readonly Merge[];
}

function grow(sample: readonly Float32Array[]): Tree {
  return { sample, merges: mergeTree(sample) };
}

/** Every so manieth, so that each part of the order has its share. */
function sampled(vectors: readonly Float32Array[], most: number): readonly Float32Array[] {
  if (vectors.length <= most) return vectors;
  return Array.from({ length: most }, (_, at) => vectors[Math.floor((at * vectors.length) / most)] as Float32Array);
}

/** Spherical k-means (Dhillon and Modha 2001) from where the tree is cut. */
function directionsOf(vectors: readonly Float32Array[], { sample, merges }: Tree, groups: number, rounds: number) {
  let directions = cutTree(sample.length, merges, groups).flatMap(
    (members) => meanDirection(members.map((at) => sample[at] as Float32Array)) ?? [],
  );
  let places: readonly number[] = [];
  for (let round = 0; round < rounds; round++) {
    const nearest = vectors.map((vector) => nearestOf(vector, directions).at);
    if (nearest.every((place, at) => place === places[at])) break;
    places = nearest;
    directions = directions.map(
      (direction, place) => meanDirection(vectors.filter((_, at) => places[at] === place)) ?? direction,
    );
  }
  return directions;
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
}
