/** What the library knows of its papers as a whole: how rare each term is, how long texts are, and a projection to vectors. */
import { latentProjection, type SparseRows } from './latent-semantics.ts';

export const VECTOR_DIMENSIONS = 256;
/** Above this many papers the projection is computed from an even sample; every paper still gets its vector. */
const PROJECTION_SAMPLE = 20_000;
/** Terms in fewer papers carry no co-occurrence. */
const PROJECTION_LEAST_FREQUENCY = 2;

/** Term counts of one paper, the title's counted with the abstract's. */
export interface PaperTerms {
  readonly title: readonly string[];
  readonly body: readonly string[];
}

export interface CorpusStatistics {
  readonly papers: number;
  readonly averageTitleLength: number;
  readonly averageBodyLength: number;
}

/** Immutable; a refresh makes a new one. */
export class CorpusModel {
  readonly statistics: CorpusStatistics;
  readonly dimensions: number;
  /** Term → document frequency. */
  readonly frequencies: ReadonlyMap<string, number>;
  readonly #rows: ReadonlyMap<string, number>;
  readonly #projection: Float32Array;

  /**
   * @param projectedTerms the terms of the projection's rows, in their order
   * @param projection `projectedTerms.length` × `dimensions`, row-major
   */
  constructor(
    statistics: CorpusStatistics,
    frequencies: ReadonlyMap<string, number>,
    projectedTerms: readonly string[],
    projection: Float32Array,
    dimensions: number,
  ) {
    this.statistics = statistics;
    this.frequencies = frequencies;
    this.dimensions = dimensions;
    this.#rows = new Map(projectedTerms.map((term, row) => [term, row]));
    this.#projection = projection;
  }

  static readonly empty = new CorpusModel(
    { papers: 0, averageTitleLength: 1, averageBodyLength: 1 },
    new Map(),
    [],
    new Float32Array(0),
    0,
  );

  /** ln(1 + (N − df + 0.5) / (df + 0.5)), as in BM25; an unknown term is as rare as can be. */
  inverseDocumentFrequency(term: string): number {
    const frequency = this.frequencies.get(term) ?? 0;
    return Math.log(1 + (Math.max(this.statistics.papers, 1) - frequency + 0.5) / (frequency + 0.5));
  }

  /**
   * The vector of a text: Σ log1p(tf)·idf·projection[term], of length 1.
   * @returns VECTOR_DIMENSIONS numbers, or `undefined` when no term is known
   */
  vectorOf(terms: Iterable<string>): Float32Array | undefined {
    const vector = new Float32Array(VECTOR_DIMENSIONS);
    for (const [term, count] of countTerms(terms)) {
      const row = this.#rows.get(term);
      if (row === undefined) continue;
      const weight = Math.log1p(count) * this.inverseDocumentFrequency(term);
      const offset = row * this.dimensions;
      for (let k = 0; k < this.dimensions; k++)
        (vector[k] as number) += weight * (this.#projection[offset + k] as number);
    }
    const length = Math.hypot(...vector);
    if (length === 0) return undefined;
    return vector.map((value) => value / length);
  }

  /** Every term with its row of the projection, where it has one; for storing. */
  *entries(): Generator<{ term: string; frequency: number; vector: Float32Array | undefined }> {
    for (const [term, frequency] of this.frequencies) {
      const row = this.#rows.get(term);
      const vector =
        row === undefined ? undefined : this.#projection.subarray(row * this.dimensions, (row + 1) * this.dimensions);
      yield { term, frequency, vector };
    }
  }
}

/** Computes the model of a corpus; several seconds for ten thousand papers. */
export function computeCorpusModel(papers: readonly PaperTerms[]): CorpusModel {
  const frequencies = new Map<string, number>();
  let titleLength = 0;
  let bodyLength = 0;
  for (const { title, body } of papers) {
    titleLength += title.length;
    bodyLength += body.length;
    for (const term of new Set([...title, ...body])) frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
  }
  const statistics = {
    papers: papers.length,
    averageTitleLength: Math.max(titleLength / Math.max(papers.length, 1), 1e-9),
    averageBodyLength: Math.max(bodyLength / Math.max(papers.length, 1), 1e-9),
  };
  const projectedTerms = [...frequencies]
    .filter(([, count]) => count >= PROJECTION_LEAST_FREQUENCY)
    .map(([term]) => term);
  const weights = new CorpusModel(statistics, frequencies, [], new Float32Array(0), 0);
  const rows = weightedRows(evenSample(papers, PROJECTION_SAMPLE), projectedTerms, weights);
  const { projection, dimensions } = latentProjection(rows, VECTOR_DIMENSIONS);
  return new CorpusModel(statistics, frequencies, projectedTerms, projection, dimensions);
}

/** Rows log1p(tf)·idf, each of length 1. */
function weightedRows(papers: readonly PaperTerms[], terms: readonly string[], model: CorpusModel): SparseRows {
  const columnOf = new Map(terms.map((term, column) => [term, column]));
  const starts = new Uint32Array(papers.length + 1);
  const columns: number[] = [];
  const values: number[] = [];
  papers.forEach(({ title, body }, row) => {
    const first = values.length;
    let squares = 0;
    for (const [term, count] of countTerms([...title, ...body])) {
      const column = columnOf.get(term);
      if (column === undefined) continue;
      const weight = Math.log1p(count) * model.inverseDocumentFrequency(term);
      columns.push(column);
      values.push(weight);
      squares += weight * weight;
    }
    const length = Math.sqrt(squares) || 1;
    for (let entry = first; entry < values.length; entry++) (values[entry] as number) /= length;
    starts[row + 1] = values.length;
  });
  return {
    rowCount: papers.length,
    columnCount: terms.length,
    starts,
    columns: Uint32Array.from(columns),
    values: Float32Array.from(values),
  };
}

function evenSample<T>(items: readonly T[], size: number): readonly T[] {
  if (items.length <= size) return items;
  const step = items.length / size;
  return Array.from({ length: size }, (_, index) => items[Math.floor(index * step)] as T);
}

function countTerms(terms: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}
