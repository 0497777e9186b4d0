/** Every vector in one typed array, held against the question: the least that exact vectors can cost in this runtime. */
import { nearestRows } from '../libraries/exact-nearest.ts';
import { type CreateOther, LIMIT } from './other.ts';

export const createScan: CreateOther = async (batches) => {
  const parts: Float32Array[] = [];
  for await (const batch of batches) parts.push(...batch.map(({ vector }) => vector));
  const dimensions = parts[0]?.length ?? 0;
  const vectors = new Float32Array(parts.length * dimensions);
  parts.forEach((part, row) => {
    vectors.set(part, row * dimensions);
  });
  return { ask: ({ vector }) => nearestRows(vector, vectors, LIMIT), close() {} };
};
