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
    const counts = new Map<string, number>();
    for (const term of terms) if (this.#rows.has(term)) counts.set(term, (counts.get(term) ?? 0) + 1);
    const vector = new Float32Array(VECTOR_DIMENSIONS);
    for (const [term, count] of counts) {
      const weight = Math.log1p(count) * this.inverseDocumentFrequency(term);
      const offset = (this.#rows.get(term) as number) * this.dimensions;
      for (let k = 0; k < this.dimensions; k++)
        (vector[k] as number) += weight * (this.#projection[offset + k] as number);
    }
    const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
    return length === 0 ? undefined : vector.map((value) => value / length);
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
  const counts = countTerms(papers);
  const statistics = {
    papers: papers.length,
    averageTitleLength: averageLength(papers, 'title'),
    averageBodyLength: averageLength(papers, 'body'),
  };
  const frequencies = new Map(counts.terms.map((term, id) => [term, counts.frequencies[id] as number]));
  const weights = new CorpusModel(statistics, frequencies, [], new Float32Array(0), 0);
  const { rows, projectedTerms } = weightedRows(counts, weights);
  const { projection, dimensions } = latentProjection(rows, VECTOR_DIMENSIONS);
  return new CorpusModel(statistics, frequencies, projectedTerms, projection, dimensions);
}

/** How often each term stands in each paper, in compressed sparse rows over the ids of terms. */
interface TermCounts {
  readonly terms: readonly string[];
  /** Document frequency by id. */
  readonly frequencies: readonly number[];
  readonly starts: Uint32Array;
  readonly ids: Uint32Array;
  readonly counts: Uint16Array;
}

/** Typed arrays all the way: a map for every paper would be gigabytes of garbage in a large library. */
function countTerms(papers: readonly PaperTerms[]): TermCounts {
  const idOf = new Map<string, number>();
  const frequencies: number[] = [];
  /** Where in the row of which paper a term was seen last. */
  const seenIn: number[] = [];
  const seenAt: number[] = [];
  const most = papers.reduce((sum, { title, body }) => sum + title.length + body.length, 0);
  const starts = new Uint32Array(papers.length + 1);
  const ids = new Uint32Array(most);
  const counts = new Uint16Array(most);
  let end = 0;
  papers.forEach(({ title, body }, paper) => {
    for (const terms of [title, body]) {
      for (const term of terms) {
        const id = idOf.get(term) ?? idOf.size;
        if (id === idOf.size) idOf.set(term, id);
        if (seenIn[id] === paper) {
          (counts[seenAt[id] as number] as number) += 1;
          continue;
        }
        seenIn[id] = paper;
        seenAt[id] = end;
        frequencies[id] = (frequencies[id] ?? 0) + 1;
        ids[end] = id;
        counts[end++] = 1;
      }
    }
    starts[paper + 1] = end;
  });
  return { terms: [...idOf.keys()], frequencies, starts, ids: ids.subarray(0, end), counts: counts.subarray(0, end) };
}

/** Rows log1p(tf)·idf over the terms that several papers share, each row of length 1. */
function weightedRows(all: TermCounts, model: CorpusModel): { rows: SparseRows; projectedTerms: string[] } {
  const columnOf = new Int32Array(all.terms.length).fill(-1);
  const projectedTerms: string[] = [];
  const rarity: number[] = [];
  all.terms.forEach((term, id) => {
    if ((all.frequencies[id] as number) < PROJECTION_LEAST_FREQUENCY) return;
    columnOf[id] = projectedTerms.length;
    projectedTerms.push(term);
    rarity.push(model.inverseDocumentFrequency(term));
  });
  const papers = evenSample(all.starts.length - 1, PROJECTION_SAMPLE);
  const starts = new Uint32Array(papers.length + 1);
  const columns = new Uint32Array(all.ids.length);
  const values = new Float32Array(all.ids.length);
  let end = 0;
  papers.forEach((paper, row) => {
    const first = end;
    let squares = 0;
    for (let entry = all.starts[paper] as number; entry < (all.starts[paper + 1] as number); entry++) {
      const column = columnOf[all.ids[entry] as number] as number;
      if (column < 0) continue;
      const weight = Math.log1p(all.counts[entry] as number) * (rarity[column] as number);
      columns[end] = column;
      values[end++] = weight;
      squares += weight * weight;
    }
    const length = Math.sqrt(squares) || 1;
    for (let entry = first; entry < end; entry++) (values[entry] as number) /= length;
    starts[row + 1] = end;
  });
  const rows = { rowCount: papers.length, columnCount: projectedTerms.length, starts, columns, values };
  return { rows, projectedTerms };
}

function averageLength(papers: readonly PaperTerms[], field: keyof PaperTerms): number {
  const total = papers.reduce((sum, paper) => sum + paper[field].length, 0);
  return Math.max(total / Math.max(papers.length, 1), 1e-9);
}

/** Positions 0 … count − 1, or `size` of them at even distances. */
function evenSample(count: number, size: number): number[] {
  const step = Math.max(1, count / size);
  return Array.from({ length: Math.min(count, size) }, (_, index) => Math.floor(index * step));
}
