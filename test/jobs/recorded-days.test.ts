import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PaperId } from '../../src/domain/paper.ts';
import type { PaperIndex } from '../../src/domain/ports.ts';
import { type SyncReport, sync } from '../../src/jobs/sync.ts';
import { openLibrary } from '../../src/library/open-library.ts';
import { createHuggingFaceDaily } from '../../src/sources/hugging-face.ts';
import { openDatabase } from '../../src/state/open-database.ts';
import { createSyncJournal } from '../../src/state/sync-journal.ts';
import { startHuggingFace } from '../servers/hugging-face.ts';
import { sharedData } from '../shared-data.ts';
import { createImpatientReader } from '../sources/impatient-reader.ts';

const archive = sharedData('hf_daily', 'days.tar.gz');
const never = new AbortController().signal;

describe.skipIf(!archive)('syncing all recorded days of Daily Papers', () => {
  let folder = '';
  let library: PaperIndex;
  let report: SyncReport;
  let again: SyncReport;
  const seen = new Set<PaperId>();

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'paperboy-recorded-'));
    execFileSync('tar', ['-xzf', archive ?? '', '-C', folder]);
    const days = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
    const server = await startHuggingFace({ days: join(folder, days[0] ?? '', '..') });
    const { http, clock } = createImpatientReader();
    const daily = createHuggingFaceDaily({ baseUrl: server.url, http, clock });
    const source: typeof daily = {
      ...daily,
      async day(day, signal) {
        const batch = await daily.day(day, signal);
        for (const { id } of batch.papers) seen.add(id);
        return batch;
      },
    };
    const database = await openDatabase({ path: join(folder, 'state.sqlite') });
    library = await openLibrary({ uri: join(folder, 'library'), clock });
    const tools = { source, library, journal: createSyncJournal(database), clock, onProgress: () => {} };
    const range = { from: '2024-05-27', to: '2026-06-30' };
    report = await sync(range, tools, {}, never);
    again = await sync(range, tools, { again: true }, never);
    await database.destroy();
    await server.close();
  }, 300_000);
  afterAll(async () => {
    await library?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('takes in 9,124 papers of 542 days, the odd days included, and passes over nothing', () => {
    expect(report).toMatchObject({ days: 765, listingDays: 542, added: 9124, skipped: [] });
  });

  test('loses none of them', async () => {
    expect(seen.size).toBe(9124);
    expect(await library.get([...seen])).toHaveLength(9124);
    expect(await library.statistics()).toMatchObject({
      papers: 9124,
      firstListingDay: '2024-05-27',
      lastListingDay: '2026-06-30',
    });
  });

  test('once more changes nothing', () => {
    expect(again).toMatchObject({ days: 765, added: 0, changed: 0, skipped: [] });
  });
});
