import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@lancedb/lancedb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LibraryFault } from '../../src/domain/errors.ts';
import { openLibrary } from '../../src/library/open-library.ts';
import { rebuildLibrary } from '../../src/library/rebuild-library.ts';
import { createFakeClock } from '../doubles/fake-clock.ts';
import { paper } from '../doubles/paper.ts';
import { faultOf } from '../sources/impatient-reader.ts';

const FIRST = paper({ id: 'arxiv:2505.00001', title: 'First', abstract: 'A study of denoising.', upvotes: 3 });
const SECOND = paper({ id: 'arxiv:2505.00002', title: 'Second', abstract: 'Another study of denoising.' });
const THIRD = paper({ id: 'arxiv:2505.00003', title: 'Third', abstract: 'A third study of denoising.' });

let folder = '';
let made = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-rebuild-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fresh = () => join(folder, String(++made));
const clock = createFakeClock();
const open = (uri: string) => openLibrary({ uri, clock });
const rebuild = (uri: string, signal?: AbortSignal) => rebuildLibrary({ uri, clock }, signal);
const libraryFaultOf = async (work: Promise<unknown>): Promise<LibraryFault> => {
  const fault = await faultOf(work);
  expect(fault).toBeInstanceOf(LibraryFault);
  return fault as LibraryFault;
};

/** Two papers in one write, a third in another. */
async function filled(): Promise<string> {
  const uri = fresh();
  const library = await open(uri);
  await library.upsert([FIRST, SECOND]);
  clock.advance(10);
  await library.refresh();
  await library.upsert([THIRD]);
  await library.close();
  return uri;
}

async function answersOf(uri: string) {
  const library = await open(uri);
  try {
    await library.refresh();
    const found = await library.candidates({ text: 'denoising', depth: 5 });
    const papers = await library.get([FIRST.id, SECOND.id, THIRD.id]);
    return { found: found.length, sources: new Set(found.map(({ vectorSource }) => vectorSource)), papers };
  } finally {
    await library.close();
  }
}
const ALL = { found: 3, sources: new Set(['corpus']), papers: [FIRST, SECOND, THIRD] };

async function tableFolder(uri: string, prefix: string): Promise<string> {
  const name = (await (await connect(uri)).tableNames()).find((known) => known.startsWith(prefix));
  return join(uri, `${name}.lance`);
}
/** Files of a folder, the latest last. */
const filesIn = (path: string) =>
  readdirSync(path)
    .filter((name) => /\.(?:lance|manifest)$/.test(name))
    .map((name) => join(path, name))
    .sort((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs || (a < b ? 1 : -1));

describe('rebuilding', () => {
  it('keeps every paper of a library in which nothing is wrong', async () => {
    const uri = await filled();
    expect(await rebuild(uri)).toEqual({ papers: 3, isEarlier: false });
    expect(await answersOf(uri)).toEqual(ALL);
  });

  it.each([
    ['the words of the model', 'vocabulary_'],
    ['the vectors', 'vectors_'],
    ['the list of models', 'models_'],
  ])('makes good a library of which %s are damaged', async (_, prefix) => {
    const uri = await filled();
    const table = await tableFolder(uri, prefix);
    for (const path of [...filesIn(join(table, 'data')), ...filesIn(join(table, '_versions'))]) truncateSync(path, 7);
    expect((await libraryFaultOf(answersOf(uri))).help).toContain('Run "npm start -- rebuild".');
    expect(await rebuild(uri)).toEqual({ papers: 3, isEarlier: false });
    expect(await answersOf(uri)).toEqual(ALL);
  });

  it('makes good a library whose text index is damaged', async () => {
    const uri = await filled();
    const table = await tableFolder(uri, 'papers_');
    rmSync(join(table, '_indices'), { recursive: true });
    await libraryFaultOf(answersOf(uri));
    expect(await rebuild(uri)).toEqual({ papers: 3, isEarlier: false });
    expect(await answersOf(uri)).toEqual(ALL);
  });

  it('finds the papers when the table that names them is damaged', async () => {
    const uri = await filled();
    const table = await tableFolder(uri, 'editions');
    for (const path of filesIn(join(table, '_versions'))) writeFileSync(path, 'no manifest');
    await libraryFaultOf(answersOf(uri));
    expect(await rebuild(uri)).toMatchObject({ papers: 3 });
    expect(await answersOf(uri)).toEqual(ALL);
  });

  it.each([
    ['a file of the last write is gone', 'data', (path: string) => rmSync(path)],
    ['the last manifest is empty', '_versions', (path: string) => truncateSync(path, 0)],
  ])('saves the papers of an earlier state when %s', async (_, part, damage) => {
    const uri = await filled();
    const table = await tableFolder(uri, 'papers_');
    damage(filesIn(join(table, part)).at(-1) ?? '');
    await libraryFaultOf(answersOf(uri));
    expect(await rebuild(uri)).toEqual({ papers: 2, isEarlier: true });
    expect(await answersOf(uri)).toMatchObject({ found: 2, papers: [FIRST, SECOND] });
  });

  it('that can save no paper says what else helps, and leaves what is there', async () => {
    const uri = await filled();
    const table = await tableFolder(uri, 'papers_');
    for (const path of filesIn(join(table, 'data'))) rmSync(path);
    const before = readdirSync(uri).toSorted();
    const fault = await libraryFaultOf(rebuild(uri));
    expect(fault.message).toBe(`The papers in ${uri} cannot be read, nor any earlier state of them.`);
    expect(fault.help).toContain('npm start -- restore FILE');
    expect(readdirSync(uri).toSorted()).toEqual(before);
  });

  it('of damaged manifests that hides no paper leaves every one in its place', async () => {
    const uri = await filled();
    const versions = join(await tableFolder(uri, 'papers_'), '_versions');
    for (const path of filesIn(versions)) truncateSync(path, 0);
    const before = readdirSync(versions).toSorted();
    expect((await libraryFaultOf(rebuild(uri))).message).toContain('cannot be read');
    expect(readdirSync(versions).toSorted()).toEqual(before);
  });

  it('of a folder that holds something else touches nothing', async () => {
    const uri = fresh();
    await (await connect(uri)).createTable('papers', [{ a: 1 }]);
    expect((await libraryFaultOf(rebuild(uri))).message).toContain('holds no papers of Paperboy');
    expect(await (await (await connect(uri)).openTable('papers')).countRows()).toBe(1);
  });

  it('of a place without a library says so', async () => {
    const uri = fresh();
    mkdirSync(uri);
    const fault = await libraryFaultOf(rebuild(uri));
    expect(fault.message).toBe(`There are no papers in ${uri} to build a library from.`);
    expect(fault.help).toContain('npm start -- sync');
  });

  it('that is stopped leaves the library as it was', async () => {
    const uri = await filled();
    const controller = new AbortController();
    controller.abort(new Error('stopped'));
    await expect(rebuild(uri, controller.signal)).rejects.toThrow('stopped');
    expect(await answersOf(uri)).toEqual(ALL);
  });
});
