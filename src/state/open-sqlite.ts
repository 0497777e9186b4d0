/** In: a path. Out: an open SQLite file that several processes may use and that survives a kill. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';

export type SqliteDatabase = Database.Database;

/** How long a statement waits for another process. Statements block the event loop, so it is short. */
const BUSY_MILLISECONDS = 2_000;

/**
 * Opens or creates the file, and its folder.
 * @param path a file, or `:memory:`
 * @throws what SQLite or the file system throws; `stateFault` turns it into words
 */
export function openSqlite(path: string): SqliteDatabase {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const database = new Database(path, { timeout: BUSY_MILLISECONDS });
  try {
    // The first statement that reads the file: a file that is no database fails here.
    database.pragma('journal_mode = WAL');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** The file is damaged or no database at all, as against out of reach. */
export function isCorrupt(error: unknown): boolean {
  return /^SQLITE_(NOTADB|CORRUPT)/.test(codeOf(error));
}

/** `SQLITE_FULL`, `EACCES`, … or an empty text. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
