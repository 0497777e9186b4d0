import { spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, makeArrowTable } from '@lancedb/lancedb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/domain/clock.ts';
import { LibraryFault } from '../../src/domain/errors.ts';
import type { Paper } from '../../src/domain/paper.ts';
import { openLibrary } from '../../src/library/open-library.ts';
import { rebuildLibrary, restoreLibrary } from '../../src/library/rebuild-library.ts';
import { EDITIONS_SCHEMA } from '../../src/library/rows.ts';
import { EDITIONS } from '../../src/library/tables.ts';
import { createFakeClock } from '../doubles/fake-clock.ts';
import { paper } from '../doubles/paper.ts';
import { faultOf } from '../sources/impatient-reader.ts';
import { writeFirstLibrary } from './first-library.ts';

const USER = join(import.meta.dirname, '..', 'doubles', 'use-library.ts');
const CHANGED_AT = Date.UTC(2026, 5, 30);
const FIRST = paper({
  id: 'arxiv:2505.00001',
  title: 'First of them',
  abstract: 'A study of denoising by “diffusion”.',
  authors: ['Ada Lovelace', 'Alan Turing'],
  organisation: 'Looking Lab',
  publishedAt: '2026-05-01',
  listedOn: '2026-05-03',
  upvotes: 4,
  comments: 1,
  links: { code: 'https://github.com/a/b' },
});
const SECOND = paper({ id: 'arxiv:2505.00002', title: 'Second of them', abstract: 'More denoising.', authorCount: 7 });
const WITHDRAWN = paper({ id: 'arxiv:2505.00003', title: 'Third', abstract: 'No denoising.', withdrawn: true });
const PAPERS = [FIRST, SECOND, WITHDRAWN];

let folder = '';
let made = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-editions-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fresh = () => join(folder, String(++made));
const open = (uri: string) => openLibrary({ uri, clock: createFakeClock() });
const libraryFaultOf = async (work: Promise<unknown>): Promise<LibraryFault> => {
  const fault = await faultOf(work);
  expect(fault).toBeInstanceOf(LibraryFault);
  return fault as LibraryFault;
};
async function* from(papers: Iterable<Paper>): AsyncGenerator<Paper> {
  yield* papers;
}
const byId = (papers: readonly Paper[]) => papers.toSorted((a, b) => (a.id < b.id ? -1 : 1));
const allOf = async (uri: string): Promise<Paper[]> => {
  const library = await open(uri);
  const papers = await Array.fromAsync(library.all());
  await library.close();
  return byId(papers);
};
const filesOf = (uri: string) => readdirSync(uri, { recursive: true, encoding: 'utf8' }).toSorted();
const manyPapers = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    paper({ id: `arxiv:2401.${String(at).padStart(5, '0')}`, title: `Early ${at}`, abstract: `Word${at} denoising.` }),
  );

/** A process that does one thing, killed with -9 when it has said so. */
function inProcess(argv: readonly string[], kill?: { readonly after: string; readonly milliseconds: number }) {
  const child = spawn(process.execPath, [USER, ...argv], { env: { ...process.env, LANCEDB_LOG: 'error' } });
  let [said, complained, isKilled] = ['', '', false];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (!kill || isKilled || !said.includes(kill.after)) return;
    isKilled = true;
    setTimeout(() => child.kill('SIGKILL'), kill.milliseconds);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complained += text;
  });
  const ended = new Promise<{ code: number | null; said: string; complained: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, said, complained })),
  );
  return { ended, said: () => said, endInput: () => child.stdin.end() };
}

describe('a library of the first version', () => {
  it('is brought up to date when it is opened: its papers, a search, a refresh, and nothing of the old', async () => {
    const uri = fresh();
    await writeFirstLibrary(uri, PAPERS, CHANGED_AT);
    const library = await open(uri);
    expect(byId(await Array.fromAsync(library.all()))).toEqual(PAPERS);
    expect(await library.statistics()).toMatchObject({ papers: 3, withdrawn: 1, changedAt: CHANGED_AT });
    const search = async () => (await library.candidates({ text: 'denoising', depth: 5 })).map(({ id }) => id).sort();
    expect(await search()).toEqual([FIRST.id, SECOND.id]);
    expect((await library.findPeople('lovelace', 5)).authors).toEqual(['Ada Lovelace']);
    await library.refresh();
    expect(await search()).toEqual([FIRST.id, SECOND.id]);
    const [candidate] = await library.candidates({ text: 'diffusion denoising', depth: 5 });
    expect(candidate?.vectorSource).toBe('corpus');
    expect(await library.upsert([paper({ title: 'One more' })])).toMatchObject({ added: 1 });
    await library.close();
    const names = await (await connect(uri)).tableNames();
    expect(names).not.toContain('papers');
    expect(names).not.toContain('models');
    expect(names).not.toContain('vectors_x');
    expect(names).not.toContain('vocabulary_x');
  });

  it('without any paper becomes one without any paper', async () => {
    const uri = fresh();
    await writeFirstLibrary(uri, [], CHANGED_AT);
    expect(await allOf(uri)).toEqual([]);
  });

  it.each([0, 60, 150, 300, 600])('killed with -9 %i ms into that keeps every paper', async (milliseconds) => {
    const uri = fresh();
    const papers = manyPapers(4_000);
    await writeFirstLibrary(uri, papers, CHANGED_AT);
    await inProcess(['open', uri], { after: 'begun', milliseconds }).ended;
    expect(await allOf(uri)).toEqual(papers);
    const names = await (await connect(uri)).tableNames();
    expect(names.filter((name) => name.startsWith('papers'))).toHaveLength(1);
  });

  it('is brought up to date once when two processes open it together', async () => {
    const uri = fresh();
    const papers = manyPapers(3_000);
    await writeFirstLibrary(uri, papers, CHANGED_AT);
    const ends = await Promise.all([1, 2].map(() => inProcess(['open', uri]).ended));
    expect(ends.map(({ code, complained }) => [code, complained])).toEqual([
      [0, ''],
      [0, ''],
    ]);
    expect(await (await (await connect(uri)).openTable(EDITIONS)).countRows()).toBe(1);
    expect(await allOf(uri)).toEqual(papers);
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'that may only be read says so, and stays as it is',
    async () => {
      const uri = fresh();
      await writeFirstLibrary(uri, PAPERS, CHANGED_AT);
      const before = filesOf(uri);
      chmodSync(uri, 0o555);
      const fault = await libraryFaultOf(open(uri));
      expect(fault.message).toBe(`The library folder ${uri} cannot be written.`);
      expect(fault.help).toContain('write access');
      expect(filesOf(uri)).toEqual(before);
      chmodSync(uri, 0o755);
    },
  );
});

it('a library of a newer version says so and is left alone, by rebuilding and restoring too', async () => {
  const uri = fresh();
  await (await open(uri)).close();
  const editions = await (await connect(uri)).openTable(EDITIONS);
  const row = { edition: 'papers_of_tomorrow', schema: 99, made_at: Date.UTC(2030, 0, 1) };
  await editions.add(makeArrowTable([row], { schema: EDITIONS_SCHEMA }));
  const before = filesOf(uri);
  const options = { uri, clock: createFakeClock() };
  for (const work of [() => open(uri), () => rebuildLibrary(options), () => restoreLibrary(options, from([FIRST]))]) {
    const fault = await libraryFaultOf(work());
    expect(fault.message).toBe('The library was written by a newer Paperboy.');
    expect(fault.help).toContain('LIBRARY_URI');
    expect(filesOf(uri)).toEqual(before);
  }
});

describe('restoring', () => {
  const options = (uri: string) => ({ uri, clock: createFakeClock() });
  const filled = async (papers: readonly Paper[]) => {
    const uri = fresh();
    const library = await open(uri);
    await library.upsert(papers);
    await library.refresh();
    await library.close();
    return uri;
  };

  it('puts other papers in the place of all, and says how many there were', async () => {
    const uri = await filled([FIRST, SECOND]);
    expect(await restoreLibrary(options(uri), from([WITHDRAWN]))).toEqual({ papers: 1, replaced: 2 });
    expect(await allOf(uri)).toEqual([WITHDRAWN]);
    expect(await restoreLibrary(options(fresh()), from(PAPERS))).toEqual({ papers: 3, replaced: 0 });
  });

  it('that breaks off or is stopped half-way leaves the library as it was, and nothing of the new', async () => {
    const uri = await filled([FIRST, SECOND]);
    const tables = async () => (await (await connect(uri)).tableNames()).toSorted();
    const before = await tables();
    const breaking = async function* () {
      yield* manyPapers(3_000);
      throw new LibraryFault('Line 3,001 cannot be used.', 'Take another.');
    };
    expect((await libraryFaultOf(restoreLibrary(options(uri), breaking()))).message).toContain('Line 3,001');
    const controller = new AbortController();
    const stopping = async function* () {
      yield* manyPapers(3_000);
      controller.abort(new Error('stopped'));
      yield FIRST;
    };
    await expect(restoreLibrary(options(uri), stopping(), controller.signal)).rejects.toThrow('stopped');
    expect(await allOf(uri)).toEqual([FIRST, SECOND]);
    expect(await tables()).toEqual(before);
  });

  it.each([
    ['half', 0],
    ['half', 150],
    ['half', 400],
  ])('killed with -9 at “%s” and %i ms leaves one whole library', async (after, milliseconds) => {
    const uri = await filled([FIRST, SECOND]);
    const { code } = await inProcess(['restore', uri, '6000'], { after, milliseconds }).ended;
    const papers = await allOf(uri);
    if (papers.length !== 2 || code === 0) expect(papers).toHaveLength(6_000);
    else expect(papers).toEqual([FIRST, SECOND]);
    await restoreLibrary({ uri, clock: systemClock }, from([WITHDRAWN]));
    expect(await allOf(uri)).toEqual([WITHDRAWN]);
    const names = await (await connect(uri)).tableNames();
    expect(names.filter((name) => name.startsWith('papers_'))).toHaveLength(1);
  });

  it('helps where nothing of the library can be read any more', async () => {
    const uri = await filled([FIRST]);
    for (const name of filesOf(uri).filter((file) => file.endsWith('.manifest'))) {
      rmSync(join(uri, name));
      cpSync(import.meta.filename, join(uri, name));
    }
    expect((await libraryFaultOf(open(uri))).help).toContain('npm start -- rebuild');
    const fault = await libraryFaultOf(rebuildLibrary(options(uri)));
    expect(fault.help).toContain('npm start -- restore FILE');
    expect(await restoreLibrary(options(uri), from([SECOND]))).toEqual({ papers: 1, replaced: undefined });
    const library = await open(uri);
    await library.refresh();
    expect((await library.candidates({ text: 'denoising', depth: 5 })).map(({ id }) => id)).toEqual([SECOND.id]);
    await library.close();
  });
});

describe('another process that reads while the library is replaced', () => {
  it.each([
    ['rebuilt', 'rebuild', 'Early 7 '],
    ['restored', 'restore', 'nothing '],
  ])('goes on answering, and sees the %s papers within seconds', async (_, job, afterwards) => {
    const uri = fresh();
    const library = await open(uri);
    await library.upsert(manyPapers(3_000));
    await library.refresh();
    const reader = inProcess(['read', uri, 'arxiv:2401.00007']);
    await expect.poll(() => reader.said(), { timeout: 20_000 }).toContain('Early 7 5\n');
    const { code, complained } = await inProcess([job, uri, '2000']).ended;
    expect([code, complained]).toEqual([0, '']);
    // A handle of this process, from before.
    await expect
      .poll(async () => (await library.get(['arxiv:2402.00007'])).length, { timeout: 10_000 })
      .toBe(job === 'restore' ? 1 : 0);
    const mark = reader.said().length;
    await expect.poll(() => reader.said().slice(mark), { timeout: 10_000 }).toContain(afterwards);
    await library.refresh();
    reader.endInput();
    const { code: left, complained: trouble } = await reader.ended;
    expect(trouble).toMatch(/^\d+ answers\n$/);
    expect(left).toBe(0);
    await library.close();
  });
});
