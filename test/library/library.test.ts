import { spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@lancedb/lancedb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../../src/domain/clock.ts';
import { LibraryFault } from '../../src/domain/errors.ts';
import type { PaperId } from '../../src/domain/paper.ts';
import { openLibrary } from '../../src/library/open-library.ts';
import { PAPERS_SCHEMA } from '../../src/library/rows.ts';
import { EDITIONS, MODELS } from '../../src/library/tables.ts';
import { describePaperIndex } from '../contracts/paper-index.ts';
import { createFakeClock } from '../doubles/fake-clock.ts';
import { paper } from '../doubles/paper.ts';
import { faultOf } from '../sources/impatient-reader.ts';

const WRITER = join(import.meta.dirname, '..', 'doubles', 'write-papers.ts');

let folder = '';
let made = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-library-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fresh = () => join(folder, String(++made));
const open = (uri: string, clock: Clock = createFakeClock(), patience?: number) =>
  openLibrary({ uri, clock, patience });
const libraryFaultOf = async (work: Promise<unknown>): Promise<LibraryFault> => {
  const fault = await faultOf(work);
  expect(fault).toBeInstanceOf(LibraryFault);
  return fault as LibraryFault;
};
const FIRST = paper({ id: 'arxiv:2505.00001', title: 'First', abstract: 'A study of denoising.' });
const SECOND = paper({ id: 'arxiv:2505.00002', title: 'Second', abstract: 'Another study of denoising.' });

/** The table of the papers in force, behind the library's back. */
const papersTable = async (uri: string) => {
  const connection = await connect(uri);
  const editions = (await (await connection.openTable(EDITIONS)).query().toArray()) as { edition: string }[];
  return connection.openTable(editions.at(-1)?.edition ?? '');
};

describePaperIndex('LanceDB in a folder', () => open(fresh()));

describe('a library on disk', () => {
  it('has papers, term statistics and vectors after it was closed and opened', async () => {
    const uri = fresh();
    const first = await open(uri);
    await first.upsert([FIRST, SECOND]);
    await first.refresh();
    const query = { text: 'denoising', depth: 5 };
    const before = await first.candidates(query);
    await first.close();
    const again = await open(uri);
    expect(await again.get([FIRST.id, SECOND.id])).toEqual([FIRST, SECOND]);
    expect((await again.candidates(query)).toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
      before.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    );
    expect(again.inverseDocumentFrequency('denois')).toBeCloseTo(Math.log(1 + 0.5 / 2.5), 12);
    await again.close();
  });

  it('does not compute again while no text has changed, whatever the upvotes, and does after that', async () => {
    const uri = fresh();
    const clock = createFakeClock();
    const library = await open(uri, clock);
    const models = async () => (await (await connect(uri)).openTable(MODELS)).countRows();
    await library.upsert([FIRST]);
    clock.advance(10);
    await library.refresh();
    await library.refresh();
    expect(await models()).toBe(1);
    clock.advance(10);
    await library.upsert([{ ...FIRST, upvotes: (FIRST.upvotes ?? 0) + 4 }]);
    await library.refresh();
    expect(await models()).toBe(1);
    await library.upsert([{ ...FIRST, abstract: `${FIRST.abstract} With a new end.` }]);
    await library.refresh();
    expect(await models()).toBe(2);
    await library.close();
  });

  it('keeps two models, so that another process can go on with the one it has', async () => {
    const uri = fresh();
    const clock = createFakeClock();
    const library = await open(uri, clock);
    for (let at = 0; at < 4; at++) {
      clock.advance(10);
      await library.upsert([paper({ title: `Paper ${at} on denoising` })]);
      await library.refresh();
    }
    const names = await (await connect(uri)).tableNames();
    expect(names.filter((name) => name.startsWith('vectors_'))).toHaveLength(2);
    expect(names.filter((name) => name.startsWith('vocabulary_'))).toHaveLength(2);
    await library.close();
  });

  it('of another process is seen: its papers, and its statistics after a few seconds', async () => {
    const uri = fresh();
    const clock = createFakeClock();
    const reader = await open(uri, clock);
    const writer = await open(uri);
    await writer.upsert([FIRST, SECOND]);
    await writer.refresh();
    await writer.close();
    await expect.poll(() => reader.get([FIRST.id]), { timeout: 10_000 }).toEqual([FIRST]);
    const rarity = async () => {
      clock.advance(6000);
      await reader.candidates({ text: 'denoising', depth: 5 });
      return reader.inverseDocumentFrequency('denois');
    };
    await expect.poll(rarity, { timeout: 10_000 }).toBeCloseTo(Math.log(1 + 0.5 / 2.5), 12);
    await reader.close();
  });

  it('is made anew when the process that made it was stopped before its indexes', async () => {
    const uri = fresh();
    await (await connect(uri)).createEmptyTable('papers_unfinished', PAPERS_SCHEMA);
    const library = await open(uri);
    await library.upsert([FIRST]);
    await library.refresh();
    expect(await library.get([FIRST.id])).toEqual([FIRST]);
    expect(await (await connect(uri)).tableNames()).not.toContain('papers_unfinished');
    expect(await (await papersTable(uri)).listIndices()).toHaveLength(5);
    await library.close();
  });

  it('folds a paper that a write cut off half-way left twice', async () => {
    const uri = fresh();
    const library = await open(uri);
    const titled = paper({ title: FIRST.title, source: 'page-export', comments: 3 });
    await library.upsert([titled]);
    const raw = await papersTable(uri);
    const row = (await raw.query().toArray())[0] as Record<string, unknown>;
    await library.upsert([FIRST]);
    // What a kill between writing the new row and deleting the old one leaves.
    await raw.checkoutLatest();
    await raw.add([{ ...row, authors: [] }]);
    await expect.poll(async () => (await library.statistics()).papers, { timeout: 10_000 }).toBe(2);
    await library.upsert([FIRST]);
    expect(await library.findByTitle('First')).toEqual([{ ...FIRST, comments: 3 }]);
    await library.close();
  });
});

describe('several processes on one library', () => {
  /** Writes papers one by one in a process of its own and says each id once it is written. */
  function inProcess(uri: string, prefix: number, count: number, killAfter = Number.POSITIVE_INFINITY) {
    const child = spawn(process.execPath, [WRITER, uri, String(prefix), String(count)], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, LANCEDB_LOG: 'error' },
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.split('\n').length > killAfter) child.kill('SIGKILL');
    });
    return new Promise<{ code: number | null; ids: PaperId[] }>((resolve) =>
      child.on('close', (code) => resolve({ code, ids: output.split('\n').slice(0, -1) as PaperId[] })),
    );
  }

  it('may start on a new folder at once and write in turns', async () => {
    const uri = fresh();
    const outcomes = await Promise.all([inProcess(uri, 1000, 4), inProcess(uri, 2000, 4), inProcess(uri, 3000, 4)]);
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0, 0]);
    const library = await open(uri);
    expect(await library.get(outcomes.flatMap(({ ids }) => ids))).toHaveLength(12);
    await library.close();
  });

  it('lose nothing that was acknowledged when one is killed with -9, and the next takes over its lock', async () => {
    const uri = fresh();
    const { code, ids } = await inProcess(uri, 1000, 500, 12);
    expect(code).toBeNull();
    expect(ids.length).toBeGreaterThanOrEqual(12);
    const library = await open(uri, systemClock, 0);
    expect((await library.get(ids)).map(({ id }) => id)).toEqual(ids);
    expect(await library.upsert([FIRST])).toMatchObject({ added: 1 });
    await library.refresh();
    expect((await library.candidates({ text: 'denoising', depth: 5 })).map(({ id }) => id)).toContain(FIRST.id);
    await library.close();
  });

  it('wait for each other, and say who writes when that takes too long', async () => {
    const uri = fresh();
    const library = await open(uri, createFakeClock(), 1000);
    writeFileSync(join(uri, 'writer.lock'), `${process.ppid} 1`);
    const fault = await libraryFaultOf(library.upsert([FIRST]));
    expect(fault.message).toBe(`Another Paperboy (process ${process.ppid}) is writing to the library in ${uri}.`);
    expect(fault.help).toContain('try again');
    expect(fault.retryable).toBe(true);
    // Reading needs no lock.
    expect(await library.get([FIRST.id])).toEqual([]);
    rmSync(join(uri, 'writer.lock'));
    expect(await library.upsert([FIRST])).toMatchObject({ added: 1 });
    await library.close();
  });

  it.each([
    ['a process that is gone', '999999999 1'],
    ['an earlier run with the number of this one, as in a container', `${process.pid} 1`],
  ])('take over the lock of %s', async (_, content) => {
    const uri = fresh();
    const library = await open(uri, createFakeClock(), 0);
    writeFileSync(join(uri, 'writer.lock'), content);
    expect(await library.upsert([FIRST])).toMatchObject({ added: 1 });
    expect(existsSync(join(uri, 'writer.lock'))).toBe(false);
    await library.close();
  });

  it.runIf(process.platform === 'linux')(
    'take over a lock from before the machine was started anew, though its number is another program’s now',
    async () => {
      const uri = fresh();
      const library = await open(uri, createFakeClock(), 0);
      writeFileSync(join(uri, 'writer.lock'), `${process.ppid} 1 another-boot`);
      expect(await library.upsert([FIRST])).toMatchObject({ added: 1 });
      await library.close();
    },
  );
});

describe('a library that cannot be used says what to do', () => {
  it('when its place is a file', async () => {
    const uri = fresh();
    writeFileSync(uri, '');
    for (const place of [uri, join(uri, 'library')]) {
      const fault = await libraryFaultOf(open(place));
      expect(fault.message).toBe(`${place} is not a folder.`);
      expect(fault.help).toContain('LIBRARY_URI');
    }
  });

  it('when something else calls its tables “papers”', async () => {
    const uri = fresh();
    await (await connect(uri)).createTable('papers', [{ a: 1 }]);
    const fault = await libraryFaultOf(open(uri));
    expect(fault.message).toBe('There is a table “papers” that holds no papers of Paperboy (id is missing).');
    expect(fault.help).toContain('Set LIBRARY_URI to another folder');
    expect(await (await connect(uri)).tableNames()).toContain('papers');
  });

  it('when a file of it is damaged', async () => {
    const uri = fresh();
    mkdirSync(join(uri, 'papers.lance', '_versions'), { recursive: true });
    writeFileSync(join(uri, 'papers.lance', '_versions', '1.manifest'), 'no manifest');
    expect((await libraryFaultOf(open(uri))).message).toContain('cannot be read or written');
  });

  it('when data of it is missing', async () => {
    const uri = fresh();
    const library = await open(uri);
    await library.upsert([FIRST]);
    await library.close();
    const data = join(uri, `${(await papersTable(uri)).name}.lance`, 'data');
    for (const name of readdirSync(data)) rmSync(join(data, name));
    const again = await open(uri);
    expect((await libraryFaultOf(again.get([FIRST.id]))).message).toContain('cannot be read or written');
    await again.close();
  });

  /** Opens and writes in a process of its own, limited by the shell, and gives what it said. */
  const limited = async (before: string, uri: string) => {
    const child = spawn('sh', ['-c', `${before}; exec "$0" "$@"`, process.execPath, WRITER, uri, '1000', '400'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LANCEDB_LOG: 'error' },
    });
    let [said, complained] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complained += text;
    });
    await new Promise((resolve) => child.on('close', resolve));
    return { ids: said.split('\n').slice(0, -1) as PaperId[], complained };
  };

  it('when the disk has no room left, before anything is written', async () => {
    const uri = fresh();
    const library = await open(uri);
    await library.upsert([FIRST]);
    await library.close();
    const full = await openLibrary({ uri, clock: createFakeClock(), leastFreeBytes: Number.MAX_SAFE_INTEGER });
    for (const work of [() => full.upsert([SECOND]), () => full.refresh()]) {
      const fault = await libraryFaultOf(work());
      expect(fault.message).toContain(`The disk is full; the library in ${uri} could not be written.`);
      expect(fault.retryable).toBe(true);
    }
    expect(await full.get([FIRST.id, SECOND.id])).toEqual([FIRST]);
    await full.close();
  });

  // Limits on the size of a file, in blocks of 512 bytes: writes fail at different places, as on a full disk.
  it.each([4, 8, 12, 20])(
    'when a file can only be written in part (%s blocks), and keeps what it had',
    async (blocks) => {
      const uri = fresh();
      const library = await open(uri);
      const before = Array.from({ length: 20 }, (_, at) =>
        paper({
          id: `arxiv:2401.${String(at).padStart(5, '0')}`,
          title: `Early ${at}`,
          abstract: `Word${at} `.repeat(50),
        }),
      );
      await library.upsert(before);
      await library.refresh();
      await library.close();
      const { ids, complained } = await limited(`ulimit -f ${blocks}`, uri);
      expect(complained).toMatch(/[Dd]isk is full/);
      expect(complained).toContain('run the same command again');
      const again = await open(uri);
      expect(await again.get([...before.map(({ id }) => id), ...ids])).toHaveLength(20 + ids.length);
      expect(await again.upsert([FIRST])).toMatchObject({ added: 1 });
      await again.refresh();
      expect(await again.list({ sort: 'newest', limit: 1000 })).toHaveLength((await again.statistics()).papers);
      await again.close();
    },
  );

  describe.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('without the right to write', () => {
    it('when the folder is read-only', async () => {
      const uri = fresh();
      mkdirSync(uri);
      chmodSync(uri, 0o500);
      expect((await libraryFaultOf(open(uri))).message).toBe(`The library folder ${uri} cannot be written.`);
    });

    it('but answers from a library that may only be read', async () => {
      const [source, uri] = [fresh(), fresh()];
      const library = await open(source);
      await library.upsert([FIRST]);
      await library.close();
      cpSync(source, uri, { recursive: true });
      for (const name of ['', ...readdirSync(uri, { recursive: true, encoding: 'utf8' })])
        chmodSync(join(uri, name), 0o555);
      const reader = await open(uri);
      expect(await reader.get([FIRST.id])).toEqual([FIRST]);
      expect((await libraryFaultOf(reader.upsert([SECOND]))).message).toContain('cannot be written');
      await reader.close();
      for (const name of ['', ...readdirSync(uri, { recursive: true, encoding: 'utf8' })])
        chmodSync(join(uri, name), 0o755);
    });
  });
});
