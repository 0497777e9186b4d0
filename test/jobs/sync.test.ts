import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addDays, daysBetween } from '../../src/domain/days.ts';
import { SourceFault } from '../../src/domain/errors.ts';
import type { PaperIndex } from '../../src/domain/ports.ts';
import { type Journal, type SyncTools, sync } from '../../src/jobs/sync.ts';
import { openLibrary } from '../../src/library/open-library.ts';
import { createHuggingFaceDaily } from '../../src/sources/hugging-face.ts';
import { openDatabase } from '../../src/state/open-database.ts';
import { createSyncJournal } from '../../src/state/sync-journal.ts';
import type { StateDatabase } from '../../src/state/tables.ts';
import { type HuggingFaceServerOptions, startHuggingFace } from '../servers/hugging-face.ts';
import type { LoopbackServer } from '../servers/loopback.ts';
import { createImpatientReader, faultOf } from '../sources/impatient-reader.ts';
import { dailyItem, dailyLists } from './daily-lists.ts';

const TODAY = '2026-07-01';
const never = new AbortController().signal;

let folder = '';
let library: PaperIndex;
let database: StateDatabase;
let journal: Journal;
let server: LoopbackServer;
let progress: [number, number, string][];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-sync-'));
  database = await openDatabase({ path: join(folder, 'state.sqlite') });
  journal = createSyncJournal(database);
  progress = [];
});
afterEach(async () => {
  await library.close();
  await database.destroy();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function tools(options: Omit<HuggingFaceServerOptions, 'days'> & { days: ReadonlyMap<string, string> }) {
  server = await startHuggingFace(options);
  const { http, clock } = createImpatientReader();
  library = await openLibrary({ uri: join(folder, 'library'), clock });
  const source = createHuggingFaceDaily({ baseUrl: server.url, http, clock });
  const onProgress: SyncTools['onProgress'] = (...facts) => progress.push(facts);
  return { source, library, journal, clock, onProgress };
}

const askedDays = () => server.requests.map(({ url }) => url.searchParams.get('date'));
const APRIL = daysBetween('2026-04-01', '2026-04-30');
const WHOLE_APRIL = { from: '2026-04-01', to: '2026-04-30' };

describe('syncing days', () => {
  it('takes in every paper of every day, asks each day once, and reports as it goes', async () => {
    const given = await tools({ days: dailyLists(APRIL.slice(0, 25)) });
    expect(await sync(WHOLE_APRIL, given, {}, never)).toEqual({
      days: 30,
      listingDays: 25,
      alreadyDone: 0,
      added: 50,
      changed: 0,
      unchanged: 0,
      shrunk: [],
      skipped: [],
      missing: [],
    });
    expect(askedDays()).toEqual(APRIL);
    expect(progress).toEqual([
      [20, 30, '2026-04-20'],
      [30, 30, '2026-04-30'],
    ]);
    expect(await library.statistics()).toMatchObject({
      papers: 50,
      firstListingDay: '2026-04-01',
      lastListingDay: '2026-04-25',
    });
  });

  it('does not ask again for days that have settled, unless it is told to', async () => {
    const given = await tools({ days: dailyLists(APRIL) });
    await sync(WHOLE_APRIL, given, {}, never);
    const asked = server.requests.length;
    expect(await sync(WHOLE_APRIL, given, {}, never)).toMatchObject({ days: 0, alreadyDone: 30, added: 0 });
    expect(server.requests).toHaveLength(asked);
    expect(await sync(WHOLE_APRIL, given, { again: true }, never)).toMatchObject({
      days: 30,
      unchanged: 60,
      changed: 0,
    });
  });

  it('asks again for the last two weeks, whose upvotes still move', async () => {
    const range = { from: addDays(TODAY, -20), to: TODAY };
    const days = daysBetween(range.from, range.to);
    const given = await tools({ days: dailyLists(days) });
    await sync(range, given, {}, never);
    expect(await sync(range, given, {}, never)).toMatchObject({ days: 15, alreadyDone: 6, unchanged: 30 });
    given.clock.advance(30 * 86_400_000);
    // Taken in before they had settled: once more, and then never again.
    expect(await sync(range, given, {}, never)).toMatchObject({ days: 15 });
    expect(await sync(range, given, {}, never)).toMatchObject({ days: 0, alreadyDone: 21 });
  });

  it('counts and names a broken item, and takes in the rest of its day', async () => {
    const lists = new Map([
      [
        '2026-04-01',
        JSON.stringify([dailyItem('2604.00001'), { paper: { id: '2604.00002' } }, dailyItem('2604.00003')]),
      ],
    ]);
    const given = await tools({ days: lists });
    const report = await sync({ from: '2026-04-01', to: '2026-04-02' }, given, {}, never);
    expect(report).toMatchObject({ added: 2, listingDays: 1 });
    expect(report.skipped).toEqual([{ where: '2026-04-01 item 2', reason: expect.stringContaining('paper.title') }]);
  });

  it('counts a paper that was listed on two days once, by its first day', async () => {
    const list = JSON.stringify([dailyItem('2604.00001')]);
    const given = await tools({
      days: new Map([
        ['2026-04-02', list],
        ['2026-04-01', list],
      ]),
    });
    expect(await sync(WHOLE_APRIL, given, {}, never)).toMatchObject({ added: 1 });
    expect(await library.get(['arxiv:2604.00001'])).toMatchObject([{ listedOn: '2026-04-01' }]);
  });
});

describe('a day that the source refuses', () => {
  it('stops no other, is told, and is asked for again by the next sync', async () => {
    const bad = APRIL[3] as string;
    const lists = dailyLists(APRIL);
    const good = lists.get(bad) as string;
    lists.set(bad, '{"error":"moved"}');
    const given = await tools({ days: lists });
    expect(await sync(WHOLE_APRIL, given, {}, never)).toMatchObject({
      added: 58,
      missing: [{ day: bad, fault: expect.any(SourceFault) }],
    });
    lists.set(bad, good);
    expect(await sync(WHOLE_APRIL, given, {}, never)).toMatchObject({ days: 1, added: 2, missing: [] });
  });

  it('is the source’s fault when one follows the other: nothing more is asked', async () => {
    const given = await tools({ days: new Map(APRIL.map((day) => [day, '{"error":"moved"}'])) });
    expect(await faultOf(sync(WHOLE_APRIL, given, {}, never))).toBeInstanceOf(SourceFault);
    expect(server.requests).toHaveLength(3);
  });
});

it('a library that is empty again gets every day again, whatever the journal says', async () => {
  const given = await tools({ days: dailyLists(APRIL) });
  await sync(WHOLE_APRIL, given, {}, never);
  await library.close();
  rmSync(join(folder, 'library'), { recursive: true });
  library = await openLibrary({ uri: join(folder, 'library'), clock: given.clock });
  expect(await sync(WHOLE_APRIL, { ...given, library }, {}, never)).toMatchObject({ alreadyDone: 0, added: 60 });
});

describe('a sync that is stopped', () => {
  it.each([3, 22])('by a fault on day %i keeps what came before and goes on from there', async (at) => {
    const bad = APRIL[at] as string;
    const given = await tools({
      days: dailyLists(APRIL),
      faults: [{ path: bad, times: 3, scenario: 'serverError' }],
    });
    const fault = await faultOf(sync(WHOLE_APRIL, given, {}, never));
    expect(fault).toBeInstanceOf(SourceFault);
    expect((await library.statistics()).papers).toBe(2 * at);
    expect((await journal.completed(WHOLE_APRIL.from, WHOLE_APRIL.to)).size).toBe(at);
    expect(progress.at(-1)).toEqual([at, 30, APRIL[at - 1]]);
    expect(await sync(WHOLE_APRIL, given, {}, never)).toMatchObject({
      days: 30 - at,
      alreadyDone: at,
      added: 60 - 2 * at,
    });
    expect((await library.statistics()).papers).toBe(60);
  });

  it('between writing papers and noting their days does both again, and changes nothing', async () => {
    const given = await tools({ days: dailyLists(APRIL) });
    const broken: Journal = {
      completed: (from, to) => journal.completed(from, to),
      record: () => Promise.reject(new Error('killed here')),
      forgetAll: () => journal.forgetAll(),
    };
    await expect(sync(WHOLE_APRIL, { ...given, journal: broken }, {}, never)).rejects.toThrow('killed here');
    expect((await library.statistics()).papers).toBe(40);
    expect(await sync(WHOLE_APRIL, given, {}, never)).toMatchObject({ alreadyDone: 0, added: 20, unchanged: 40 });
  });

  it('by a library that cannot be written notes no day as done, and stops asking', async () => {
    const given = await tools({ days: dailyLists(APRIL) });
    const full = {
      statistics: () => given.library.statistics(),
      upsert: () => Promise.reject(new Error('disk full')),
    } as unknown as PaperIndex;
    await expect(sync(WHOLE_APRIL, { ...given, library: full }, {}, never)).rejects.toThrow('disk full');
    expect((await journal.completed(WHOLE_APRIL.from, WHOLE_APRIL.to)).size).toBe(0);
    const asked = server.requests.length;
    expect(asked).toBeLessThanOrEqual(22);
    expect(await sync(WHOLE_APRIL, given, {}, never)).toMatchObject({ added: 60 });
  });

  it('by its reader keeps the days that it had', async () => {
    const range = { from: '2026-03-01', to: '2026-04-30' };
    const given = await tools({ days: dailyLists(daysBetween(range.from, range.to)) });
    const stop = new AbortController();
    const onProgress = () => stop.abort(new Error('stopped'));
    await expect(sync(range, { ...given, onProgress }, {}, stop.signal)).rejects.toThrow('stopped');
    const done = (await journal.completed(range.from, range.to)).size;
    expect(done).toBeGreaterThanOrEqual(20);
    expect(done).toBeLessThanOrEqual(40);
    expect((await library.statistics()).papers).toBe(done * 2);
    expect(await sync(range, given, {}, never)).toMatchObject({ alreadyDone: done, added: 122 - done * 2 });
  });
});
