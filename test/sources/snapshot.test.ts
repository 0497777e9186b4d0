import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InvalidInput, SourceFault } from '../../src/domain/errors.ts';
import type { Paper } from '../../src/domain/paper.ts';
import { readSnapshot, writeSnapshot } from '../../src/sources/snapshot.ts';
import { paper } from '../doubles/paper.ts';
import { faultOf } from './impatient-reader.ts';

const WRITER = join(import.meta.dirname, '..', 'doubles', 'write-snapshot.ts');
const { signal } = new AbortController();
const WHOLE = paper({
  id: 'arxiv:2606.00001',
  title: 'Ask-R1: “Deciding” When\u2028to Search 🙂',
  abstract: 'Line separators, \\LaTeX and "quotes".\u2029 Ünïcödé.',
  authors: ['Ada Lovelace', 'Алан Тьюринг'],
  organisation: 'Looking Lab',
  publishedAt: '2026-06-01',
  listedOn: '2026-06-03',
  upvotes: 0,
  comments: 2,
  links: { code: 'https://github.com/a/b', project: 'https://a.org' },
  source: 'arxiv',
});
const COUNTED = paper({ title: 'Only a title', authorCount: 5, source: 'page-export', withdrawn: true });

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-snapshot-'));
  path = join(folder, 'papers.gz');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function* from(papers: Iterable<Paper>): AsyncGenerator<Paper> {
  yield* papers;
}
const numbered = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    paper({ id: `arxiv:2401.${String(at).padStart(5, '0')}`, title: `Paper ${at}`, abstract: `Word${at} `.repeat(30) }),
  );
const write = (papers: AsyncIterable<Paper>, options: Partial<Parameters<typeof writeSnapshot>[2]> = {}) =>
  writeSnapshot(path, papers, {
    madeAt: Date.UTC(2026, 6, 1),
    replace: false,
    signal,
    onProgress: () => {},
    ...options,
  });
const read = (): Promise<Paper[]> => Array.fromAsync(readSnapshot(path, signal));
const sourceFaultOf = async (work: Promise<unknown>): Promise<SourceFault> => {
  const fault = await faultOf(work);
  expect(fault).toBeInstanceOf(SourceFault);
  return fault as SourceFault;
};
const lines = () => gunzipSync(readFileSync(path)).toString().split('\n').slice(0, -1);
const rewrite = (changed: readonly string[]) => writeFileSync(path, gzipSync(`${changed.join('\n')}\n`));

describe('a snapshot', () => {
  it('gives back every field of every paper, in order', async () => {
    expect(await write(from([WHOLE, COUNTED]))).toBe(2);
    expect(await read()).toEqual([WHOLE, COUNTED]);
    expect(readdirSync(folder)).toEqual(['papers.gz']);
  });

  it('begins with what it is, and is JSON Lines to any other program', async () => {
    await write(from(numbered(3)));
    const [header, ...papers] = lines().map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(header).toEqual({ paperboy: 'snapshot', format: 1, papers: 3, madeAt: '2026-07-01T00:00:00.000Z' });
    expect(papers).toEqual(numbered(3));
  });

  it('may hold no paper', async () => {
    await write(from([]));
    expect(await read()).toEqual([]);
  });

  it('takes fields of later versions without keeping them', async () => {
    await write(from([WHOLE]));
    const [header = '', line = ''] = lines();
    rewrite([header, JSON.stringify({ ...JSON.parse(line), citations: 4 })]);
    expect(await read()).toEqual([WHOLE]);
  });

  it('goes through memory a little at a time, both ways', async () => {
    const abstract = 'x'.repeat(20_000);
    let ahead = 0;
    const many = async function* () {
      for (let at = 0; at < 3_000; at++) {
        ahead++;
        yield paper({ id: `arxiv:2402.${String(at).padStart(5, '0')}`, title: `Paper ${at}`, abstract });
      }
    };
    let most = 0;
    await write(many(), { onProgress: (papers) => (most = Math.max(most, ahead - papers)) });
    expect(most).toBeLessThan(100);
    const reading = readSnapshot(path, signal);
    expect((await reading.next()).value?.title).toBe('Paper 0');
    await reading.return(undefined);
    expect((await read()).length).toBe(3_000);
  });
});

describe('writing a snapshot', () => {
  it('replaces no file unless told to', async () => {
    await write(from([WHOLE]));
    const fault = await faultOf(write(from([COUNTED])));
    expect(fault).toBeInstanceOf(InvalidInput);
    expect((fault as InvalidInput).help).toContain('--force');
    expect(await read()).toEqual([WHOLE]);
    await write(from([COUNTED]), { replace: true });
    expect(await read()).toEqual([COUNTED]);
  });

  it('leaves the file before, and nothing else, when it breaks off or is stopped', async () => {
    await write(from([WHOLE]));
    const breaking = async function* () {
      yield* numbered(50);
      throw new Error('the library went away');
    };
    await expect(write(breaking(), { replace: true })).rejects.toThrow('the library went away');
    const controller = new AbortController();
    const onProgress = (papers: number) => papers === 10 && controller.abort(new Error('stopped'));
    await expect(write(from(numbered(50)), { replace: true, signal: controller.signal, onProgress })).rejects.toThrow(
      'stopped',
    );
    expect(await read()).toEqual([WHOLE]);
    expect(readdirSync(folder)).toEqual(['papers.gz']);
  });

  it('killed with -9 leaves no file of that name, and the next one is whole', async () => {
    const child = spawn(process.execPath, [WRITER, path], { stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.once('data', () => child.kill('SIGKILL'));
    await new Promise((resolve) => child.on('close', resolve));
    expect(readdirSync(folder)).toEqual(['papers.gz.part']);
    await write(from([WHOLE]));
    expect(await read()).toEqual([WHOLE]);
    expect(existsSync(`${path}.part`)).toBe(false);
  });

  it('says what is wrong with a place that cannot be written', async () => {
    mkdirSync(path);
    expect((await faultOf(write(from([WHOLE])))) as Error).toMatchObject({ message: `${path} is a folder.` });
    writeFileSync(join(folder, 'file'), '');
    path = join(folder, 'file', 'papers.gz');
    expect((await sourceFaultOf(write(from([WHOLE])))).message).toBe(`${path} cannot be written.`);
  });
});

describe('a file that is no whole snapshot is refused, with what to do', () => {
  it.each([
    ['a missing file', () => {}, 'does not exist', 'Check the path'],
    ['a folder', () => mkdirSync(path), 'is a folder', 'Name a file'],
    ['an empty file', () => writeFileSync(path, ''), 'ends in the middle', 'copy it again'],
    ['a text', () => writeFileSync(path, 'Titles and more titles'), 'is no snapshot', 'npm start -- import FILE'],
    ['papers without the first line', () => rewrite([JSON.stringify(WHOLE)]), 'is no snapshot', 'import FILE'],
    ['other compressed text', () => rewrite(['once upon a time']), 'is no snapshot', 'import FILE'],
    [
      'a newer format',
      () => rewrite([JSON.stringify({ paperboy: 'snapshot', format: 2, papers: 1 })]),
      'written by a newer Paperboy (format 2',
      'Update Paperboy',
    ],
    [
      'a line without an end',
      () => rewrite([JSON.stringify({ paperboy: 'snapshot', format: 1, papers: 1 }), 'x'.repeat(9_000_000)]),
      'Line 2 of papers.gz is longer than any paper',
      'npm start -- snapshot FILE',
    ],
  ])('%s', async (_, make, message, help) => {
    make();
    const fault = await sourceFaultOf(read());
    expect(fault.message).toContain(message);
    expect(fault.help).toContain(help);
  });

  it.each([0.05, 0.5, 0.999])('one of which %f is there', async (share) => {
    await write(from(numbered(500)));
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.subarray(0, Math.floor(bytes.length * share)));
    const fault = await sourceFaultOf(read());
    expect(fault.message).toContain('papers.gz');
    expect(fault.help).toContain('another snapshot');
  });

  it('one that ends well and too early', async () => {
    await write(from(numbered(5)));
    rewrite(lines().slice(0, -2));
    const fault = await sourceFaultOf(read());
    expect(fault.message).toBe('papers.gz should hold 5 papers and ends after 3 (line 4).');
    expect(fault.help).toContain('copy it again');
  });

  it.each([
    ['{"id":"arxiv:2401', 'it is no paper'],
    [JSON.stringify({ ...WHOLE, upvotes: -1 }), 'upvotes: '],
    [JSON.stringify({ ...WHOLE, id: '2606.00001' }), 'id: is no id of a paper'],
    [JSON.stringify({ ...WHOLE, listedOn: '2026-02-30' }), 'listedOn: is no day'],
    [JSON.stringify(numbered(1)[0]), 'arxiv:2401.00000 stands in line 2 already'],
    ['', 'it is no paper'],
  ])('one with the line %s', async (line, problem) => {
    await write(from(numbered(3)));
    const [header = '', first = '', , third = ''] = lines();
    rewrite([header, first, line, third]);
    const fault = await sourceFaultOf(read());
    expect(fault.message).toContain('Line 3 of papers.gz cannot be used: ');
    expect(fault.message).toContain(problem);
  });

  it('one that was damaged in the middle', async () => {
    await write(from(numbered(500)));
    const bytes = readFileSync(path);
    bytes.fill(7, bytes.length / 2, bytes.length / 2 + 200);
    writeFileSync(path, bytes);
    expect((await sourceFaultOf(read())).help).toContain('nother snapshot');
  });
});
