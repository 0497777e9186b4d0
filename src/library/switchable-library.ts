/** A library that another one can take the place of while questions are under way. */
import type { Clock } from '../domain/clock.ts';
import type { Paper, PaperId } from '../domain/paper.ts';
import type { CandidateQuery, PaperFilter, PaperIndex } from '../domain/ports.ts';

/** The longest review takes less: whatever began over the old library is over by then. */
const GRACE_MILLISECONDS = 15 * 60_000;

/**
 * Every call goes to the library that is in force when it begins. The one before stays open for a while: a question that
 * found its papers there still gets them by their ids. Then it is closed, when no call is left in it.
 */
export class SwitchableLibrary implements PaperIndex {
  readonly #clock: Clock;
  readonly #closed = new AbortController();
  readonly #calls = new Map<PaperIndex, Set<Promise<unknown>>>();
  #current: PaperIndex;
  #before: PaperIndex | undefined;
  #retiring: Promise<void> | undefined;

  constructor(first: PaperIndex, clock: Clock) {
    this.#current = first;
    this.#clock = clock;
  }

  /** From now on it answers; it is closed with this one. Does nothing when it is in force already. */
  switchTo(next: PaperIndex): void {
    if (next === this.#current || this.#closed.signal.aborted) return;
    const before = this.#current;
    this.#before = before;
    this.#current = next;
    const retired = this.#retiring ?? Promise.resolve();
    this.#retiring = retired.then(() => this.#retire(before));
  }

  upsert(papers: readonly Paper[], signal?: AbortSignal) {
    return this.#in((library) => library.upsert(papers, signal));
  }

  remove(ids: readonly PaperId[]) {
    return this.#in((library) => library.remove(ids));
  }

  async get(ids: readonly PaperId[]): Promise<Paper[]> {
    const before = this.#before;
    const papers = await this.#in((library) => library.get(ids));
    if (!before || papers.length === ids.length) return papers;
    const found = new Map(papers.map((paper) => [paper.id, paper]));
    const missing = ids.filter((id) => !found.has(id));
    for (const paper of await this.#call(before, (library) => library.get(missing))) found.set(paper.id, paper);
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  async *all(): AsyncGenerator<Paper> {
    const done = Promise.withResolvers<void>();
    const library = this.#current;
    this.#call(library, () => done.promise);
    try {
      yield* library.all();
    } finally {
      done.resolve();
    }
  }

  findByTitle(title: string) {
    return this.#in((library) => library.findByTitle(title));
  }

  completeTitle(typed: string, limit: number) {
    return this.#in((library) => library.completeTitle(typed, limit));
  }

  candidates(query: CandidateQuery) {
    return this.#in((library) => library.candidates(query));
  }

  findPeople(name: string, limit: number) {
    return this.#in((library) => library.findPeople(name, limit));
  }

  completePeople(typed: string, limit: number) {
    return this.#in((library) => library.completePeople(typed, limit));
  }

  list(filter: PaperFilter & { readonly sort: 'newest' | 'upvotes'; readonly limit: number }) {
    return this.#in((library) => library.list(filter));
  }

  vectorsOf(ids: readonly PaperId[]) {
    return this.#in((library) => library.vectorsOf(ids));
  }

  refresh(signal?: AbortSignal) {
    return this.#in((library) => library.refresh(signal));
  }

  embed(signal: AbortSignal, onProgress: (done: number, of: number) => void) {
    return this.#in((library) => library.embed(signal, onProgress));
  }

  statistics() {
    return this.#in((library) => library.statistics());
  }

  keep(name: string, text: string) {
    return this.#in((library) => library.keep(name, text));
  }

  kept(name: string) {
    return this.#in((library) => library.kept(name));
  }

  inverseDocumentFrequency(term: string): number {
    return this.#current.inverseDocumentFrequency(term);
  }

  async close(): Promise<void> {
    this.#closed.abort(new Error('closed'));
    await this.#retiring;
    await this.#closeOne(this.#current);
  }

  #in<T>(work: (library: PaperIndex) => Promise<T>): Promise<T> {
    return this.#call(this.#current, work);
  }

  #call<T>(library: PaperIndex, work: (library: PaperIndex) => Promise<T>): Promise<T> {
    const calls = this.#calls.get(library) ?? new Set();
    this.#calls.set(library, calls);
    const call = work(library).finally(() => calls.delete(call));
    calls.add(call);
    return call;
  }

  async #retire(library: PaperIndex): Promise<void> {
    await this.#clock.sleep(GRACE_MILLISECONDS, this.#closed.signal).catch(() => undefined);
    if (this.#before === library) this.#before = undefined;
    await this.#closeOne(library);
  }

  async #closeOne(library: PaperIndex): Promise<void> {
    await Promise.allSettled(this.#calls.get(library) ?? []);
    this.#calls.delete(library);
    await library.close();
  }
}
