import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { latentProjection, type SparseRows } from '../../../src/library/corpus/latent-semantics.ts';

/** Rows of length 1 with a few entries each, around a few subjects, from a fixed formula. */
function example(rowCount: number, columnCount: number, subjects: number): { sparse: SparseRows; dense: Matrix } {
  const dense = Matrix.zeros(rowCount, columnCount);
  for (let row = 0; row < rowCount; row++) {
    for (let entry = 0; entry < 8; entry++) {
      const subject = row % subjects;
      const column = (subject * 7 + ((row * 31 + entry * entry * 17) % 11)) % columnCount;
      dense.set(row, column, dense.get(row, column) + 1 + ((row * 13 + entry * 5) % 7) / 7);
    }
    const length = Math.hypot(...dense.getRow(row));
    for (let column = 0; column < columnCount; column++) dense.set(row, column, dense.get(row, column) / length);
  }
  return { sparse: toSparse(dense), dense };
}

function toSparse(dense: Matrix): SparseRows {
  const starts = new Uint32Array(dense.rows + 1);
  const columns: number[] = [];
  const values: number[] = [];
  for (let row = 0; row < dense.rows; row++) {
    dense.getRow(row).forEach((value, column) => {
      if (value === 0) return;
      columns.push(column);
      values.push(value);
    });
    starts[row + 1] = values.length;
  }
  return {
    rowCount: dense.rows,
    columnCount: dense.columns,
    starts,
    columns: Uint32Array.from(columns),
    values: Float32Array.from(values),
  };
}

const toMatrix = (projection: Float32Array, dimensions: number) =>
  Matrix.from1DArray(projection.length / dimensions, dimensions, projection);

describe('the projection of a corpus', () => {
  const { sparse, dense } = example(120, 60, 5);
  const full = new SingularValueDecomposition(dense);

  test('has columns at right angles whose squared lengths are the largest singular values', () => {
    const { projection, dimensions } = latentProjection(sparse, 12);
    expect(dimensions).toBe(12);
    // V·S^½: its Gram matrix is S.
    const gram = toMatrix(projection, 12);
    const products = gram.transpose().mmul(gram);
    for (let i = 0; i < 12; i++) {
      for (let k = 0; k < 12; k++) {
        expect(products.get(i, k)).toBeCloseTo(i === k ? (full.diagonal[i] as number) : 0, 2);
      }
    }
  });

  test('spans what a full singular value decomposition finds', () => {
    const { projection } = latentProjection(sparse, 12);
    const approximate = toMatrix(projection, 12);
    // P·S^-1·P' is the projector on the subspace; it is compared where the spectrum has room after the cut.
    const inverse = Matrix.diag(full.diagonal.slice(0, 12).map((value) => 1 / value));
    const projector = approximate.mmul(inverse).mmul(approximate.transpose());
    const reconstructed = dense.mmul(projector);
    const best = full.diagonal.slice(12).reduce((sum, value) => sum + value * value, 0);
    const error = Matrix.sub(dense, reconstructed).norm('frobenius') ** 2;
    expect(error).toBeLessThan(best * 1.02 + 1e-6);
    expect(error).toBeGreaterThan(best * 0.98 - 1e-6);
  });

  test('brings rows of one subject closer than rows of two', () => {
    const { projection, dimensions } = latentProjection(sparse, 6);
    const vectors = dense.mmul(toMatrix(projection, dimensions));
    const cosine = (a: number, b: number) => {
      const [left, right] = [vectors.getRow(a), vectors.getRow(b)];
      const product = left.reduce((sum, value, at) => sum + value * (right[at] as number), 0);
      return product / (Math.hypot(...left) * Math.hypot(...right));
    };
    expect(cosine(0, 5)).toBeGreaterThan(cosine(0, 2));
    expect(cosine(1, 11)).toBeGreaterThan(cosine(1, 3));
  });

  test('is the same for the same papers, to the last bit', () => {
    expect(latentProjection(sparse, 12)).toEqual(latentProjection(sparse, 12));
  });

  test('has no more dimensions than the papers span', () => {
    const few = example(3, 40, 3);
    const { projection, dimensions } = latentProjection(few.sparse, 256);
    expect(dimensions).toBe(3);
    expect(projection).toHaveLength(40 * 3);
    const copies = toSparse(new Matrix(Array.from({ length: 10 }, () => few.dense.getRow(0))));
    expect(latentProjection(copies, 256).dimensions).toBe(1);
  });

  test.each([1, 2, 3, 4, 5, 6, 7])('keeps every inner product when there are %i papers and room for all', (count) => {
    const { sparse: rows, dense: matrix } = example(count, 30, 3);
    const { projection, dimensions } = latentProjection(rows, 256);
    // X·V·S^½ has the Gram matrix X·V·S·V'·X' = U·S³·U'.
    const vectors = matrix.mmul(toMatrix(projection, dimensions));
    const { leftSingularVectors: left, diagonal } = new SingularValueDecomposition(matrix, { autoTranspose: true });
    const expected = left.mmul(Matrix.diag(diagonal.map((value) => value ** 3))).mmul(left.transpose());
    const products = vectors.mmul(vectors.transpose());
    expect(Matrix.sub(products, expected).norm('frobenius')).toBeLessThan(1e-4);
  });

  test('of nothing is nothing', () => {
    const empty = { starts: new Uint32Array(1), columns: new Uint32Array(), values: new Float32Array() };
    expect(latentProjection({ ...empty, rowCount: 0, columnCount: 0 }, 256).dimensions).toBe(0);
    expect(
      latentProjection({ ...empty, rowCount: 2, columnCount: 0, starts: new Uint32Array(3) }, 256).dimensions,
    ).toBe(0);
    expect(
      latentProjection({ ...empty, rowCount: 2, columnCount: 5, starts: new Uint32Array(3) }, 256).dimensions,
    ).toBe(0);
  });
});
