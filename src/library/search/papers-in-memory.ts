/** The papers of a small library as scoring needs them, searched by their words without the engine. */
import type { CorpusModel, CorpusStatistics } from '../corpus/corpus-model.ts';
import { topPositions } from '../vectors/top-positions.ts';
import { normsOf, type QueryTerms, termScore, weightsOf } from './bm25f.ts';
import { Postings } from './postings.ts';
import type { ScoringRow } from './scoring-rows.ts';

/** Positions of papers that were changed or removed stay, unused, until they are this share. */
const MOST_UNUSED_SHARE = 0.3;

export class PapersInMemory {
  readonly #positions = new Map<string, number>();
  #rows: (ScoringRow | undefined)[] = [];
  #postings = new Postings();
  /** By position, so that going over a term's papers does not touch their rows. */
  #norms: Norms | undefined;

  /** Adds a paper, or takes the place of the one with its id. */
  put(row: ScoringRow): void {
    this.remove(row.id);
    this.#positions.set(row.id, this.#rows.length);
    this.#postings.add(this.#rows.length, row.terms);
    this.#rows.push(row);
  }

  remove(id: string): void {
    const position = this.#positions.get(id);
    if (position === undefined) return;
    this.#positions.delete(id);
    this.#rows[position] = undefined;
    if (this.#rows.length - this.#positions.size > MOST_UNUSED_SHARE * this.#rows.length) this.#pack();
  }

  /** In no order; unknown papers are missing. */
  rowsOf(ids: readonly string[]): ScoringRow[] {
    return ids.flatMap((id) => this.#rows[this.#positions.get(id) ?? -1] ?? []);
  }

  /**
   * @param admits asked only about papers that hold a term and would be among the best
   * @returns at most `limit` papers, best first by BM25F without bigrams
   */
  best(query: QueryTerms, model: CorpusModel, limit: number, admits: (row: ScoringRow) => boolean): ScoringRow[] {
    const scores = new Float32Array(this.#rows.length);
    const { title, body } = this.#normsFor(model.statistics);
    for (const [term, weight] of weightsOf(query, (number) => model.inverseDocumentFrequency(number))) {
      this.#postings.each(term, (at, inTitle, inBody) => {
        (scores[at] as number) += weight * termScore(inTitle, title[at] as number, inBody, body[at] as number);
      });
    }
    const isWanted = (position: number) => {
      const row = this.#rows[position];
      return row !== undefined && (scores[position] as number) > 0 && admits(row);
    };
    return topPositions(scores, limit, isWanted).map((position) => this.#rows[position] as ScoringRow);
  }

  #normsFor(statistics: CorpusStatistics): Norms {
    const known = this.#norms?.statistics === statistics ? this.#norms : undefined;
    const count = this.#rows.length;
    if (known && known.title.length === count) return known;
    const norms = { statistics, title: new Float32Array(count), body: new Float32Array(count) };
    this.#rows.forEach((row, position) => {
      if (!row) return;
      const { title, body } = normsOf(row.terms, statistics);
      norms.title[position] = title;
      norms.body[position] = body;
    });
    this.#norms = norms;
    return norms;
  }

  #pack(): void {
    const rows = this.#rows.filter((row) => row !== undefined);
    this.#rows = [];
    this.#norms = undefined;
    this.#postings = new Postings();
    this.#positions.clear();
    for (const row of rows) this.put(row);
  }
}

interface Norms {
  readonly statistics: CorpusStatistics;
  readonly title: Float32Array;
  readonly body: Float32Array;
}
