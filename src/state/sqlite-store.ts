/** In: an open SQLite database. Out: a store for Keyv in one table. */

import { type KeyvStorageCapability, keyvStorageCapability } from 'keyv';
import type { Clock } from '../domain/clock.ts';
import type { SqliteDatabase } from './open-sqlite.ts';

/** One entry of `setMany`, as Keyv writes it. */
export interface StoredEntry {
  readonly key: string;
  readonly value: string;
  readonly expires?: number;
}

/** What Keyv asks of a store. Expiry is in milliseconds since 1970. */
export interface SqliteStore {
  /** Says that expiry is a point in time here, not a time to live. */
  readonly capabilities: KeyvStorageCapability;
  /** Written by Keyv; keys arrive without it. */
  namespace: string | undefined;
  get(key: string): Promise<string | undefined>;
  getMany(keys: readonly string[]): Promise<(string | undefined)[]>;
  has(key: string): Promise<boolean>;
  hasMany(keys: readonly string[]): Promise<boolean[]>;
  set(key: string, value: string, expires?: number): Promise<boolean>;
  setMany(entries: readonly StoredEntry[]): Promise<boolean[]>;
  delete(key: string): Promise<boolean>;
  /** For each key, whether it was there. */
  deleteMany(keys: readonly string[]): Promise<boolean[]>;
  clear(): Promise<void>;
  iterator(): AsyncGenerator<[key: string, value: string], void>;
  disconnect(): Promise<void>;
}

const PAGE = 100;

interface Row {
  readonly key: string;
  readonly value: string;
}

/**
 * A store that hides what has expired and removes it at the next write, and when it is opened: it may be an answer to
 * somebody.
 * The caller keeps the database and the right to close it, unless Keyv is told to disconnect.
 */
export function createSqliteStore({ database, clock }: { database: SqliteDatabase; clock: Clock }): SqliteStore {
  database.exec(`
    CREATE TABLE IF NOT EXISTS cache (key TEXT PRIMARY KEY, value TEXT NOT NULL, expires_at INTEGER) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS cache_expires_at ON cache (expires_at) WHERE expires_at IS NOT NULL;
  `);
  const live = '(expires_at IS NULL OR expires_at > @now)';
  const read = database.prepare<unknown[], Row>(`SELECT key, value FROM cache WHERE key = @key AND ${live}`);
  const page = database.prepare<unknown[], Row>(
    `SELECT key, value FROM cache WHERE key > @after AND (@end IS NULL OR key < @end) AND ${live} ORDER BY key LIMIT ${PAGE}`,
  );
  const write = database.prepare(
    `INSERT INTO cache (key, value, expires_at) VALUES (@key, @value, @expiresAt)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at`,
  );
  const remove = database.prepare('DELETE FROM cache WHERE key = ?');
  const sweep = database.prepare('DELETE FROM cache WHERE expires_at <= ?');

  sweep.run(clock.now());

  const find = (key: string) => read.get({ key, now: clock.now() })?.value;
  const put = ({ key, value, expires }: StoredEntry) => {
    sweep.run(clock.now());
    write.run({ key, value, expiresAt: expires ?? null });
  };
  const putAll = database.transaction((entries: readonly StoredEntry[]) => entries.forEach(put));
  const removeAll = database.transaction((keys: readonly string[]) => keys.map((key) => remove.run(key).changes > 0));

  const store: Omit<SqliteStore, 'capabilities'> = {
    namespace: undefined,
    async get(key) {
      return find(named(key));
    },
    async getMany(keys) {
      return keys.map((key) => find(named(key)));
    },
    async has(key) {
      return find(named(key)) !== undefined;
    },
    async hasMany(keys) {
      return keys.map((key) => find(named(key)) !== undefined);
    },
    async set(key, value, expires) {
      put({ key: named(key), value, ...(expires !== undefined && { expires }) });
      return true;
    },
    async setMany(entries) {
      putAll(entries.map((entry) => ({ ...entry, key: named(entry.key) })));
      return entries.map(() => true);
    },
    async delete(key) {
      return remove.run(named(key)).changes > 0;
    },
    async deleteMany(keys) {
      return removeAll(keys.map(named));
    },
    async clear() {
      if (store.namespace === undefined) database.exec('DELETE FROM cache');
      else database.prepare('DELETE FROM cache WHERE key > ? AND key < ?').run(...bounds(store.namespace));
    },
    async *iterator() {
      let [after, end]: readonly [string, string | null] =
        store.namespace === undefined ? ['', null] : bounds(store.namespace);
      const start = after.length;
      // In pages, because SQLite allows no write on a connection while a query of it is open.
      while (true) {
        const rows = page.all({ after, end, now: clock.now() });
        for (const { key, value } of rows) yield [key.slice(start), value];
        const last = rows.at(-1);
        if (!last || rows.length < PAGE) return;
        after = last.key;
      }
    },
    async disconnect() {
      database.close();
    },
  };
  const named = (key: string) => (store.namespace === undefined ? key : `${store.namespace}:${key}`);
  return Object.assign(store, { capabilities: keyvStorageCapability(store) });
}

/** What lies strictly between are the keys of the namespace: `;` is the character after `:`. */
function bounds(namespace: string): readonly [after: string, end: string] {
  return [`${namespace}:`, `${namespace};`];
}
