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
import { dayCondition } from './day-condition.ts';
import { libraryFault } from './faults.ts';
import { findCandidates } from './find-candidates.ts';
import { resolve } from './identity.ts';
import { isUpToDate, loadModel, newestModelName, rebuildModel, type StoredModel } from './model-store.ts';
import { PAPER_COLUMNS, PAPERS_SCHEMA, type PaperRow, termsOf, toPaper, toRow, VECTORS_SCHEMA } from './rows.ts';
import { anyOf, arrowTable, openTables, quoted, type Tables } from './tables.ts';
import { holdsWords, typedWords } from './title-words.ts';
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
/** Ids in one condition; longer lists slow the engine's parser down. */
const IDS_A_QUERY = 500;
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
      const rows = await this.#rows(`${anyOf('id', ids)} OR ${anyOf('title_key', keys)}`);
      for (const paper of rows) found.set(paper.id, paper);
    }
    return [...found.values()];
  }

  get(ids: readonly PaperId[]): Promise<Paper[]> {
    return this.#read(async () => {
      if (!ids.length) return [];
      const found = new Map<string, Paper>();
      for (let start = 0; start < ids.length; start += IDS_A_QUERY) {
        for (const paper of await this.#rows(anyOf('id', ids.slice(start, start + IDS_A_QUERY))))
          found.set(paper.id, paper);
      }
      return ids.flatMap((id) => found.get(id) ?? []);
    });
  }

  findByTitle(title: string): Promise<Paper[]> {
    return this.#read(async () => {
      const key = titleKey(title);
      return key ? this.#rows(`title_key = ${quoted(key)}`) : [];
    });
  }

  completeTitle(typed: string, limit: number): Promise<Paper[]> {
    return this.#read(async () => {
      const words = typedWords(typed);
      if (!words.length && typed.trim()) return [];
      const condition = words.map((word) => `title_key LIKE ${quoted(`%${word}%`)}`).join(' AND ') || 'true';
      const rows = (await this.#tables.papers
        .query()
        .where(condition)
        .select(['id', 'title', 'upvotes'])
        .toArray()) as PaperRow[];
      const held = words.length ? rows.filter((row) => holdsWords(row.title, words)) : rows;
      const best = held.sort((a, b) => (b.upvotes ?? 0) - (a.upvotes ?? 0) || (a.id < b.id ? -1 : 1)).slice(0, limit);
      return this.get(best.map((row) => row.id as PaperId));
    });
  }

  candidates(query: CandidateQuery): Promise<Candidate[]> {
    return this.#read(async () => findCandidates(this.#tables, await this.#newestModel(), query));
  }

  list(filter: PaperFilter & { readonly sort: 'newest' | 'upvotes'; readonly limit: number }): Promise<Paper[]> {
    return this.#read(async () => {
      const condition = ['withdrawn = false', dayCondition(filter)].filter(Boolean).join(' AND ');
      const rows = (await this.#tables.papers
        .query()
        .where(condition)
        .select(['id', 'day', 'upvotes'])
        .toArray()) as PaperRow[];
      const byDay = (a: PaperRow, b: PaperRow) => (a.day === b.day ? 0 : a.day > b.day ? -1 : 1);
      const byUpvotes = (a: PaperRow, b: PaperRow) => (b.upvotes ?? 0) - (a.upvotes ?? 0);
      const byId = (a: PaperRow, b: PaperRow) => (a.id < b.id ? -1 : 1);
      const order =
        filter.sort === 'newest'
          ? (a: PaperRow, b: PaperRow) => byDay(a, b) || byUpvotes(a, b) || byId(a, b)
          : (a: PaperRow, b: PaperRow) => byUpvotes(a, b) || byDay(a, b) || byId(a, b);
      return this.get(
        rows
          .sort(order)
          .slice(0, filter.limit)
          .map((row) => row.id as PaperId),
      );
    });
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
    return this.#read(async () => {
      const { papers } = this.#tables;
      const columns = ['listed_on', 'changed_at', 'withdrawn'];
      const rows = (await papers.query().select(columns).toArray()) as PaperRow[];
      const days = rows.flatMap((row) => row.listed_on ?? []).sort();
      const changes = rows.map((row) => row.changed_at);
      return {
        papers: rows.length,
        withdrawn: rows.filter((row) => row.withdrawn).length,
        firstListingDay: days[0],
        lastListingDay: days.at(-1),
        changedAt: changes.length ? changes.reduce((a, b) => Math.max(a, b)) : undefined,
        sample: this.#options.sample ?? false,
      };
    });
  }

  inverseDocumentFrequency(term: string): number {
    return (this.#stored?.model ?? CorpusModel.empty).inverseDocumentFrequency(term);
  }

  async close(): Promise<void> {
    await this.#queue.catch(() => {});
    this.#tables.connection.close();
  }

  async #rows(condition: string): Promise<Paper[]> {
    const rows = (await this.#tables.papers.query().where(condition).select(PAPER_COLUMNS).toArray()) as PaperRow[];
    return rows.map(toPaper);
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
