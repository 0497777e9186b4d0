/** What every journal of synced days does, whatever database it lies in. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { lastSyncedAt, SYNC_MARK } from '../../src/state/last-sync.ts';
import { createSyncJournal, type SyncedDay } from '../../src/state/sync-journal.ts';
import { createSyncMarks } from '../../src/state/sync-marks.ts';
import type { NewPlace, StatePlace } from './state-place.ts';

const day = (papers: number): SyncedDay => ({ syncedAt: 1_782_864_000_000 + papers, papers, skipped: 1 });

export function describeSyncJournal(where: string, newPlace: NewPlace): void {
  describe(`the journal of synced days, in ${where}`, () => {
    let place: StatePlace;
    beforeEach(async () => {
      place = await newPlace();
    });

    async function open() {
      const database = await place.open();
      return { database, journal: createSyncJournal(database) };
    }

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

    it('lets two processes start on a new database at once and write in turns', async () => {
      const [one, other] = await Promise.all([inProcess(place, 'a', 20), inProcess(place, 'b', 20)]);
      expect([one.code, other.code]).toEqual([0, 0]);
      const { journal } = await open();
      expect((await journal.completed('a', 'c')).size).toBe(40);
    });

    it('has every day that was reported as recorded when the process is killed', async () => {
      const { days } = await inProcess(place, 'k', 1_000_000, 25);
      const { journal } = await open();
      const kept = await journal.completed('k', 'l');
      expect(days.length).toBeGreaterThanOrEqual(25);
      expect(days.filter((name) => !kept.has(name))).toEqual([]);
    });

    it('knows when a sync last reached today: a day alone, such as one of years ago, is none', async () => {
      const { database, journal } = await open();
      expect(await lastSyncedAt(database)).toBeUndefined();
      await journal.record('2026-06-30', { syncedAt: 2_000_000_000_000, papers: 3, skipped: 0 });
      expect(await lastSyncedAt(database)).toBeUndefined();
      await createSyncMarks(async () => database).set(SYNC_MARK, 2_000_000_000_000);
      expect(await lastSyncedAt(database)).toBe(2_000_000_000_000);
    });
  });
}

/** Records days in a process of its own, and kills it with -9 after `killAfter` of them. Gives the days it reported. */
export async function inProcess(
  { address }: StatePlace,
  prefix: string,
  count: number,
  killAfter = Number.POSITIVE_INFINITY,
) {
  const script = join(import.meta.dirname, '..', 'doubles', 'record-days.ts');
  const child = spawn(process.execPath, [script, address, prefix, String(count)], {
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
