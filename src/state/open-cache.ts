/** In: a path. Out: a cache in that file, or in memory where the file cannot be had. */
import { renameSync, rmSync } from 'node:fs';
import { Keyv } from 'keyv';
import type { Clock } from '../domain/clock.ts';
import type { Cache, Log } from '../domain/ports.ts';
import { createCache } from './cache.ts';
import { isCorrupt, openSqlite, type SqliteDatabase } from './open-sqlite.ts';
import { createSqliteStore, type SqliteStore } from './sqlite-store.ts';

export interface OpenCache {
  readonly cache: Cache;
  /** `memory`: everything is lost at the end of the process. */
  readonly kind: 'sqlite' | 'memory';
  close(): void;
}

/**
 * Never fails: a damaged file is moved aside (`….corrupt-` and the time), an unwritable folder means memory.
 * Both are logged as warnings.
 * @param path a file, or `:memory:`
 */
export function openCache({ path, clock, log }: { path: string; clock: Clock; log: Log }): OpenCache {
  const memory = path === ':memory:';
  const { database, store } = openFile(path, clock, log) ?? open(':memory:', clock);
  return {
    cache: createCache({ keyv: new Keyv({ store }), log }),
    kind: memory || database.memory ? 'memory' : 'sqlite',
    close: () => database.close(),
  };
}

interface Opened {
  readonly database: SqliteDatabase;
  readonly store: SqliteStore;
}

function openFile(path: string, clock: Clock, log: Log): Opened | undefined {
  try {
    try {
      return open(path, clock);
    } catch (error) {
      if (!isCorrupt(error)) throw error;
      const aside = `${path}.corrupt-${clock.now()}`;
      renameSync(path, aside);
      for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
      log.warn('cache-moved-aside', { path, aside });
      return open(path, clock);
    }
  } catch (error) {
    log.warn('cache-in-memory', { path, reason: error instanceof Error ? error.message : String(error) });
    return undefined;
  }
}

function open(path: string, clock: Clock): Opened {
  const database = openSqlite(path);
  try {
    // A cache may lose its last second with the power.
    database.pragma('synchronous = NORMAL');
    return { database, store: createSqliteStore({ database, clock }) };
  } catch (error) {
    database.close();
    throw error;
  }
}
