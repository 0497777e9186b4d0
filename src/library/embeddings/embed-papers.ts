/** Gives every paper its vector of an embedder, a batch at a time, so that a stop loses one batch at the most. */
import { createHash } from 'node:crypto';
import type { Table } from '@lancedb/lancedb';
import type { Embedder } from '../../domain/ports.ts';
import { checkedWrite } from '../checked-write.ts';
import { IDS_A_QUERY } from '../read-papers.ts';
import { embeddingsSchema, type PaperRow } from '../rows.ts';
import { anyOf, arrowTable, type Tables } from '../tables.ts';
import { requireDimensions } from './embedded-vectors.ts';
import {
  completeEmbedder,
  dropOtherEmbeddings,
  embedderRows,
  openEmbeddings,
  openOrMakeEmbeddings,
} from './embedding-tables.ts';

/** Papers of one write, and of one request of most embedders. */
const PAPERS_A_WRITE = 128;
/** Small fragments are folded together after so many writes. */
const WRITES_BEFORE_COMPACTION = 64;
/** Other processes answer with the vectors before until they notice that these are complete. */
const KEPT_MILLISECONDS = 60_000;

export interface EmbedTools {
  readonly embedder: Embedder;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, of: number) => void;
  /** Runs a write while nobody else writes; embedding itself waits for servers and holds nobody up. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>;
}

/** What of a paper its vector rests on. */
interface Embedded {
  readonly day: string;
  /** Tells whether the text has changed since it was embedded. */
  readonly content: string;
}

/** @returns how many papers got a vector @throws what the embedder throws; what was done is kept */
export async function embedPapers(tables: Tables, tools: EmbedTools): Promise<number> {
  const { embedder, signal, alone } = tools;
  const { connection } = tables;
  const before = (await embedderRows(connection)).find((row) => row.embedder === embedder.name);
  let table = before && (await openEmbeddings(connection, embedder.name));
  let dimensions = before?.dimensions;
  const { wanted, moved, gone } = await compare(tables.papers, table ? await storedContents(table) : new Map());
  let [done, writes] = [0, 0];
  for (let start = 0; start < wanted.length; start += PAPERS_A_WRITE) {
    signal.throwIfAborted();
    const ids = wanted.slice(start, start + PAPERS_A_WRITE);
    const papers = await textsOf(tables.papers, ids);
    if (papers.length) {
      const texts = papers.map(({ text }) => text);
      const vectors = await embedder.embed(texts, 'paper', signal);
      dimensions ??= vectors[0]?.length ?? 0;
      requireDimensions(embedder.name, dimensions, vectors);
      const row = { embedder: embedder.name, dimensions, complete: false, changed_at: tools.now() };
      const rows = papers.map(({ id, day, content }, at) => ({ id, day, content, vector: [...(vectors[at] ?? [])] }));
      table = await alone(async () => {
        const into = table ?? (await openOrMakeEmbeddings(connection, row));
        await merge(into, arrowTable(rows, embeddingsSchema(row.dimensions)), rows[0]?.id);
        if (++writes % WRITES_BEFORE_COMPACTION === 0) await checkedWrite(into, () => into.optimize());
        return into;
      });
    }
    done += papers.length;
    tools.onProgress(start + ids.length, wanted.length);
  }
  if (!table || dimensions === undefined) return done;
  const [whole, row] = [table, { embedder: embedder.name, dimensions, complete: true, changed_at: tools.now() }];
  await alone(async () => {
    await follow(whole, moved, gone);
    if (!before?.complete || done || moved.size || gone.length) await completeEmbedder(connection, whole, row);
    if (before?.complete && tools.now() - before.changed_at > KEPT_MILLISECONDS)
      await dropOtherEmbeddings(connection, embedder.name);
  });
  return done;
}

function merge(table: Table, rows: ReturnType<typeof arrowTable>, id: string | undefined): Promise<void> {
  const merging = table.mergeInsert('id').whenMatchedUpdateAll().whenNotMatchedInsertAll();
  return checkedWrite(table, () => merging.execute(rows), id);
}

/** Days that have changed, and papers that are gone. */
async function follow(table: Table, moved: ReadonlyMap<string, string[]>, gone: readonly string[]): Promise<void> {
  for (const [day, ids] of moved)
    for (const part of parts(ids)) await table.update({ where: anyOf('id', part), values: { day } });
  for (const part of parts(gone)) await table.delete(anyOf('id', part));
}

function* parts(ids: readonly string[]): Generator<readonly string[]> {
  for (let start = 0; start < ids.length; start += IDS_A_QUERY) yield ids.slice(start, start + IDS_A_QUERY);
}

async function storedContents(table: Table): Promise<Map<string, Embedded>> {
  const contents = new Map<string, Embedded>();
  for await (const batch of table.query().select(['id', 'day', 'content'])) {
    const [ids, days, keys] = ['id', 'day', 'content'].map((name) => batch.getChild(name));
    for (let row = 0; row < batch.numRows; row++)
      contents.set(ids?.get(row), { day: days?.get(row), content: keys?.get(row) });
  }
  return contents;
}

/**
 * Ids of papers whose vector is missing or of an older text; those whose day has changed, by their new day; and ids of
 * vectors whose paper is gone or withdrawn.
 */
async function compare(papers: Table, stored: ReadonlyMap<string, Embedded>) {
  const wanted: string[] = [];
  const moved = new Map<string, string[]>();
  const gone = new Set(stored.keys());
  for await (const batch of papers.query().where('withdrawn = false').select(TEXT_COLUMNS)) {
    for (const { id, day, text, content } of textsIn(batch.toArray() as unknown as PaperRow[])) {
      gone.delete(id);
      const known = stored.get(id);
      // A paper without any text has nothing to embed.
      if (text && known?.content !== content) wanted.push(id);
      else if (known && known.day !== day) {
        const others = moved.get(day);
        if (others) others.push(id);
        else moved.set(day, [id]);
      }
    }
  }
  return { wanted, moved, gone: [...gone] };
}

const TEXT_COLUMNS = ['id', 'day', 'title', 'abstract'];

async function textsOf(papers: Table, ids: readonly string[]) {
  const condition = `withdrawn = false AND ${anyOf('id', ids)}`;
  return textsIn((await papers.query().where(condition).select(TEXT_COLUMNS).toArray()) as PaperRow[]);
}

function textsIn(rows: readonly PaperRow[]) {
  return rows.map(({ id, day, title, abstract }) => {
    const text = `${title}\n\n${abstract}`.trim();
    return { id, day, text, content: createHash('sha256').update(text).digest('base64').slice(0, 22) };
  });
}
