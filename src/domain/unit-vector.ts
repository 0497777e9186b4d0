/** In: numbers as a model gave them. Out: a vector of length 1. */

/** @returns `undefined` when one of them is not a finite number, or all are 0: such a vector has no direction */
export function toUnitVector(numbers: ArrayLike<unknown>): Float32Array | undefined {
  let squares = 0;
  for (let index = 0; index < numbers.length; index++) {
    const value = numbers[index];
    if (typeof value !== 'number') return undefined;
    squares += value * value;
  }
  const length = Math.sqrt(squares);
  if (!(length > 0 && length < Number.POSITIVE_INFINITY)) return undefined;
  const vector = new Float32Array(numbers.length);
  for (let index = 0; index < vector.length; index++) vector[index] = (numbers[index] as number) / length;
  return vector;
}
