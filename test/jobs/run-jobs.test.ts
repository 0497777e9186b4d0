import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/domain/clock.ts';
import { addDays, dayOf, daysBetween } from '../../src/domain/days.ts';
import { openLibrary } from '../../src/library/open-library.ts';
import { startHuggingFace } from '../servers/hugging-face.ts';
import type { LoopbackServer } from '../servers/loopback.ts';
import { SHORT_PAGE } from '../sources/pages.ts';
import { dailyLists } from './daily-lists.ts';

const ENTRY = join(import.meta.dirname, '..', '..', 'scripts', 'start.mjs');
const DAYS = daysBetween('2026-03-01', '2026-04-30');
const SYNC = ['sync', '--from', '2026-03-01', '--to', '2026-04-30'];

let folder = '';
let server: LoopbackServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-jobs-'));
  server = await startHuggingFace({ days: dailyLists(DAYS) });
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs `npm start -- …` in a process of its own; the signal is sent once the text has been printed. */
function run(argv: readonly string[], stop?: { readonly after: string; readonly signal: NodeJS.Signals }) {
  const child = spawn(process.execPath, [ENTRY, ...argv], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, DATA_FOLDER: join(folder, 'data'), HUGGING_FACE_URL: server.url },
  });
  let [said, complained, stopped] = ['', '', false];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (!stop || stopped || !said.includes(stop.after)) return;
    stopped = true;
    child.kill(stop.signal);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complained += text;
  });
  return new Promise<{ code: number | null; said: string; complained: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, said, complained })),
  );
}

async function inLibrary() {
  const library = await openLibrary({ uri: join(folder, 'data', 'library'), clock: systemClock });
  const { papers } = await library.statistics();
  const candidates = await library.candidates({ text: 'denoising', depth: 200 });
  await library.close();
  return { papers, withVectors: candidates.filter(({ vectorScore }) => vectorScore > 0).length };
}

describe('what a job says', () => {
  it('holds nothing that a terminal could obey, whatever a file is called', async () => {
    const path = join(folder, 'evil\u001b[31m\u202e.jsonl');
    writeFileSync(path, '{"broken"\n');
    const { code, said } = await run(['import', path]);
    expect(code).toBe(1);
    expect(said).toContain('passed over: evil.jsonl line 1: no valid JSON');
    expect(said.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  });
});

describe('npm start -- sync', () => {
  it('fills the library, tells its progress, and has nothing to do the second time', async () => {
    const first = await run(SYNC);
    expect(first).toMatchObject({ code: 0, complained: '' });
    expect(first.said).toContain('2026-03-20  20 of 61 days');
    expect(first.said).toContain('61 days with papers, 0 without: 122 new, 0 changed, 0 unchanged.');
    expect(first.said).toContain('Nothing was passed over.');
    expect(await inLibrary()).toEqual({ papers: 122, withVectors: 122 });
    const second = await run(SYNC);
    expect(second.said).toContain('61 done before: 0 new');
  });

  it.each([
    ['while days come in', '20 of 61 days'],
    ['before the vectors are computed', '61 of 61 days'],
  ])('killed with -9 %s is made good by the next run', async (_, after) => {
    const killed = await run(SYNC, { after, signal: 'SIGKILL' });
    expect(killed.code).toBeNull();
    expect((await inLibrary()).papers).toBeGreaterThanOrEqual(40);
    expect(await run(SYNC)).toMatchObject({ code: 0, complained: '' });
    expect(await inLibrary()).toEqual({ papers: 122, withVectors: 122 });
  });

  it('stopped by Ctrl+C says that what it had is safe', async () => {
    const stopped = await run(SYNC, { after: '20 of 61 days', signal: 'SIGINT' });
    expect(stopped).toMatchObject({ code: 130, complained: '' });
    expect(stopped.said).toContain('Stopped. What was taken in so far is safe; the same command goes on from there.');
    expect(await run(SYNC)).toMatchObject({ code: 0 });
    expect(await inLibrary()).toEqual({ papers: 122, withVectors: 122 });
  });

  it('asks for no day that Daily Papers cannot have', async () => {
    const today = dayOf(Date.now());
    const from = addDays(today, -2);
    await run(['sync', '--from', from, '--to', '9999-12-31']);
    expect(server.requests.map(({ url }) => url.searchParams.get('date'))).toEqual(
      daysBetween(from, dayOf(Date.now())),
    );
    const early = await run(['sync', '--from', '0001-01-01', '--to', '2023-05-05']);
    expect(early).toMatchObject({ code: 0 });
    expect(early.said).toContain('Listing days 2023-05-04 to 2023-05-05');
  });

  it('with a wrong flag says what it knows', async () => {
    const wrong = await run(['sync', '--dais', '3']);
    expect(wrong.code).toBe(1);
    expect(wrong.complained).toContain('--dais');
    expect(wrong.complained).toContain('--days');
  });
});

describe('npm start -- import', () => {
  it('reports records, papers and what is left over', async () => {
    const page = join(folder, 'page.txt');
    writeFileSync(page, SHORT_PAGE);
    const first = await run(['import', page]);
    expect(first).toMatchObject({ code: 0, complained: '' });
    expect(first.said).toContain('2 records, 2 papers, 0 left over: 2 new, 0 changed, 0 unchanged.');
    expect((await run(['import', page])).said).toContain(
      '2 records, 2 papers, 0 left over: 0 new, 0 changed, 2 unchanged.',
    );
  });

  it('ends with 1 when something is left over, and names it', async () => {
    const page = join(folder, 'cut.txt');
    writeFileSync(page, SHORT_PAGE.slice(0, -80));
    const cut = await run(['import', page]);
    expect(cut.code).toBe(1);
    expect(cut.said).toContain('1 left over');
    expect(cut.said).toContain('passed over: cut.txt line');
  });

  it('of a missing file ends with 1 and says which', async () => {
    const missing = await run(['import', 'missing.txt']);
    expect(missing.code).toBe(1);
    expect(missing.complained).toContain('missing.txt does not exist.');
  });
});
