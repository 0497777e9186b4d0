/** What of a library is in force: the edition of its papers, the corpus model with its notes, and an embedder's vectors. */
import type { PaperId } from '../domain/paper.ts';
import type { CandidateQuery } from '../domain/ports.ts';
import { allTerms, analyseQuestion } from '../domain/text/analyse.ts';
import { CorpusModel } from './corpus/corpus-model.ts';
import { loadModel, newestModel, type StoredModel } from './corpus/model-store.ts';
import { openEdition } from './editions.ts';
import { type EmbeddedVectors, loadEmbeddedVectors } from './embeddings/embedded-vectors.ts';
import { QuestionEmbedder } from './embeddings/question-embedder.ts';
import { readNotes } from './notes.ts';
import type { QuestionVectors } from './search/find-candidates.ts';
import { termNumbers } from './search/term-numbers.ts';
import type { Tables } from './tables.ts';
import type { QuestionVector } from './vectors/paper-vectors.ts';
import type { LibraryOptions } from './writing-alone.ts';

/** How old the knowledge of what is in force may be. */
const CHECK_MILLISECONDS = 5_000;

export class InForce {
  readonly #options: LibraryOptions;
  readonly #questions: QuestionEmbedder;
  #tables: Tables;
  #stored: StoredModel | undefined;
  #notes: ReadonlyMap<string, string> = new Map();
  #embedded: EmbeddedVectors | undefined;
  #checkedAt = Number.NEGATIVE_INFINITY;

  private constructor(options: LibraryOptions, tables: Tables) {
    this.#options = options;
    this.#questions = new QuestionEmbedder(options.clock, options.onEmbeddingFault ?? (() => {}));
    this.#tables = tables;
  }

  static async load(options: LibraryOptions, tables: Tables): Promise<InForce> {
    const inForce = new InForce(options, tables);
    await inForce.#load();
    return inForce;
  }

  get tables(): Tables {
    return this.#tables;
  }

  /** Missing before the first refresh. */
  get stored(): StoredModel | undefined {
    return this.#stored;
  }

  get model(): CorpusModel {
    return this.#stored?.model ?? CorpusModel.empty;
  }

  get notes(): ReadonlyMap<string, string> {
    return this.#notes;
  }

  /** For questions: looks every few seconds whether another process has made something newer. */
  async bringUpToDate(): Promise<void> {
    const isRecent = this.#options.clock.now() - this.#checkedAt < CHECK_MILLISECONDS;
    if (this.#stored && isRecent) return;
    await this.takeUpEdition();
    await this.#load();
  }

  /** For writes: looks at once. */
  async bringUpToDateNow(): Promise<void> {
    await this.takeUpEdition();
    await this.#tables.papers.checkoutLatest();
    await this.#tables.models.checkoutLatest();
    await this.#load();
  }

  /** @returns whether there was a newer edition */
  async takeUpEdition(): Promise<boolean> {
    const newest = await openEdition(this.#tables.connection);
    if (!newest || newest.edition === this.#tables.edition) return false;
    this.#tables = newest;
    return true;
  }

  async loadNotes(): Promise<void> {
    this.#notes = await readNotes(this.#tables.connection, this.#stored?.name);
  }

  async loadEmbedded(): Promise<void> {
    const { connection } = this.#tables;
    this.#embedded = await loadEmbeddedVectors(connection, this.#options.embedders, this.#embedded);
  }

  /** What stands for a question among the papers' vectors. */
  async vectorsOf(query: CandidateQuery): Promise<QuestionVectors> {
    const [corpus, embedder] = await Promise.all([this.#corpusVector(query), this.#embedderVector(query)]);
    return { corpus, embedder };
  }

  /** Vectors of papers: the embedder's where it has as many of them as the corpus has, else those of the corpus. */
  async paperVectorsOf(ids: readonly PaperId[]): Promise<ReadonlyMap<PaperId, Float32Array>> {
    const [corpus, embedded] = await Promise.all([
      this.#stored?.vectors.vectorsOf(ids),
      this.#embedded?.vectors.vectorsOf(ids),
    ]);
    const vectors = embedded && embedded.size >= (corpus?.size ?? 0) ? embedded : corpus;
    return (vectors ?? new Map()) as ReadonlyMap<PaperId, Float32Array>;
  }

  async #load(): Promise<void> {
    this.#checkedAt = this.#options.clock.now();
    const newest = await newestModel(this.#tables);
    if (newest && newest.model !== this.#stored?.name) this.#stored = await loadModel(this.#tables, newest);
    await this.loadNotes();
    await this.loadEmbedded();
  }

  async #corpusVector({ text, near }: CandidateQuery): Promise<QuestionVector | undefined> {
    if (!this.#stored) return undefined;
    const { model, vectors } = this.#stored;
    const vector = near?.length
      ? await vectors.meanOf(near)
      : model.vectorOf(termNumbers(allTerms(analyseQuestion(text))));
    return vector && vectors.against(vector, 'corpus');
  }

  /** `undefined` when the embedder does not answer in time. */
  async #embedderVector({ text, near, withoutEmbedder }: CandidateQuery): Promise<QuestionVector | undefined> {
    if (!this.#embedded || withoutEmbedder || !text.trim()) return undefined;
    const { embedder, vectors } = this.#embedded;
    const vector = near?.length ? await vectors.meanOf(near) : await this.#questions.embed(embedder, text);
    return vector && vectors.against(vector, 'embedder');
  }
}
