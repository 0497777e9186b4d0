/** The terms of all papers in, a corpus model out; several seconds for ten thousand papers. */

import { type PaperTerms, termNumber } from '../search/term-numbers.ts';
import { CorpusModel, fieldsOfVector, VECTOR_DIMENSIONS } from './corpus-model.ts';
import { latentProjection, type SparseRows } from './latent-semantics.ts';

/** Above this many papers the projection is computed from a sample; every paper still gets its vector. */
export const PROJECTION_SAMPLE = 20_000;
/** Terms in fewer papers carry no co-occurrence. */
const PROJECTION_LEAST_FREQUENCY = 2;
/** The commonest ones; more would cost memory (a kilobyte each) for terms that hardly ever occur. */
const MOST_PROJECTED_TERMS = 60_000;

export interface IdentifiedTerms extends PaperTerms {
  readonly id: string;
}

/**
 * Counts a corpus paper by paper, keeping nothing of most papers. The result does not depend on their order: the sample
 * is chosen by the papers' ids, and rows and columns are sorted.
 */
export class CorpusCounter {
  readonly #papersInAll: number;
  #papers = 0;
  #titleTerms = 0;
  #bodyTerms = 0;
  readonly #frequencies = new Map<number, number>();
  /** The paper in which a term was counted last. */
  readonly #countedIn = new Map<number, number>();
  readonly #sample: { readonly id: string; readonly terms: Uint32Array }[] = [];

  /** @param papersInAll how many will come, for the size of the sample */
  constructor(papersInAll: number) {
    this.#papersInAll = papersInAll;
  }

  add({ id, title, body }: IdentifiedTerms): void {
    const paper = this.#papers++;
    this.#titleTerms += title.numbers.length;
    this.#bodyTerms += body.numbers.length;
    for (const numbers of [title.numbers, body.numbers]) {
      for (const term of numbers) {
        if (this.#countedIn.get(term) === paper) continue;
        this.#countedIn.set(term, paper);
        this.#frequencies.set(term, (this.#frequencies.get(term) ?? 0) + 1);
      }
    }
    if (termNumber(id) * this.#papersInAll > PROJECTION_SAMPLE * 2 ** 32) return;
    const terms = fieldsOfVector({ title, body }).flatMap((numbers) => [...numbers]);
    this.#sample.push({ id, terms: Uint32Array.from(terms).sort() });
  }

  /** The model of what was added. */
  finish(): CorpusModel {
    const statistics = {
      papers: this.#papers,
      averageTitleLength: Math.max(this.#titleTerms / Math.max(this.#papers, 1), 1e-9),
      averageBodyLength: Math.max(this.#bodyTerms / Math.max(this.#papers, 1), 1e-9),
    };
    const weights = new CorpusModel(statistics, this.#frequencies, [], new Float32Array(0), 0);
    const terms = projectedTerms(this.#frequencies);
    const sample = this.#sample.sort((a, b) => (a.id < b.id ? -1 : 1)).map((paper) => paper.terms);
    const { projection, dimensions } = latentProjection(weightedRows(sample, terms, weights), VECTOR_DIMENSIONS);
    return new CorpusModel(statistics, this.#frequencies, terms, projection, dimensions);
  }
}

export function computeCorpusModel(papers: readonly IdentifiedTerms[]): CorpusModel {
  const counter = new CorpusCounter(papers.length);
  for (const paper of papers) counter.add(paper);
  return counter.finish();
}

/** The terms that several papers share, in ascending order. */
function projectedTerms(frequencies: ReadonlyMap<number, number>): Uint32Array {
  const shared = [...frequencies].filter(([, frequency]) => frequency >= PROJECTION_LEAST_FREQUENCY);
  if (shared.length > MOST_PROJECTED_TERMS) shared.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return Uint32Array.from(shared.slice(0, MOST_PROJECTED_TERMS), ([term]) => term).sort();
}

/** Rows log1p(tf)·idf over the projected terms, each row of length 1. @param papers sorted terms of each */
function weightedRows(papers: readonly Uint32Array[], terms: Uint32Array, weights: CorpusModel): SparseRows {
  const columnOf = new Map(Array.from(terms, (term, column) => [term, column]));
  const rarity = Float64Array.from(terms, (term) => weights.inverseDocumentFrequency(term));
  const most = papers.reduce((sum, { length }) => sum + length, 0);
  const starts = new Uint32Array(papers.length + 1);
  const columns = new Uint32Array(most);
  const values = new Float32Array(most);
  let end = 0;
  papers.forEach((numbers, row) => {
    const first = end;
    let squares = 0;
    for (let at = 0; at < numbers.length; ) {
      const term = numbers[at] as number;
      let next = at + 1;
      while (numbers[next] === term) next++;
      const column = columnOf.get(term);
      if (column !== undefined) {
        const weight = Math.log1p(next - at) * (rarity[column] as number);
        columns[end] = column;
        values[end++] = weight;
        squares += weight * weight;
      }
      at = next;
    }
    const length = Math.sqrt(squares) || 1;
    for (let entry = first; entry < end; entry++) (values[entry] as number) /= length;
    starts[row + 1] = end;
  });
  return { rowCount: papers.length, columnCount: terms.length, starts, columns, values };
}
