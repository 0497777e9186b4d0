/** In: a path, or an address. Out: the durable database with every migration run: SQLite, or PostgreSQL. */
import { Kysely, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrations } from './migrations.ts';
import { openPostgres, type PostgresOptions } from './open-postgres.ts';
import { openSqlite, type SqliteDatabase } from './open-sqlite.ts';
import { preparedOnce } from './prepared-once.ts';
import { stateFault } from './state-fault.ts';
import type { StateDatabase, StateTables } from './tables.ts';

export interface SqliteOptions {
  /** A file, or `:memory:`. */
  readonly path: string;
  /**
   * A kill loses nothing either way; with `kill`, a power cut may lose the last records, and writing is several times as
   * fast.
   */
  readonly survives?: 'power-cut' | 'kill';
}

/**
 * Opens or creates the durable database. Close it with `destroy()`.
 * @param options a `path` for a file of SQLite, a `url` for PostgreSQL
 * @throws StateFault when it is damaged, not writable, in use, or written by a newer version; disk full; when PostgreSQL
 * cannot be reached, or refuses us
 */
export async function openDatabase(options: SqliteOptions | PostgresOptions): Promise<StateDatabase> {
  return 'url' in options ? openPostgres(options) : openFile(options);
}

async function openFile({ path, survives = 'power-cut' }: SqliteOptions): Promise<StateDatabase> {
  let sqlite: SqliteDatabase | undefined;
  try {
    sqlite = openSqlite(path);
    // With a commit that reaches the disk, a record survives a power cut as well as a kill.
    sqlite.pragma(`synchronous = ${survives === 'kill' ? 'NORMAL' : 'FULL'}`);
    const database = new Kysely<StateTables>({ dialect: new SqliteDialect({ database: preparedOnce(sqlite) }) });
    await migrate(database, sqlite);
    return database;
  } catch (error) {
    sqlite?.close();
    throw stateFault(error, path);
  }
}

/**
 * Kysely runs SQLite migrations without a transaction and without a lock. Around all of them stands one of ours, so
 * that a kill leaves no half table and two processes that start together take turns.
 */
async function migrate(database: StateDatabase, sqlite: SqliteDatabase): Promise<void> {
  const migrator = new Migrator({ db: database, provider: { getMigrations: async () => ({ ...migrations }) } });
  sqlite.exec('BEGIN IMMEDIATE');
  try {
    const { error } = await migrator.migrateToLatest();
    if (error) throw error;
    sqlite.exec('COMMIT');
  } catch (error) {
    if (sqlite.inTransaction) sqlite.exec('ROLLBACK');
    throw error;
  }
}
