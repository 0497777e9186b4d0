/** SQLite as a careful engineer would use it: FTS5 and sqlite-vec in one file, prepared statements, ranks fused. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { load } from 'sqlite-vec';
import { QUERY_STOP_WORDS } from '../../src/domain/text/stop-words.ts';
import { type CreateOther, DEPTH, DIMENSIONS, LIMIT, RANK_CONSTANT } from './other.ts';

const WORD = /[\p{L}\p{N}]+/gu;

export const createSqlite: CreateOther = async (batches, folder) => {
  const database = new Database(join(folder, 'others.sqlite'));
  load(database);
  // All of it may stay in memory, and a crash may lose what the next run makes again.
  for (const pragma of ['journal_mode = WAL', 'synchronous = OFF', 'cache_size = -2000000', 'temp_store = MEMORY']) {
    database.pragma(pragma);
  }
  database.pragma(`mmap_size = ${2 ** 32}`);
  // The texts lie elsewhere, as for a bot that keeps its papers in a table of their own. Sorting by bm25() measured
  // faster than by the hidden column rank; with less detail FTS5 is faster still, and its scores are all alike.
  database.exec(`CREATE VIRTUAL TABLE texts USING fts5(title, abstract, content='', tokenize='porter unicode61')`);
  // Of vectors of length 1 the Euclidean distance gives the order of the cosine, and is the faster of the two here.
  database.exec(`CREATE VIRTUAL TABLE vectors USING vec0(embedding float[${DIMENSIONS}])`);
  await fill(database, batches);
  const byText = database
    .prepare(`SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY bm25(texts, 3.0, 1.0) LIMIT ${DEPTH}`)
    .pluck();
  const byVector = database.prepare(`SELECT rowid FROM vectors WHERE embedding MATCH ? AND k = ${DEPTH}`).pluck();
  return {
    ask({ text, vector }) {
      const match = matchOf(text);
      return fuse([match ? byText.all(match) : [], byVector.all(vector)]);
    },
    close: () => database.close(),
  };
};

async function fill(database: Database.Database, batches: Parameters<CreateOther>[0]): Promise<void> {
  const text = database.prepare('INSERT INTO texts(rowid, title, abstract) VALUES (?, ?, ?)');
  const vector = database.prepare('INSERT INTO vectors(rowid, embedding) VALUES (?, ?)');
  let row = 0n;
  for await (const batch of batches) {
    database.transaction(() => {
      for (const item of batch) {
        text.run(++row, item.title, item.abstract);
        vector.run(row, item.vector);
      }
    })();
  }
  database.exec(`INSERT INTO texts(texts) VALUES ('optimize')`);
}

/** Any of the words but for those that every text has, which would only cost time. */
function matchOf(text: string): string {
  const words = new Set(text.toLowerCase().match(WORD) ?? []);
  return [...words].flatMap((word) => (QUERY_STOP_WORDS.has(word) ? [] : `"${word}"`)).join(' OR ');
}

function fuse(rankings: readonly (readonly unknown[])[]): unknown[] {
  const scores = new Map<unknown, number>();
  for (const ranking of rankings) {
    ranking.forEach((row, place) => {
      scores.set(row, (scores.get(row) ?? 0) + 1 / (RANK_CONSTANT + place + 1));
    });
  }
  return [...scores]
    .sort((a, b) => b[1] - a[1])
    .slice(0, LIMIT)
    .map(([row]) => row);
}
