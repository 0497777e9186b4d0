/** In: an address. Out: the durable database in PostgreSQL with every migration run. */
import { Kysely, PostgresAdapter, PostgresDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { StateFault } from '../domain/errors.ts';
import type { Log } from '../domain/ports.ts';
import { migrations } from './migrations.ts';
import { postgresFault } from './postgres-fault.ts';
import { createPostgresPool } from './postgres-pool.ts';
import { stateFault } from './state-fault.ts';
import type { StateDatabase, StateTables } from './tables.ts';

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database`; never logged. */
  readonly url: string;
  readonly log: Log;
}

/** It may wait for that of another process, and rewrite a large table. */
const MIGRATION_MILLISECONDS = 5 * 60_000;
const STATEMENT_MILLISECONDS = 10_000;
/** A number that nobody else who shares the server is likely to lock. */
const MIGRATION_LOCK = 7_205_759_403;

/** Close it with `destroy()`. @throws StateFault when the database cannot be reached or used, or is of a newer version */
export async function openPostgres({ url, log }: PostgresOptions): Promise<StateDatabase> {
  const place = placeOf(url);
  if (!place) {
    throw new StateFault('DATABASE_URL is no address.', 'Write it as postgres://user:password@host:5432/database.');
  }
  let first: unknown;
  let database: StateDatabase | undefined;
  try {
    const pool = createPostgresPool({ url, place, log });
    database = new Kysely<StateTables>({
      dialect: new MigratedAloneDialect({ pool }),
      log: (event) => {
        if (event.level === 'error') first ??= event.error;
      },
    });
    pool.setPatience(MIGRATION_MILLISECONDS);
    await migrate(database);
    pool.setPatience(STATEMENT_MILLISECONDS);
    return database;
  } catch (error) {
    await database?.destroy();
    // In a transaction, all that comes after the first error only says that there was one.
    const reason = first ?? error;
    throw postgresFault(reason, place) ?? stateFault(reason, place);
  }
}

/** All of them or none, in one transaction; processes that start together take turns. */
async function migrate(database: StateDatabase): Promise<void> {
  await database.transaction().execute(async (on) => {
    await sql`select set_config('statement_timeout', ${String(MIGRATION_MILLISECONDS)}, true)`.execute(on);
    await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(on);
    const migrator = new Migrator({ db: on, provider: { getMigrations: async () => ({ ...migrations }) } });
    const { error } = await migrator.migrateToLatest();
    if (error) throw error;
  });
}

/** Without a lock of Kysely's: it is of the session, which a pooler may hand to others, and hides what went wrong. */
class MigratedAloneDialect extends PostgresDialect {
  override createAdapter(): PostgresAdapter {
    return new MigratedAloneAdapter();
  }
}

class MigratedAloneAdapter extends PostgresAdapter {
  override async acquireMigrationLock(): Promise<void> {}
  override async releaseMigrationLock(): Promise<void> {}
}

/** As an operator knows it, without the user's name and password; `undefined` where it is no address. */
function placeOf(url: string): string | undefined {
  if (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol)) return undefined;
  const { hostname, port, pathname } = new URL(url);
  const server = hostname ? `PostgreSQL at ${decodeURIComponent(hostname)}${port && `:${port}`}` : 'PostgreSQL';
  return pathname.length > 1 ? `the database ${decodeURIComponent(pathname.slice(1))} of ${server}` : server;
}
