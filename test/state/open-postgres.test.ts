import { inspect } from 'node:util';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { StateFault } from '../../src/domain/errors.ts';
import { openDatabase } from '../../src/state/open-database.ts';
import { createSyncJournal } from '../../src/state/sync-journal.ts';
import type { StateDatabase } from '../../src/state/tables.ts';
import { createRecordingLog, type RecordingLog } from '../doubles/recording-log.ts';
import { OWNER_PASSWORD, type PostgresServer, postgresMissing, startPostgres } from '../servers/postgres.ts';

const SYNCED = { syncedAt: 1_782_864_000_000, papers: 3, skipped: 0 };

describe.skipIf(postgresMissing)(`PostgreSQL${postgresMissing ? `: ${postgresMissing}` : ''}`, () => {
  let server: PostgresServer;
  let url: string;
  let log: RecordingLog;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.close());
  beforeEach(async () => {
    url = await server.createDatabase();
    log = createRecordingLog();
  });

  /** What opening fails with: it names no password, neither do its causes. */
  async function faultOf(address: string): Promise<StateFault> {
    const error = await openDatabase({ url: address, log }).then(
      async (database) => {
        await database.destroy();
        throw new Error('it was opened');
      },
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(StateFault);
    const all = inspect([error, log.lines], { depth: 10 });
    for (const secret of [OWNER_PASSWORD, encodeURIComponent(OWNER_PASSWORD), 'wrong-secret']) {
      expect(all).not.toContain(secret);
    }
    return error as StateFault;
  }
  const with_ = (change: (address: URL) => void) => {
    const address = new URL(url);
    change(address);
    return address.href;
  };

  async function using(work: (database: StateDatabase) => Promise<void>): Promise<void> {
    const database = await openDatabase({ url, log });
    try {
      await work(database);
    } finally {
      await database.destroy();
    }
  }

  describe('that cannot be used is named with what to do', () => {
    it('because the password or the user is wrong', async () => {
      const fault = await faultOf(with_((at) => (at.password = 'wrong-secret')));
      expect(fault.message).toMatch(
        /^The user name or password in DATABASE_URL is refused by the database test_\w+ of/,
      );
      expect(fault.help).toContain('%40');
      expect((await faultOf(with_((at) => (at.username = 'nobody')))).message).toContain('is refused');
      expect((await faultOf(with_((at) => (at.password = '')))).message).toContain('is refused');
    });

    it('because there is no such database', async () => {
      const fault = await faultOf(with_((at) => (at.pathname = '/elsewhere')));
      expect(fault.message).toBe(
        `There is no such database: the database elsewhere of PostgreSQL at 127.0.0.1:${server.port}.`,
      );
      expect(fault.retryable).toBe(false);
    });

    it('because nothing listens there, or nobody knows the name', async () => {
      const down = await faultOf(with_((at) => (at.port = '1')));
      expect(down.message).toMatch(/^The database test_\w+ of PostgreSQL at 127\.0\.0\.1:1 cannot be reached\.$/);
      expect(down.retryable).toBe(true);
      const unknown = await faultOf(with_((at) => (at.hostname = 'nowhere.invalid')));
      expect(unknown.message).toContain('nowhere.invalid');
      expect(unknown.retryable).toBe(true);
    });

    it('because the user may not create tables', async () => {
      await server.run(`create role guest login password 'wrong-secret'`);
      await server.run('revoke create on schema public from public', url);
      const fault = await faultOf(
        with_((at) => {
          at.username = 'guest';
          at.password = 'wrong-secret';
        }),
      );
      expect(fault.message).toMatch(/^The user in DATABASE_URL may not create, read or write tables in the database/);
      expect(fault.help).toContain('CREATE');
      await server.run('drop role guest', url);
    });

    it('because it is read-only', async () => {
      const name = new URL(url).pathname.slice(1);
      await server.run(`alter database ${name} set default_transaction_read_only = on`);
      expect((await faultOf(url)).message).toContain('it is read-only');
    });

    it('because a newer version wrote it', async () => {
      await using(async (database) => {
        await sql`insert into kysely_migration (name, timestamp) values ('999-later', '2030-01-01')`.execute(database);
      });
      expect((await faultOf(url)).message).toContain('newer version');
    });

    it('because another program has tables there; nothing of ours is left among them', async () => {
      await server.run('create table feedback (id integer)', url);
      expect((await faultOf(url)).message).toContain('tables of another program');
      const tables = await server.run(`select tablename from pg_tables where schemaname = 'public'`, url);
      expect(tables).toEqual([{ tablename: 'feedback' }]);
    });

    it('because it does not encrypt', async () => {
      expect((await faultOf(`${url}?sslmode=verify-full`)).message).toContain('No encrypted connection');
    });

    it('because it is no address', async () => {
      expect((await faultOf('no address, with wrong-secret')).message).toContain('DATABASE_URL');
    });
  });

  it('gives numbers where SQLite does, sums too', async () => {
    await using(async (database) => {
      const journal = createSyncJournal(database);
      for (const day of ['2026-07-01', '2026-07-02']) await journal.record(day, SYNCED);
      const row = await database
        .selectFrom('synced_day')
        .select((days) => [days.fn.max('synced_at').as('last'), days.fn.sum('synced_at').as('sum')])
        .select((days) => days.fn.countAll().as('days'))
        .executeTakeFirstOrThrow();
      expect(row).toEqual({ last: SYNCED.syncedAt, sum: 2 * SYNCED.syncedAt, days: 2 });
    });
  });

  it('that restarts ends nothing: what is asked meanwhile is a fault that may pass, and after it all is well', async () => {
    await using(async (database) => {
      const journal = createSyncJournal(database);
      await journal.record('2026-07-01', SYNCED);
      const holding = database.transaction().execute(async (on) => {
        await on.deleteFrom('synced_day').execute();
        await server.stop('immediate');
        await on.deleteFrom('synced_day').execute();
      });
      await expect(holding).rejects.toThrow();
      const fault = await journal.completed('2026-01-01', '2026-12-31').catch((error: unknown) => error);
      expect(fault).toBeInstanceOf(StateFault);
      expect((fault as StateFault).retryable).toBe(true);
      expect((fault as StateFault).message).toBe('The PostgreSQL database cannot be reached.');
      await server.start();
      expect([...(await journal.completed('2026-01-01', '2026-12-31')).keys()]).toEqual(['2026-07-01']);
    });
  });

  it('that ends a connection at rest ends nothing else, and the log says so without a secret', async () => {
    await using(async (database) => {
      const journal = createSyncJournal(database);
      await journal.record('2026-07-01', SYNCED);
      await server.run(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${new URL(url).pathname.slice(1)}'`,
      );
      await expect.poll(() => log.events()).toContain('database-connection-lost');
      expect(JSON.stringify(log.lines)).not.toContain(OWNER_PASSWORD);
      expect((await journal.completed('2026-01-01', '2026-12-31')).size).toBe(1);
    });
  });

  it('ends what holds a lock for too long, and a statement that takes too long', async () => {
    await using(async (database) => {
      const rows = await sql<{ name: string; setting: string }>`
        select name, setting from pg_settings
        where name in ('statement_timeout', 'idle_in_transaction_session_timeout', 'application_name') order by name
      `.execute(database);
      expect(rows.rows).toEqual([
        { name: 'application_name', setting: 'paperboy' },
        { name: 'idle_in_transaction_session_timeout', setting: '30000' },
        { name: 'statement_timeout', setting: '10000' },
      ]);
      await database.connection().execute(async (one) => {
        await sql`select set_config('statement_timeout', '50', false)`.execute(one);
        const journal = createSyncJournal(one);
        await sql`create or replace function slow() returns trigger language plpgsql as
          $$ begin perform pg_sleep(30); return new; end $$`.execute(one);
        await sql`create trigger slow before insert on synced_day for each row execute function slow()`.execute(one);
        const fault = await journal.record('2026-07-01', SYNCED).catch((error: unknown) => error);
        expect(fault).toMatchObject({ retryable: true, message: expect.stringContaining('took too long') });
      });
    });
  });
});
