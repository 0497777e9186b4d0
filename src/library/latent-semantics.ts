/**
 * Latent semantic analysis: rows of weighted term counts → a projection into few dimensions in which papers on one
 * subject lie close, computed from the user's own papers. A table trained elsewhere and shipped does far worse.
 *
 * Randomised singular value decomposition after Halko, Martinsson and Tropp, "Finding Structure with Randomness"
 * (2011), algorithm 4.4, with the Gram matrix of the sample instead of a QR (CholeskyQR): the same subspace, in
 * operations that are fast on typed arrays.
 */
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** Compressed sparse rows: row i has columns `columns[starts[i] … starts[i+1])` with the same `values`. */
export interface SparseRows {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly starts: Uint32Array;
  readonly columns: Uint32Array;
  readonly values: Float32Array;
}

const OVERSAMPLED = 16;
const POWER_ITERATIONS = 4;

/**
 * @param rows papers × terms, each row of length 1
 * @param dimensions how many at the most
 * @returns terms × dimensions in row-major order: V·S^½, so that x·result is the vector of a row x; and how many
 *   dimensions there are (fewer where the rows span fewer)
 */
export function latentProjection(
  rows: SparseRows,
  dimensions: number,
): { projection: Float32Array; dimensions: number } {
  const width = Math.min(dimensions + OVERSAMPLED, rows.rowCount, rows.columnCount);
  if (width === 0) return { projection: new Float32Array(0), dimensions: 0 };
  let sample = multiply(rows, randomMatrix(rows.columnCount, width), width);
  for (let iteration = 0; iteration < POWER_ITERATIONS; iteration++) {
    orthonormalise(sample, rows.rowCount, width);
    sample = multiply(rows, multiplyTransposed(rows, sample, width), width);
  }
  orthonormalise(sample, rows.rowCount, width);
  const reduced = multiplyTransposed(rows, sample, width);
  return fromGram(reduced, rows.columnCount, width, dimensions);
}

/** B' = reduced is V·S·U'; the eigenvectors of B·B' are U, its eigenvalues S². Then V·S^½ = B'·U·S^−½. */
function fromGram(reduced: Float32Array, rowCount: number, width: number, dimensions: number) {
  const decomposition = new EigenvalueDecomposition(gram(reduced, rowCount, width), { assumeSymmetric: true });
  const eigenvalues = decomposition.realEigenvalues;
  const vectors = decomposition.eigenvectorMatrix;
  const largest = Math.max(...eigenvalues);
  const kept = eigenvalues
    .map((value, index) => ({ value, index }))
    .filter(({ value }) => value > largest * 1e-8)
    .sort((a, b) => b.value - a.value)
    .slice(0, dimensions);
  const rotation = new Float32Array(width * kept.length);
  kept.forEach(({ value, index }, column) => {
    const scale = value ** -0.25;
    for (let row = 0; row < width; row++) rotation[row * kept.length + column] = vectors.get(row, index) * scale;
  });
  return { projection: denseProduct(reduced, rotation, rowCount, width, kept.length), dimensions: kept.length };
}

/** Sparse (r × c) times dense (c × width). */
function multiply(rows: SparseRows, dense: Float32Array, width: number): Float32Array {
  const product = new Float32Array(rows.rowCount * width);
  const { starts, columns, values } = rows;
  for (let row = 0; row < rows.rowCount; row++) {
    const target = row * width;
    for (let entry = starts[row] as number; entry < (starts[row + 1] as number); entry++) {
      const source = (columns[entry] as number) * width;
      const value = values[entry] as number;
      for (let k = 0; k < width; k++) (product[target + k] as number) += value * (dense[source + k] as number);
    }
  }
  return product;
}

/** Transposed sparse (c × r) times dense (r × width). */
function multiplyTransposed(rows: SparseRows, dense: Float32Array, width: number): Float32Array {
  const product = new Float32Array(rows.columnCount * width);
  const { starts, columns, values } = rows;
  for (let row = 0; row < rows.rowCount; row++) {
    const source = row * width;
    for (let entry = starts[row] as number; entry < (starts[row + 1] as number); entry++) {
      const target = (columns[entry] as number) * width;
      const value = values[entry] as number;
      for (let k = 0; k < width; k++) (product[target + k] as number) += value * (dense[source + k] as number);
    }
  }
  return product;
}

function denseProduct(
  left: Float32Array,
  right: Float32Array,
  rows: number,
  inner: number,
  columns: number,
): Float32Array {
  const product = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const target = row * columns;
    for (let i = 0; i < inner; i++) {
      const value = left[row * inner + i] as number;
      const source = i * columns;
      for (let k = 0; k < columns; k++) (product[target + k] as number) += value * (right[source + k] as number);
    }
  }
  return product;
}

/** Columns' inner products, width × width. */
function gram(matrix: Float32Array, rowCount: number, width: number): Matrix {
  const sums = new Float64Array(width * width);
  for (let row = 0; row < rowCount; row++) {
    const offset = row * width;
    for (let i = 0; i < width; i++) {
      const value = matrix[offset + i] as number;
      if (value === 0) continue;
      const target = i * width;
      for (let k = i; k < width; k++) (sums[target + k] as number) += value * (matrix[offset + k] as number);
    }
  }
  const result = Matrix.zeros(width, width);
  for (let i = 0; i < width; i++) {
    for (let k = i; k < width; k++) {
      result.set(i, k, sums[i * width + k] as number);
      result.set(k, i, sums[i * width + k] as number);
    }
  }
  return result;
}

/** Makes the columns orthonormal in place: matrix ← matrix·G^−½ by the eigenvectors of its Gram matrix; null directions become 0. */
function orthonormalise(matrix: Float32Array, rowCount: number, width: number): void {
  const decomposition = new EigenvalueDecomposition(gram(matrix, rowCount, width), { assumeSymmetric: true });
  const eigenvalues = decomposition.realEigenvalues;
  const vectors = decomposition.eigenvectorMatrix;
  const largest = Math.max(...eigenvalues);
  const rotation = new Float32Array(width * width);
  for (let column = 0; column < width; column++) {
    const value = eigenvalues[column] as number;
    const scale = value > largest * 1e-12 ? value ** -0.5 : 0;
    for (let row = 0; row < width; row++) rotation[row * width + column] = vectors.get(row, column) * scale;
  }
  matrix.set(denseProduct(matrix, rotation, rowCount, width, width));
}

/** Uniform in −1 … 1 from a fixed seed (mulberry32), so that the same papers give the same vectors. */
function randomMatrix(rows: number, columns: number): Float32Array {
  let state = 0x9e3779b9;
  return Float32Array.from({ length: rows * columns }, () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 31 - 1;
  });
}
