/** Keeps the papers of a library that is small enough in memory, and the memory equal to the newest version of the table. */
import { setImmediate } from 'node:timers/promises';
import { IDS_A_QUERY } from '../read-papers.ts';
import { SCORING_COLUMNS } from '../rows.ts';
import { anyOf, type Tables } from '../tables.ts';
import { PapersInMemory } from './papers-in-memory.ts';
import { isFindable, readScoringRows, type ScoringRow } from './scoring-rows.ts';

/** Some 200 MB. The engine searches a larger library. */
const MOST_PAPERS = 50_000;
/** Rows between two moments in which questions get their turn. */
const ROWS_A_SLICE = 500;
/** With more changes the whole table is read, which is faster than many conditions. */
const MOST_READ_APART = 2_000;

export class HeldPapers {
  #version = '';
  #edition = '';
  #papers: PapersInMemory | undefined;
  /** When each paper was written, withdrawn ones too; no two writes of a paper have the same. */
  #changedAt = new Map<string, number>();
  #queue: Promise<unknown> = Promise.resolve();

  /** @returns the papers as they are now, or `undefined` when they are too many */
  newest(tables: Tables): Promise<PapersInMemory | undefined> {
    const result = this.#queue.then(() => this.#bringUpToDate(tables));
    this.#queue = result.catch(() => {});
    return result;
  }

  async #bringUpToDate(tables: Tables): Promise<PapersInMemory | undefined> {
    const version = `${tables.edition} ${await tables.papers.version()}`;
    if (version === this.#version) return this.#papers;
    if ((await tables.papers.countRows()) > MOST_PAPERS) this.#forget();
    else await this.#read(tables);
    this.#version = version;
    this.#edition = tables.edition;
    return this.#papers;
  }

  #forget(): void {
    this.#papers = undefined;
    this.#changedAt = new Map();
  }

  async #read(tables: Tables): Promise<void> {
    if (tables.edition !== this.#edition) this.#forget();
    this.#papers ??= new PapersInMemory();
    const written = await writtenAt(tables);
    const stale = [...written].filter(([id, at]) => this.#changedAt.get(id) !== at).map(([id]) => id);
    for (const id of this.#changedAt.keys()) {
      if (written.has(id)) continue;
      this.#papers.remove(id);
      this.#changedAt.delete(id);
    }
    const isStale = new Set(stale);
    let read = 0;
    for await (const row of rowsOf(tables, stale)) {
      if (!isStale.has(row.id)) continue;
      if (isFindable(row)) this.#papers.put(row);
      else this.#papers.remove(row.id);
      this.#changedAt.set(row.id, written.get(row.id) as number);
      if (++read % ROWS_A_SLICE === 0) await setImmediate();
    }
  }
}

async function writtenAt({ papers }: Tables): Promise<Map<string, number>> {
  const written = new Map<string, number>();
  for await (const batch of papers.query().select(['id', 'changed_at'])) {
    const [ids, times] = [batch.getChild('id'), batch.getChild('changed_at')];
    for (let row = 0; row < batch.numRows; row++) written.set(ids?.get(row), times?.get(row));
  }
  return written;
}

async function* rowsOf({ papers }: Tables, ids: readonly string[]): AsyncGenerator<ScoringRow> {
  if (ids.length > MOST_READ_APART) {
    yield* readScoringRows(papers.query().select(SCORING_COLUMNS));
    return;
  }
  for (let start = 0; start < ids.length; start += IDS_A_QUERY) {
    const part = ids.slice(start, start + IDS_A_QUERY);
    yield* readScoringRows(papers.query().where(anyOf('id', part)).select(SCORING_COLUMNS).limit(part.length));
  }
}
