/** Papers in, papers out: a LanceDB library behind the PaperIndex port, in a folder or at any address LanceDB knows. */
import type { Table } from '@lancedb/lancedb';
import type { Clock } from '../domain/clock.ts';
import type { Paper, PaperId } from '../domain/paper.ts';
import { titleKey } from '../domain/paper.ts';
import type {
  Candidate,
  CandidateQuery,
  LibraryStatistics,
  PaperFilter,
  PaperIndex,
  UpsertReport,
} from '../domain/ports.ts';
import { checkedWrite, LEAST_FREE_BYTES, requireRoom } from './checked-write.ts';
import { CorpusModel } from './corpus-model.ts';
import { libraryFault } from './faults.ts';
import { findCandidates } from './find-candidates.ts';
import { resolve } from './identity.ts';
import { isUpToDate, loadModel, newestModelName, rebuildModel, type StoredModel } from './model-store.ts';
import { completeTitle, IDS_A_QUERY, listPapers, papersById, papersWhere, readStatistics } from './read-papers.ts';
import { PAPERS_SCHEMA, type PaperRow, termsOf, toRow, VECTORS_SCHEMA } from './rows.ts';
import { anyOf, arrowTable, openTables, quoted, type Tables } from './tables.ts';
import { withWriterLock } from './writer-lock.ts';

export interface LibraryOptions {
  /** A folder, or an address such as `s3://bucket/papers`. */
  readonly uri: string;
  readonly clock: Clock;
  /** Whether this is the bundled sample, for what is told to readers. */
  readonly sample?: boolean;
  /** Milliseconds to wait while another process writes. */
  readonly patience?: number;
  /** Room that the disk must have before anything is written; `LEAST_FREE_BYTES` when not said. */
  readonly leastFreeBytes?: number;
}

const PATIENCE_MILLISECONDS = 30_000;
/** Papers of one write. */
const PAPERS_A_WRITE = 2_000;
/** How old the knowledge of the newest model may be. */
const MODEL_CHECK_MILLISECONDS = 5_000;
/** Small fragments and unindexed rows are folded together after so many writes. */
const WRITES_BEFORE_COMPACTION = 50;

/** @throws LibraryFault when the folder cannot be opened, with what to do */
export async function openLibrary(options: LibraryOptions): Promise<PaperIndex> {
  try {
    const tables = await openTables(options.uri, (work) => alone(options, work));
    return new Library(options, tables, await loadModel(tables));
  } catch (cause) {
    throw libraryFault(options.uri, cause);
  }
}

/** Runs the work while no other process writes and there is room; a library at an address leaves both to the engine. */
function alone<T>(options: LibraryOptions, work: () => Promise<T>): Promise<T> {
  const { uri, clock, patience = PATIENCE_MILLISECONDS, leastFreeBytes = LEAST_FREE_BYTES } = options;
  if (uri.includes('://')) return work();
  return withWriterLock(uri, clock, patience, async () => {
    await requireRoom(uri, leastFreeBytes);
    return work();
  });
}

class Library implements PaperIndex {
  readonly #options: LibraryOptions;
  readonly #tables: Tables;
  #stored: StoredModel | undefined;
  #modelCheckedAt: number;
  #writes = 0;
  /** Writes of this process, one after the other; the lock file is for other processes. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: LibraryOptions, tables: Tables, stored: StoredModel | undefined) {
    this.#options = options;
    this.#tables = tables;
    this.#stored = stored;
    this.#modelCheckedAt = options.clock.now();
  }

  upsert(papers: readonly Paper[], signal?: AbortSignal): Promise<UpsertReport> {
    return this.#write(async () => {
      let [added, changed, unchanged] = [0, 0, 0];
      for (let start = 0; start < papers.length; start += PAPERS_A_WRITE) {
        signal?.throwIfAborted();
        const report = await this.#upsertPart(papers.slice(start, start + PAPERS_A_WRITE));
        added += report.added;
        changed += report.changed;
        unchanged += report.unchanged;
      }
      return { added, changed, unchanged };
    }, signal);
  }

  async #upsertPart(papers: readonly Paper[]): Promise<UpsertReport> {
    await this.#tables.papers.checkoutLatest();
    const resolution = resolve(await this.#relatives(papers), papers);
    const written = [...resolution.added, ...resolution.changed];
    if (written.length || resolution.replaced.length) {
      const rows = written.map((paper) => toRow(paper, this.#options.clock.now()));
      if (rows.length) await this.#merge(this.#tables.papers, arrowTable(rows, PAPERS_SCHEMA), rows[0]?.id);
      if (resolution.replaced.length) await this.#tables.papers.delete(anyOf('id', resolution.replaced));
      await this.#writeVectors(rows, resolution.replaced);
      if (++this.#writes % WRITES_BEFORE_COMPACTION === 0) await this.#compact();
    }
    return { added: resolution.added.length, changed: resolution.changed.length, unchanged: resolution.unchanged };
  }

  /** New papers get vectors of the model in force at once; the model itself changes with `refresh`. */
  async #writeVectors(papers: readonly PaperRow[], replaced: readonly PaperId[]): Promise<void> {
    const stored = await this.#newestModel();
    if (!stored) return;
    const gone = [...replaced, ...papers.filter((paper) => paper.withdrawn).map((paper) => paper.id)];
    if (gone.length) await stored.vectors.table.delete(anyOf('id', gone));
    const rows = papers.flatMap((paper) => {
      if (paper.withdrawn) return [];
      const { title, body } = termsOf(paper);
      const vector = stored.model.vectorOf([...title, ...body]);
      return vector ? [{ id: paper.id, day: paper.day, vector: [...vector] }] : [];
    });
    if (!rows.length) return;
    await this.#merge(stored.vectors.table, arrowTable(rows, VECTORS_SCHEMA), rows[0]?.id);
  }

  #merge(table: Table, rows: ReturnType<typeof arrowTable>, id: string | undefined): Promise<void> {
    const merge = table.mergeInsert('id').whenMatchedUpdateAll().whenNotMatchedInsertAll();
    return checkedWrite(table, () => merge.execute(rows), id);
  }

  /** Folds small fragments together and brings the text index up to date. */
  #compact(): Promise<void> {
    return checkedWrite(this.#tables.papers, () => this.#tables.papers.optimize());
  }

  async #relatives(papers: readonly Paper[]): Promise<Paper[]> {
    const found = new Map<string, Paper>();
    for (let start = 0; start < papers.length; start += IDS_A_QUERY) {
      const part = papers.slice(start, start + IDS_A_QUERY);
      const ids = part.map((paper) => paper.id);
      const keys = [...new Set(part.map((paper) => titleKey(paper.title)))];
      const rows = await papersWhere(this.#tables, `${anyOf('id', ids)} OR ${anyOf('title_key', keys)}`);
      for (const paper of rows) found.set(paper.id, paper);
    }
    return [...found.values()];
  }

  get(ids: readonly PaperId[]): Promise<Paper[]> {
    return this.#read(() => papersById(this.#tables, ids));
  }

  findByTitle(title: string): Promise<Paper[]> {
    const key = titleKey(title);
    return this.#read(async () => (key ? papersWhere(this.#tables, `title_key = ${quoted(key)}`) : []));
  }

  completeTitle(typed: string, limit: number): Promise<Paper[]> {
    return this.#read(() => completeTitle(this.#tables, typed, limit));
  }

  candidates(query: CandidateQuery): Promise<Candidate[]> {
    return this.#read(async () => findCandidates(this.#tables, await this.#newestModel(), query));
  }

  list(filter: PaperFilter & { readonly sort: 'newest' | 'upvotes'; readonly limit: number }): Promise<Paper[]> {
    return this.#read(() => listPapers(this.#tables, filter));
  }

  /** Does nothing when nothing has changed since the last time, so that a job may always ask for it. */
  refresh(signal?: AbortSignal): Promise<void> {
    return this.#write(async () => {
      await this.#tables.papers.checkoutLatest();
      if (await isUpToDate(this.#tables)) return;
      await rebuildModel(this.#tables, this.#options.clock, signal);
      this.#stored = await loadModel(this.#tables);
      await this.#compact();
    }, signal);
  }

  statistics(): Promise<LibraryStatistics> {
    return this.#read(() => readStatistics(this.#tables, this.#options.sample ?? false));
  }

  inverseDocumentFrequency(term: string): number {
    return (this.#stored?.model ?? CorpusModel.empty).inverseDocumentFrequency(term);
  }

  async close(): Promise<void> {
    await this.#queue.catch(() => {});
    this.#tables.connection.close();
  }

  /** The model in force; another process may have made a newer one. */
  async #newestModel(): Promise<StoredModel | undefined> {
    const now = this.#options.clock.now();
    if (this.#stored && now - this.#modelCheckedAt < MODEL_CHECK_MILLISECONDS) return this.#stored;
    this.#modelCheckedAt = now;
    const name = await newestModelName(this.#tables);
    if (name && name !== this.#stored?.name) this.#stored = await loadModel(this.#tables);
    return this.#stored;
  }

  async #read<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (cause) {
      throw libraryFault(this.#options.uri, cause);
    }
  }

  #write<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const locked = () => alone(this.#options, work);
    const result = this.#queue.then(locked, locked).catch((cause) => {
      // Who stops a write wants to hear of that, not of the library.
      if (signal?.aborted && cause === signal.reason) throw cause;
      throw libraryFault(this.#options.uri, cause);
    });
    this.#queue = result.catch(() => {});
    return result;
  }
}
