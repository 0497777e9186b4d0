/** A library of papers over its tables: what reads, what writes, and who may when. */
import type { Paper, PaperId } from '../domain/paper.ts';
import { titleKey } from '../domain/paper.ts';
import type {
  Candidate,
  CandidateQuery,
  LibraryStatistics,
  PaperFilter,
  PaperIndex,
  People,
  UpsertReport,
} from '../domain/ports.ts';
import { compact, isCompactionDue, isCompactionWorthwhile } from './compact.ts';
import { completePeople } from './complete-people.ts';
import { makeModel } from './corpus/make-model.ts';
import { makeModelInWorker } from './corpus/make-model-in-worker.ts';
import { newestModel, papersUnknownTo } from './corpus/model-store.ts';
import { dropOtherEditions, readPapers } from './editions.ts';
import { embedPapers } from './embeddings/embed-papers.ts';
import { libraryFault } from './faults.ts';
import { findPeople } from './find-people.ts';
import type { InForce } from './in-force.ts';
import { listPapers } from './list-papers.ts';
import { writeNote } from './notes.ts';
import { completeTitle, papersById, papersWhere, readStatistics } from './read-papers.ts';
import { findCandidates } from './search/find-candidates.ts';
import { HeldPapers } from './search/held-papers.ts';
import { termNumber } from './search/term-numbers.ts';
import { quoted, type Tables } from './tables.ts';
import { removePapers, writePapers } from './write-papers.ts';
import { type LibraryOptions, writingAlone } from './writing-alone.ts';

/** Papers of one write. */
const PAPERS_A_WRITE = 2_000;
/** A smaller library's model is computed before a thread of its own would have started; of a larger one, answers must not wait. */
const LEAST_PAPERS_FOR_WORKER = 400;
/** A model is computed anew when this share of the papers is unknown to it; until then new papers are folded in. */
const UNKNOWN_SHARE = 0.02;
/** In a small library a day's papers are soon that share: so many are folded in there, unless they are a tenth of all. */
const FOLDED_IN = { papers: 100, share: 0.1 };

export class Library implements PaperIndex {
  readonly #options: LibraryOptions;
  readonly #inForce: InForce;
  readonly #held = new HeldPapers();
  #writtenAt = 0;
  #writes = 0;
  #statistics: { readonly version: string; readonly value: Promise<LibraryStatistics> } | undefined;
  /** Writes of this process, one after the other; the lock file is for other processes. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: LibraryOptions, inForce: InForce) {
    this.#options = options;
    this.#inForce = inForce;
  }

  get #tables(): Tables {
    return this.#inForce.tables;
  }

  upsert(papers: readonly Paper[], signal?: AbortSignal): Promise<UpsertReport> {
    return this.#write(async () => {
      let [added, changed, unchanged] = [0, 0, 0];
      for (let start = 0; start < papers.length; start += PAPERS_A_WRITE) {
        signal?.throwIfAborted();
        const part = papers.slice(start, start + PAPERS_A_WRITE);
        // What is held in memory tells by it which papers were written again.
        this.#writtenAt = Math.max(this.#options.clock.now(), this.#writtenAt + 1);
        const report = await writePapers(this.#tables, this.#inForce.stored, part, this.#writtenAt);
        added += report.added;
        changed += report.changed;
        unchanged += report.unchanged;
        if (report.added + report.changed > 0) this.#writes++;
        if (await isCompactionDue(this.#tables, this.#writes)) await this.#compact();
      }
      return { added, changed, unchanged };
    }, signal);
  }

  remove(ids: readonly PaperId[]): Promise<number> {
    return this.#write(() => removePapers(this.#tables, this.#inForce.stored, ids));
  }

  get(ids: readonly PaperId[]): Promise<Paper[]> {
    return this.#read(() => papersById(this.#tables, ids));
  }

  findByTitle(title: string): Promise<Paper[]> {
    return this.#read(() => papersWhere(this.#tables, `title_key = ${quoted(titleKey(title))}`));
  }

  completeTitle(typed: string, limit: number): Promise<Paper[]> {
    return this.#read(() => completeTitle(this.#tables, typed, limit));
  }

  findPeople(name: string, limit: number): Promise<People> {
    return this.#read(() => findPeople(this.#tables, name, limit));
  }

  completePeople(typed: string, limit: number): Promise<People> {
    return this.#read(() => completePeople(this.#tables, typed, limit));
  }

  candidates(query: CandidateQuery): Promise<Candidate[]> {
    return this.#read(async () => {
      await this.#inForce.bringUpToDate();
      const vectors = this.#inForce.vectorsOf(query);
      // Both fail when one does; it is told once.
      vectors.catch(() => {});
      const held = await this.#held.newest(this.#tables);
      return findCandidates(this.#tables, this.#inForce.model, vectors, query, held);
    });
  }

  list(filter: PaperFilter & { readonly sort: 'newest' | 'upvotes'; readonly limit: number }): Promise<Paper[]> {
    return this.#read(() => listPapers(this.#tables, filter));
  }

  vectorsOf(ids: readonly PaperId[]): Promise<ReadonlyMap<PaperId, Float32Array>> {
    return this.#read(async () => {
      await this.#inForce.bringUpToDate();
      return this.#inForce.paperVectorsOf(ids);
    });
  }

  async *all(): AsyncGenerator<Paper> {
    try {
      for await (const { paper } of readPapers(this.#tables.papers)) yield paper;
    } catch (cause) {
      throw libraryFault(this.#options.uri, cause);
    }
  }

  refresh(signal?: AbortSignal): Promise<void> {
    return this.#write(async () => {
      signal?.throwIfAborted();
      const unknown = await papersUnknownTo(await newestModel(this.#tables), this.#tables);
      if (unknown === 0) return;
      const papers = await this.#tables.papers.countRows();
      // The text index first: questions go on meanwhile, and are slow over papers that it does not have.
      if (await isCompactionWorthwhile(this.#tables)) await this.#compact();
      const tolerated = Math.max(papers * UNKNOWN_SHARE, Math.min(FOLDED_IN.papers, papers * FOLDED_IN.share));
      if (unknown >= tolerated) await this.#makeModel(papers, signal);
      await dropOtherEditions(this.#tables.connection, this.#tables.edition);
    }, signal);
  }

  async embed(signal: AbortSignal, onProgress: (done: number, of: number) => void): Promise<number> {
    const embedder = this.#options.embedders?.current;
    if (!embedder) return 0;
    const now = () => this.#options.clock.now();
    try {
      const alone = <T>(work: () => Promise<T>) => this.#write(work, signal);
      return await embedPapers(this.#tables, { embedder, now, signal, onProgress, alone });
    } catch (cause) {
      if (signal.aborted) throw cause;
      throw libraryFault(this.#options.uri, cause);
    } finally {
      await this.#inForce.loadEmbedded();
    }
  }

  statistics(): Promise<LibraryStatistics> {
    return this.#read(async () => {
      const version = `${this.#tables.edition} ${await this.#tables.papers.version()}`;
      if (this.#statistics?.version !== version) {
        this.#statistics = { version, value: readStatistics(this.#tables, this.#options.sample ?? false) };
      }
      return this.#statistics.value;
    });
  }

  keep(name: string, text: string): Promise<void> {
    return this.#write(async () => {
      if (!this.#inForce.stored) return;
      await writeNote(this.#tables.connection, { model: this.#inForce.stored.name, name, text });
      await this.#inForce.loadNotes();
    });
  }

  kept(name: string): Promise<string | undefined> {
    return this.#read(async () => {
      await this.#inForce.bringUpToDate();
      return this.#inForce.notes.get(name);
    });
  }

  inverseDocumentFrequency(term: string): number {
    return this.#inForce.model.inverseDocumentFrequency(termNumber(term));
  }

  async close(): Promise<void> {
    await this.#queue.catch(() => {});
    this.#tables.connection.close();
  }

  async #makeModel(papers: number, signal: AbortSignal | undefined): Promise<void> {
    const now = this.#options.clock.now();
    if (papers < LEAST_PAPERS_FOR_WORKER) await makeModel(this.#tables, now);
    else await makeModelInWorker(this.#options.uri, now, signal);
    await this.#inForce.bringUpToDateNow();
  }

  async #compact(): Promise<void> {
    this.#writes = 0;
    await compact(this.#tables, this.#inForce.stored);
  }

  async #read<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (cause) {
      // The edition that was read may just have been replaced by another process.
      const isReplaced = await this.#inForce.takeUpEdition().catch(() => false);
      if (!isReplaced) throw libraryFault(this.#options.uri, cause);
    }
    return work().catch((cause) => {
      throw libraryFault(this.#options.uri, cause);
    });
  }

  #write<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const upToDate = async () => {
      await this.#inForce.bringUpToDateNow();
      return work();
    };
    const locked = () => writingAlone(this.#options, upToDate);
    const result = this.#queue.then(locked, locked).catch((cause) => {
      // Who stops a write wants to hear of that, not of the library.
      if (signal?.aborted && cause === signal.reason) throw cause;
      throw libraryFault(this.#options.uri, cause);
    });
    this.#queue = result.catch(() => {});
    return result;
  }
}
