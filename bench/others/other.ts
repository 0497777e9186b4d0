/** What every other search of the comparison is given and gives back: the same texts and vectors, and a question. */

export interface Item {
  readonly title: string;
  readonly abstract: string;
  readonly vector: Float32Array;
}

export interface Question {
  readonly text: string;
  readonly vector: Float32Array;
}

/** Finds the best papers for a question, by text and vectors together where it can do both. */
export interface Other {
  ask(question: Question): unknown | Promise<unknown>;
  close(): void;
}

/** @param folder for what is kept on disk; removed afterwards */
export type CreateOther = (batches: AsyncIterable<readonly Item[]>, folder: string) => Promise<Other>;

export const DIMENSIONS = 256;
/** How far down each half of a search looks before the two are fused, as in our own ranking. */
export const DEPTH = 100;
export const LIMIT = 10;
/** Of reciprocal rank fusion: Cormack, Clarke and Büttcher (2009). */
export const RANK_CONSTANT = 60;
