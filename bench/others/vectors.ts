/** Texts in, vectors for the other searches out: the library's own, and one of chance for a text without a known word. */
import { seededRandom } from '../../src/evaluate/random.ts';
import { DIMENSIONS } from './other.ts';

export type VectorsOf = (texts: readonly string[]) => Promise<readonly Float32Array[]>;

/** @param own the library's vectors, `undefined` for a text that it knows no word of */
export function createVectors(own: (texts: readonly string[]) => readonly (Float32Array | undefined)[]): VectorsOf {
  const random = seededRandom(1);
  return async (texts) => {
    const known = own(texts);
    return texts.map((_, place) => known[place] ?? randomDirection(random));
  };
}

/** Of length 1; normally distributed in every dimension (Box and Muller), so that no direction is likelier than another. */
function randomDirection(random: () => number): Float32Array {
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const vector = Float32Array.from({ length: DIMENSIONS }, normal);
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
