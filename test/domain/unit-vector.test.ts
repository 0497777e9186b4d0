import { expect, it } from 'vitest';
import { toUnitVector } from '../../src/domain/unit-vector.ts';

it('numbers become a vector of length 1 in the same direction', () => {
  expect(toUnitVector([3, -4])).toEqual(Float32Array.of(0.6, -0.8));
  expect(toUnitVector([3e38, 4e38])).toEqual(Float32Array.of(0.6, 0.8));
  expect(toUnitVector(Float32Array.of(0, 2))).toEqual(Float32Array.of(0, 1));
});

it.each([[[]], [[0, 0]], [[Number.NaN, 1]], [[Number.POSITIVE_INFINITY, 1]], [[null, 1]], [['1', 1]]])(
  '%o has no direction',
  (numbers) => {
    expect(toUnitVector(numbers)).toBeUndefined();
  },
);
