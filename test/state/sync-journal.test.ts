import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { StateFault } from '../../src/domain/errors.ts';
import { openDatabase } from '../../src/state/open-database.ts';
import { createSyncJournal, type SyncedDay } from '../../src/state/sync-journal.ts';
import { type StatePlace, sqlitePlace } from '../contracts/state-place.ts';
import { describeSyncJournal, inProcess } from '../contracts/sync-journal.ts';

describeSyncJournal('SQLite', sqlitePlace);

let place: StatePlace;
let path: string;
let folder: string;
beforeEach(async () => {
  place = await sqlitePlace();
  ({ address: path, folder } = place);
});

async function open() {
  const database = await place.open();
  return { database, journal: createSyncJournal(database) };
}

const day = (papers: number): SyncedDay => ({ syncedAt: 1_782_864_000_000 + papers, papers, skipped: 1 });

it('a file is whole when the process that writes it is killed', async () => {
  await inProcess(place, 'k', 1_000_000, 25);
  const { database } = await open();
  expect((await sql`PRAGMA integrity_check`.execute(database)).rows).toEqual([{ integrity_check: 'ok' }]);
});

describe('records that cannot be used', () => {
  const faultOf = async (work: Promise<unknown>): Promise<StateFault> => {
    const error = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(StateFault);
    return error as StateFault;
  };

  it('because the file is damaged are named, and left as they are', async () => {
    writeFileSync(path, 'no database '.repeat(500));
    const fault = await faultOf(openDatabase({ path }));
    expect(fault.message).toBe(`The records in ${path} are damaged.`);
    expect(fault.help).toContain('backup');
    expect(readFileSync(path, 'utf8')).toBe('no database '.repeat(500));
  });

  it('because the file was cut are named', async () => {
    const { database, journal } = await open();
    for (let at = 0; at < 400; at += 1) await journal.record(`day-${at}`, day(at));
    await database.destroy();
    truncateSync(path, 5000);
    expect((await faultOf(openDatabase({ path }))).message).toBe(`The records in ${path} are damaged.`);
  });

  it('because the place is no folder are named', async () => {
    writeFileSync(join(folder, 'file'), '');
    for (const place of [join(folder, 'file', 'state.sqlite'), folder]) {
      const fault = await faultOf(openDatabase({ path: place }));
      expect(fault.message).toBe(`The records in ${place} cannot be opened for writing.`);
    }
  });

  it('because the disk is full keep what they had', async () => {
    const { database, journal } = await open();
    await journal.record('2026-07-01', day(1));
    await sql`PRAGMA max_page_count = 1`.execute(database);
    const filling = async () => {
      for (let at = 0; ; at += 1) await journal.record(`day-${at}-${'x'.repeat(500)}`, day(at));
    };
    const fault = await faultOf(filling());
    expect(fault.message).toContain('The disk is full');
    expect(fault.retryable).toBe(true);
    expect(await journal.completed('2026-07-01', '2026-07-01')).toEqual(new Map([['2026-07-01', day(1)]]));
  });

  it('because a newer version wrote them are named', async () => {
    const { database } = await open();
    await sql`INSERT INTO kysely_migration (name, timestamp) VALUES ('999-later', '2030-01-01')`.execute(database);
    expect((await faultOf(openDatabase({ path }))).message).toContain('newer version');
    expect(existsSync(path)).toBe(true);
  });

  it('because another process holds them are named', async () => {
    const { database } = await open();
    await database.connection().execute(async (held) => {
      await sql`BEGIN IMMEDIATE`.execute(held);
      const fault = await faultOf(openDatabase({ path }));
      expect(fault.message).toContain('in use by another process');
      expect(fault.retryable).toBe(true);
      await sql`ROLLBACK`.execute(held);
    });
  });
});
