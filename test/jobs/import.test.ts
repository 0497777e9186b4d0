import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InvalidInput, SourceFault } from '../../src/domain/errors.ts';
import type { Batch, PaperIndex } from '../../src/domain/ports.ts';
import { importPapers } from '../../src/jobs/import.ts';
import { openLibrary } from '../../src/library/open-library.ts';
import { createArxiv } from '../../src/sources/arxiv.ts';
import { readPaperFile } from '../../src/sources/read-file.ts';
import { shuffled } from '../doubles/paper.ts';
import { startArxiv } from '../servers/arxiv.ts';
import type { LoopbackServer } from '../servers/loopback.ts';
import { sharedData } from '../shared-data.ts';
import { createImpatientReader, faultOf } from '../sources/impatient-reader.ts';
import { abstract, SHORT_PAGE } from '../sources/pages.ts';

const never = new AbortController().signal;
const entry = (id: string, title: string) =>
  `<entry><id>http://arxiv.org/abs/${id}v1</id><title>${title}</title><summary>An abstract from arXiv.</summary>` +
  '<published>2024-01-31T23:00:00Z</published><author><name>Ada Lovelace</name></author></entry>';

let folder = '';
let library: PaperIndex;
let server: LoopbackServer;
let seen: Batch[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-import-'));
  const { http, clock } = createImpatientReader({ addressSetting: 'ARXIV_URL' });
  library = await openLibrary({ uri: join(folder, 'library'), clock });
  server = await startArxiv({
    entries: new Map([
      ['2401.00001', entry('2401.00001', 'First Title: With a Colon')],
      ['2401.00002', entry('2401.00002', 'Second from arXiv')],
    ]),
  });
  const arxiv = createArxiv({ baseUrl: server.url, http, clock });
  seen = [];
  run = (inputs) =>
    importPapers(
      inputs,
      {
        library,
        readFile: readPaperFile,
        byIds: (ids, signal) => arxiv.byIds(ids, signal),
        today: '2026-07-01',
        onFile: (batch) => seen.push(batch),
      },
      never,
    );
});
afterEach(async () => {
  await library.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

let run: (inputs: readonly string[]) => ReturnType<typeof importPapers>;
function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('importing', () => {
  it('takes in a page, and again changes nothing', async () => {
    const page = file('page.txt', SHORT_PAGE);
    expect(await run([page])).toEqual({ records: 2, added: 2, changed: 0, unchanged: 0, skipped: [] });
    expect(await run([page, page])).toEqual({ records: 4, added: 0, changed: 0, unchanged: 2, skipped: [] });
    expect(seen.map(({ label }) => label)).toEqual(['page.txt', 'page.txt', 'page.txt']);
  });

  it('takes arXiv ids and addresses, and gives a page’s paper its id', async () => {
    const page = file('page.txt', SHORT_PAGE);
    await run([page]);
    expect(await run(['https://arxiv.org/abs/2401.00001v1', '2401.00002'])).toMatchObject({
      records: 2,
      added: 1,
      changed: 1,
      skipped: [],
    });
    expect(await library.findByTitle('First Title: With a Colon')).toMatchObject([
      { id: 'arxiv:2401.00001', abstract: 'An abstract from arXiv.', authors: ['Ada Lovelace'] },
    ]);
    expect((await library.statistics()).papers).toBe(3);
    expect(await run([page, '2401.00001', '2401.00002'])).toMatchObject({ added: 0, changed: 0, unchanged: 3 });
  });

  it('says which ids arXiv does not know', async () => {
    const report = await run(['2401.00001', '2401.99999']);
    expect(report).toMatchObject({ added: 1 });
    expect(report.skipped).toEqual([{ where: 'arxiv:2401.99999', reason: 'arXiv does not know this id' }]);
  });

  it('takes what is whole of a page that was cut in the middle, and says what is not', async () => {
    const cut = file('cut.txt', SHORT_PAGE.slice(0, SHORT_PAGE.indexOf(abstract('Second')) + 40));
    const report = await run([cut]);
    expect(report.added).toBeGreaterThanOrEqual(1);
    expect(report.skipped).toHaveLength(1);
    expect(await run([file('page.txt', SHORT_PAGE)])).toMatchObject({ records: 2 });
    expect((await library.statistics()).papers).toBe(2);
  });

  it.each([
    ['a file that is missing', 'missing.txt', 'missing.txt does not exist.'],
    ['a folder', '.', 'is a folder.'],
  ])('loses nothing and leaves nothing half done for %s', async (_, name, message) => {
    const page = file('page.txt', SHORT_PAGE);
    const fault = await faultOf(run([page, join(folder, name)]));
    expect(fault).toBeInstanceOf(SourceFault);
    expect((fault as SourceFault).message).toContain(message);
    expect((await library.statistics()).papers).toBe(0);
  });

  it('reads a file that is named like an id as a file', async () => {
    const path = file('2401.00001.txt', SHORT_PAGE);
    expect(await run([path])).toMatchObject({ records: 2 });
    expect(server.requests).toHaveLength(0);
  });

  it('of nothing says what to name', async () => {
    const fault = await faultOf(run([]));
    expect(fault).toBeInstanceOf(InvalidInput);
    expect((fault as InvalidInput).help).toContain('npm start -- import');
  });
});

const pages = sharedData('seeds');
describe.skipIf(!pages)('importing the five exported pages', () => {
  it('gives 679 records and 601 papers with nothing left over, and again nothing changes, in any order', async () => {
    const paths = readdirSync(pages ?? '')
      .filter((name) => name.endsWith('.txt'))
      .sort()
      .map((name) => join(pages ?? '', name));
    expect(paths).toHaveLength(5);
    expect(await run(paths)).toEqual({ records: 679, added: 601, changed: 0, unchanged: 0, skipped: [] });
    for (const seed of [1, 2, 3]) {
      expect(await run(shuffled(paths, seed))).toEqual({
        records: 679,
        added: 0,
        changed: 0,
        unchanged: 601,
        skipped: [],
      });
    }
  });
});
