import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { feedDay } from '../../src/digest/feed-day.ts';
import { addDays } from '../../src/domain/days.ts';
import type { PaperId } from '../../src/domain/paper.ts';
import type { PaperIndex } from '../../src/domain/ports.ts';
import { type AutoSync, startAutoSync } from '../../src/jobs/auto-sync.ts';
import { syncRound } from '../../src/jobs/sync-round.ts';
import { openLibrary } from '../../src/library/open-library.ts';
import { whileSyncing } from '../../src/library/sync-lock.ts';
import { createArxiv } from '../../src/sources/arxiv.ts';
import { createHttpReader } from '../../src/sources/http.ts';
import { createHuggingFaceDaily } from '../../src/sources/hugging-face.ts';
import { lastSyncedAt } from '../../src/state/last-sync.ts';
import { openDatabase } from '../../src/state/open-database.ts';
import { createSyncJournal } from '../../src/state/sync-journal.ts';
import { createSyncMarks } from '../../src/state/sync-marks.ts';
import type { StateDatabase } from '../../src/state/tables.ts';
import { createUpvoteRecord } from '../../src/state/upvote-history.ts';
import { createHeldClock, type HeldClock } from '../doubles/held-clock.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';
import { startArxiv } from '../servers/arxiv.ts';
import { startHuggingFace } from '../servers/hugging-face.ts';
import type { LoopbackServer } from '../servers/loopback.ts';
import { arxivEntry, dailyItem } from './daily-lists.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A Wednesday, noon in UTC. */
const START = '2026-07-01T12:00:00Z';
const TODAY = '2026-07-01';

let folder = '';
let clock: HeldClock;
let library: PaperIndex;
let database: StateDatabase;
let huggingFace: LoopbackServer;
let arxiv: LoopbackServer;
let days: Map<string, string>;
let entries: Map<string, string>;
let log: ReturnType<typeof createRecordingLog>;
let auto: AutoSync | undefined;
let served: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-auto-sync-'));
  clock = createHeldClock(START);
  days = new Map();
  entries = new Map();
  huggingFace = await startHuggingFace({ days });
  arxiv = await startArxiv({ entries });
  library = await openLibrary({ uri: join(folder, 'library'), clock });
  database = await openDatabase({ path: join(folder, 'state.sqlite') });
  log = createRecordingLog();
  served = 0;
});
afterEach(async () => {
  await auto?.stop();
  auto = undefined;
  await library.close();
  await database.destroy();
  await Promise.all([huggingFace.close(), arxiv.close()]);
  rmSync(folder, { recursive: true, force: true });
});

const history = () => createUpvoteRecord(async () => database);
const readerOf = (addressSetting: string) =>
  createHttpReader({
    clock,
    timeoutMilliseconds: 5_000,
    userAgent: 'paperboy-test',
    minimumIntervalMilliseconds: 0,
    attempts: 1,
    addressSetting,
  });

function start(everyMinutes = 60) {
  const tools = {
    source: createHuggingFaceDaily({ baseUrl: huggingFace.url, http: readerOf('HUGGING_FACE_URL'), clock }),
    arxiv: createArxiv({ baseUrl: arxiv.url, http: readerOf('ARXIV_URL'), clock }),
    library,
    journal: createSyncJournal(database),
    marks: createSyncMarks(async () => database),
    history: history(),
    clock,
    log,
    onFirstPapers: () => {
      served++;
    },
  };
  auto = startAutoSync({
    round: (signal) => whileSyncing(join(folder, 'library'), () => syncRound(tools, signal)),
    everyMinutes,
    isUrgent: async () => (await library.statistics()).papers === 0,
    lastSuccess: () => lastSyncedAt(database),
    nextDay: (now) => feedDay(now).ends,
    clock,
    log,
    random: () => 0.5,
  });
  return auto;
}

/** Waits until a round is over and the next one is awaited. */
const rested = () =>
  expect.poll(() => auto?.status().nextAt !== undefined && !auto.status().isRunning && clock.waiting().length > 0, {
    timeout: 20_000,
    interval: 5,
  });
/** Moves the clock to the next round and waits for its end. @returns hours that it was away */
async function nextRound(): Promise<number> {
  const wait = Math.max(...clock.waiting());
  const before = auto?.status();
  clock.advance(wait);
  await expect.poll(() => auto?.status() !== before, { interval: 5 }).toBe(true);
  await rested().toBe(true);
  return wait / HOUR;
}
async function begin(everyMinutes?: number): Promise<AutoSync> {
  const started = start(everyMinutes);
  await expect.poll(() => clock.waiting().length, { interval: 5 }).toBeGreaterThan(0);
  if ((await library.statistics()).papers) await nextRound();
  else {
    clock.advance(0);
    await expect.poll(() => started.status().lastDone ?? started.status().lastFault, { timeout: 20_000 }).toBeDefined();
    await rested().toBe(true);
  }
  return started;
}

const list = (day: string, ...papers: readonly [id: string, facts?: Record<string, unknown>][]) =>
  days.set(day, JSON.stringify(papers.map(([id, facts]) => dailyItem(id, facts))));
const entry = (id: string, more = '', version = 1) => entries.set(id, arxivEntry(id, more, version));
const askedDays = () => huggingFace.requests.map(({ url }) => url.searchParams.get('date'));

describe('a bot with an empty library', () => {
  it('fetches a month, the newest week first, and answers from it as soon as that week is there', async () => {
    list(TODAY, ['2607.00001']);
    list('2026-06-05', ['2606.00001']);
    const { status } = await begin();
    expect(askedDays().slice(0, 7)).toEqual(Array.from({ length: 7 }, (_, at) => addDays(TODAY, -at)));
    expect(askedDays()).toHaveLength(30);
    expect(served).toBe(1);
    expect(status().lastDone).toMatchObject({ days: 30, added: 2 });
    expect((await library.statistics()).papers).toBe(2);
  });

  it('asks again soon when the source is down, and later and later, but never less than at its pace', async () => {
    huggingFace.setScenario('serverError');
    const { status } = await begin();
    expect(status().lastFault?.sentence).toContain('answered 503');
    const waits: number[] = [];
    for (let turn = 0; turn < 8; turn++) waits.push(Math.round((await nextRound()) * 60));
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
    huggingFace.setScenario('good');
    list(TODAY, ['2607.00001']);
    await nextRound();
    expect(status().lastFault).toBeUndefined();
    expect(served).toBe(1);
  });
});

describe('a bot that fetches its first month', () => {
  const month = Array.from({ length: 30 }, (_, at) => addDays(TODAY, -at));

  it('asks for every day of it, whatever a library before this one had, also after a fault in the middle', async () => {
    const journal = createSyncJournal(database);
    for (const day of month) await journal.record(day, { syncedAt: clock.now(), papers: 1, skipped: 0 });
    for (const day of month) list(day, [`2607.${day.slice(5, 7)}0${day.slice(8)}`]);
    const tenth = month[9] as string;
    const whole = days.get(tenth) as string;
    days.set(tenth, '[{"paper":');
    const { status } = await begin();
    expect(status().lastFault?.sentence).toContain(tenth);
    expect((await library.statistics()).papers).toBe(9);
    days.set(tenth, whole);
    await nextRound();
    expect(status().lastFault).toBeUndefined();
    expect(new Set(askedDays())).toEqual(new Set(month));
    expect((await library.statistics()).papers).toBe(30);
  });

  it('is not stopped by one day that cannot be had: the others are there, arXiv is asked, and the fault is told', async () => {
    for (const day of month) list(day, [`2607.${day.slice(5, 7)}0${day.slice(8)}`]);
    days.set(addDays(TODAY, -1), '{"error":"moved"}');
    const { status } = await begin();
    expect((await library.statistics()).papers).toBe(29);
    expect(served).toBe(1);
    expect(arxiv.requests).toHaveLength(1);
    expect(status().lastFault?.sentence).toContain(addDays(TODAY, -1));
    expect(await lastSyncedAt(database)).toBeUndefined();
    list(addDays(TODAY, -1), ['2607.09999']);
    await nextRound();
    expect(await lastSyncedAt(database)).toBe(status().lastDone?.at);
  });

  it('answers from what it has when the newest week cannot be had', async () => {
    for (const day of month) list(day, [`2607.${day.slice(5, 7)}0${day.slice(8)}`]);
    days.set(TODAY, '[{"paper":');
    const { status } = await begin();
    expect(status().lastFault?.sentence).toContain(TODAY);
    expect(served).toBe(1);
  });
});

describe('round after round', () => {
  it('notices late listings, upvotes that move, and a paper that is withdrawn', async () => {
    list(TODAY, ['2607.00001', { upvotes: 3 }]);
    const { status } = await begin();
    list(TODAY, ['2607.00001', { upvotes: 9 }], ['2607.00002']);
    await nextRound();
    expect(status().lastDone).toMatchObject({ added: 1, changed: 1 });
    expect((await library.get(['arxiv:2607.00001']))[0]?.upvotes).toBe(9);
    const curves = await history().of(['arxiv:2607.00001']);
    expect(curves.get('arxiv:2607.00001')?.map(({ upvotes }) => upvotes)).toEqual([3, 9]);
    list(TODAY, ['2607.00001', { upvotes: 9, withdrawnAt: '2026-07-01T15:00:00Z' }], ['2607.00002']);
    await nextRound();
    expect((await library.get(['arxiv:2607.00001']))[0]?.withdrawn).toBe(true);
  });

  it('loses nothing when a day is empty all at once, shrinks, or upvotes fall', async () => {
    list(TODAY, ['2607.00001', { upvotes: 8 }], ['2607.00002']);
    const { status } = await begin();
    days.set(TODAY, '[]');
    await nextRound();
    expect(status().lastFault).toBeUndefined();
    list(TODAY, ['2607.00001', { upvotes: 2 }]);
    await nextRound();
    expect((await library.statistics()).papers).toBe(2);
    expect((await library.get(['arxiv:2607.00001']))[0]?.upvotes).toBe(8);
    expect(log.lines.filter(({ event }) => event === 'sync-days-shrank')).toHaveLength(2);
  });

  it('takes days without papers for what they are', async () => {
    list(TODAY, ['2607.00001']);
    const { status } = await begin();
    clock.advance(0);
    for (let turn = 0; turn < 3; turn++) await nextRound();
    expect(status()).toMatchObject({ lastDone: { added: 0 } });
    expect(status().lastFault).toBeUndefined();
  });

  it('asks for older days the less often, and for none that has settled', async () => {
    list(TODAY, ['2607.00001']);
    await begin();
    const before = askedDays().length;
    await nextRound();
    expect(askedDays().slice(before)).toEqual([0, 1, 2, 3].map((back) => addDays(TODAY, -back)));
    for (let turn = 0; turn < 6; turn++) await nextRound();
    const within = new Set(askedDays().slice(before));
    expect(within).toContain(addDays(TODAY, -7));
    expect(within).not.toContain(addDays(TODAY, -8));
  });

  it('learns from arXiv what fields a paper is of, that there is a new version, and that one was withdrawn', async () => {
    list(TODAY, ['2607.00001'], ['2607.00002']);
    entry('2607.00001', '<category term="cs.CL"/><category term="cs.AI"/>');
    entry('2607.00002');
    const { status } = await begin(360);
    expect((await library.get(['arxiv:2607.00001']))[0]).toMatchObject({ categories: ['cs.CL', 'cs.AI'], version: 1 });
    expect(arxiv.requests).toHaveLength(1);
    entry('2607.00001', '<category term="cs.CL"/><category term="cs.AI"/>', 2);
    entry('2607.00002', '<arxiv:comment>Withdrawn by the authors</arxiv:comment>', 2);
    let news = 0;
    for (let hours = 0; hours < 24; ) {
      hours += await nextRound();
      news += status().lastDone?.newVersions ?? 0;
    }
    await nextRound();
    expect(news + (status().lastDone?.newVersions ?? 0)).toBe(2);
    // Once a day for all of them; nothing was unknown in between.
    expect(arxiv.requests).toHaveLength(2);
    const [first, second] = await library.get(['arxiv:2607.00001', 'arxiv:2607.00002']);
    expect(first?.abstract).toContain('Now better.');
    expect(second?.withdrawn).toBe(true);
  });

  it('takes an empty answer of arXiv for no answer, and tells of entries that cannot be read', async () => {
    const ids = Array.from({ length: 12 }, (_, at) => `2607.000${10 + at}`);
    list(TODAY, ...ids.map((id): [string] => [id]));
    await begin();
    expect(log.lines.map(({ event }) => event)).toContain('sync-arxiv-failed');
    for (const id of ids) entry(id, '<category term="cs.CL"/>');
    entries.set(ids[0] as string, '<entry><id>http://arxiv.org/abs/nothing</id><title>?</title></entry>');
    await nextRound();
    expect((await library.get([`arxiv:${ids[1]}` as PaperId]))[0]?.categories).toEqual(['cs.CL']);
    expect(log.lines.map(({ event }) => event)).toContain('sync-arxiv-entries-skipped');
  });

  it('is not stopped by arXiv: it asks again next time', async () => {
    list(TODAY, ['2607.00001']);
    entry('2607.00001', '<category term="cs.CL"/>');
    arxiv.setScenario('serverError');
    const { status } = await begin();
    expect(status().lastFault).toBeUndefined();
    expect(log.lines.map(({ event }) => event)).toContain('sync-arxiv-failed');
    arxiv.setScenario('good');
    await nextRound();
    expect((await library.get(['arxiv:2607.00001']))[0]?.categories).toEqual(['cs.CL']);
  });

  it('begins soon after the feed has turned, though its hour has not come', async () => {
    list(TODAY, ['2607.00001']);
    await begin(1440);
    // From noon to 21:30 in New York, which is 01:30 in UTC, and a few minutes.
    expect(await nextRound()).toBeCloseTo(13.5 + 7.5 / 60, 1);
    expect(askedDays()).toContain(addDays(TODAY, 1));
  });
});

it('a source that is down for a whole day costs that day’s delay and nothing else', async () => {
  list('2026-06-30', ['2606.00001', { upvotes: 5 }]);
  const { status } = await begin(240);
  huggingFace.setScenario('serverError');
  let hours = 0;
  while (hours < 24) hours += await nextRound();
  expect(status().lastFault?.sentence).toContain('503');
  list('2026-06-30', ['2606.00001', { upvotes: 20 }], ['2606.00002']);
  list('2026-07-01', ['2607.00001']);
  list('2026-07-02', ['2607.00002']);
  huggingFace.setScenario('good');
  await nextRound();
  expect(status().lastDone).toMatchObject({ added: 3, changed: 1 });
  expect((await library.statistics()).papers).toBe(4);
  expect((await library.get(['arxiv:2606.00001']))[0]?.upvotes).toBe(20);
});

it('a sync of another process is let be, and tried again a minute later', async () => {
  list(TODAY, ['2607.00001']);
  await begin();
  const free = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  const other = whileSyncing(join(folder, 'library'), () => {
    held.resolve();
    return free.promise;
  });
  await held.promise;
  const asked = askedDays().length;
  await nextRound();
  expect(askedDays()).toHaveLength(asked);
  expect(log.lines.map(({ event }) => event)).toContain('auto-sync-busy');
  free.resolve();
  await other;
  expect(await nextRound()).toBeCloseTo(1 / 60);
  expect(askedDays().length).toBeGreaterThan(asked);
});

it('a sync of another process that does not end in an hour is told as a fault', async () => {
  list(TODAY, ['2607.00001']);
  const { status } = await begin();
  const path = join(folder, 'library', 'sync.lock');
  writeFileSync(path, `${process.ppid} 1`);
  for (let turn = 0; turn < 60; turn++) await nextRound();
  expect(status().lastFault).toBeUndefined();
  await nextRound();
  expect(status().lastFault?.sentence).toContain(`(${process.ppid}) has been syncing this library for over an hour`);
  expect(log.lines.find(({ level, event }) => level === 'warn' && event === 'auto-sync-busy')).toMatchObject({
    facts: { lock: path },
  });
  rmSync(path);
  await nextRound();
  expect(status().lastFault).toBeUndefined();
});

it('told to stop in the middle of a sync it ends at once, and what was taken in is safe', async () => {
  list(TODAY, ['2607.00001']);
  await begin();
  huggingFace.setScenario('slow');
  clock.advance(Math.max(...clock.waiting()));
  await expect.poll(() => auto?.status().isRunning).toBe(true);
  await auto?.stop();
  expect((await library.statistics()).papers).toBe(1);
  // The lock is free again.
  expect(await whileSyncing(join(folder, 'library'), async () => 'mine')).toEqual({ kind: 'done', result: 'mine' });
});

it('a clock so far behind that no day has papers does not cost the history of upvotes', async () => {
  list(TODAY, ['2607.00001', { upvotes: 3 }]);
  await begin();
  await auto?.stop();
  clock.advance(Date.parse('2020-01-01T00:00:00Z') - clock.now());
  const { status } = await begin();
  expect(status().lastFault).toBeUndefined();
  expect((await history().of(['arxiv:2607.00001'])).get('arxiv:2607.00001')).toHaveLength(1);
});

it('a clock that jumps back makes it ask again rather than wait for the lost time', async () => {
  list(TODAY, ['2607.00001', { upvotes: 3 }]);
  const { status } = await begin();
  clock.advance(-5 * HOUR);
  list(TODAY, ['2607.00001', { upvotes: 4 }]);
  const asked = askedDays().length;
  // The wait was begun before the jump; it counts what passes, not what the clock says.
  clock.advance(5 * HOUR);
  await nextRound();
  clock.advance(-5 * HOUR);
  clock.advance(-1);
  list(TODAY, ['2607.00001', { upvotes: 6 }]);
  await nextRound();
  expect(askedDays().length).toBeGreaterThan(asked);
  expect(status().lastFault).toBeUndefined();
  const curve = (await history().of(['arxiv:2607.00001'])).get('arxiv:2607.00001') ?? [];
  expect(curve.map(({ upvotes }) => upvotes)).toEqual([3, 4, 6]);
  expect(curve.every(({ from, until }, at) => from <= until && (at === 0 || from > (curve[at - 1]?.until ?? 0)))).toBe(
    true,
  );
});
