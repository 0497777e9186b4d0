import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StateFault } from '../../src/domain/errors.ts';
import { openDatabase } from '../../src/state/open-database.ts';
import { createSyncJournal, type SyncedDay } from '../../src/state/sync-journal.ts';
import type { StateDatabase } from '../../src/state/tables.ts';

let folder: string;
let path: string;
let opened: StateDatabase[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-state-'));
  path = join(folder, 'state.sqlite');
  opened = [];
});
afterEach(async () => {
  for (const database of opened) await database.destroy();
  rmSync(folder, { recursive: true });
});

async function open() {
  const database = await openDatabase({ path });
  opened.push(database);
  return { database, journal: createSyncJournal(database) };
}

const day = (papers: number): SyncedDay => ({ syncedAt: 1_782_864_000_000 + papers, papers, skipped: 1 });

describe('the journal of synced days', () => {
  it('knows after a restart which days between two need not be asked for, both included', async () => {
    const first = await open();
    for (const name of ['2026-06-30', '2026-06-28', '2026-07-01', '2026-07-02'])
      await first.journal.record(name, day(3));
    await first.database.destroy();
    const { journal } = await open();
    expect([...(await journal.completed('2026-06-28', '2026-07-01'))]).toEqual([
      ['2026-06-28', day(3)],
      ['2026-06-30', day(3)],
      ['2026-07-01', day(3)],
    ]);
    expect((await journal.completed('2024-01-01', '2024-12-31')).size).toBe(0);
  });

  it('keeps the last of two records of a day', async () => {
    const { journal } = await open();
    await journal.record('2026-07-01', day(3));
    await journal.record('2026-07-01', day(5));
    expect(await journal.completed('2026-07-01', '2026-07-01')).toEqual(new Map([['2026-07-01', day(5)]]));
  });

  it('forgets every day when told to, and takes new ones after that', async () => {
    const first = await open();
    for (const name of ['2023-05-04', '2026-07-01']) await first.journal.record(name, day(3));
    await first.journal.forgetAll();
    await first.journal.record('2026-07-02', day(4));
    await first.database.destroy();
    const { journal } = await open();
    expect(await journal.completed('2000-01-01', '2100-01-01')).toEqual(new Map([['2026-07-02', day(4)]]));
  });

  it('lets two processes start on a new file at once and write in turns', async () => {
    const [one, other] = await Promise.all([inProcess('a', 20), inProcess('b', 20)]);
    expect([one.code, other.code]).toEqual([0, 0]);
    const { journal } = await open();
    expect((await journal.completed('a', 'c')).size).toBe(40);
  });

  it('has every day that was reported as recorded when the process is killed', async () => {
    const { days } = await inProcess('k', 1_000_000, 25);
    const { journal, database } = await open();
    const kept = await journal.completed('k', 'l');
    expect(days.length).toBeGreaterThanOrEqual(25);
    expect(days.filter((name) => !kept.has(name))).toEqual([]);
    expect((await sql`PRAGMA integrity_check`.execute(database)).rows).toEqual([{ integrity_check: 'ok' }]);
  });
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

/** Records days in a process of its own, and kills it with -9 after `killAfter` of them. Gives the days it reported. */
async function inProcess(prefix: string, count: number, killAfter = Number.POSITIVE_INFINITY) {
  const script = join(import.meta.dirname, '..', 'doubles', 'record-days.ts');
  const child = spawn(process.execPath, [script, path, prefix, String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (output.split('\n').length > killAfter) child.kill('SIGKILL');
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, days: output.split('\n').slice(0, -1) };
}
