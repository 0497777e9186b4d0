import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SourceFault } from '../../src/domain/errors.ts';
import { readPaperFile } from '../../src/sources/read-file.ts';
import { atomFeed, errorFeed } from '../servers/arxiv.ts';
import { faultOf } from './impatient-reader.ts';
import { LONG_PAGE, SHORT_PAGE } from './pages.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paperboy-files-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(name: string, content: string | Uint8Array) {
  const path = join(folder, name);
  await writeFile(path, content);
  return readPaperFile(path, { today: '2026-07-01' });
}

const line = '{"title":"A Title","abstract":"An abstract."}';
const daily = [{ paper: { id: '2606.00001', title: 'Listed', summary: 'Short.' } }];
const atom = atomFeed(['<entry><id>http://arxiv.org/abs/2606.00001v1</id><title>Atom</title></entry>'], 1);

describe('a file of papers', () => {
  test.each([
    ['page', SHORT_PAGE, 'page-export', 2],
    ['page.json', LONG_PAGE, 'page-export', 4],
    ['lines.txt', `${line}\n${line.replace('A T', 'Another T')}\n`, 'jsonl', 2],
    ['one-line', line, 'jsonl', 1],
    ['bom.jsonl', `\uFEFF${line}`, 'jsonl', 1],
    ['list', JSON.stringify(daily), 'hugging-face', 1],
    ['wrapped', JSON.stringify({ status: 'success', date: '2026-06-30', data: daily }, null, 2), 'hugging-face', 1],
    ['feed.txt', atom, 'arxiv', 1],
    ['feed-bom.xml', `\uFEFF\n${atom}`, 'arxiv', 1],
  ])('is known by its content, not by its name: %s', async (name, content, source, count) => {
    const batch = await read(name, content);
    expect(batch.skipped).toEqual([]);
    expect(batch.label).toBe(name);
    expect(batch.papers.map((paper) => paper.source)).toEqual(Array.from({ length: count }, () => source));
  });

  test('a recorded list takes its day from inside, else from its name, else has none', async () => {
    const inside = await read('2026-01-01.json', JSON.stringify({ date: '2026-06-30', data: daily }));
    expect(inside.papers[0]?.listedOn).toBe('2026-06-30');
    expect((await read('2026-01-01.json', JSON.stringify(daily))).papers[0]?.listedOn).toBe('2026-01-01');
    expect((await read('some.json', JSON.stringify(daily))).papers[0]).not.toHaveProperty('listedOn');
  });

  test('a broken item of a recorded day is named by day and position', async () => {
    const batch = await read('2025-01-10.json', JSON.stringify([...daily, ...daily, { paper: 1 }]));
    expect(batch.skipped).toEqual([{ where: '2025-01-10 item 3', reason: expect.stringContaining('paper') }]);
  });

  test('JSON Lines that begin with a broken line are still JSON Lines', async () => {
    expect(await read('broken-first.jsonl', `"title": "cut"}\n${line}\n`)).toMatchObject({
      records: 1,
      skipped: [{ where: 'broken-first.jsonl line 1' }],
    });
  });

  test('JSON Lines that were cut keep their whole lines', async () => {
    expect(await read('cut.jsonl', `${line}\n${line.slice(0, 20)}`)).toMatchObject({
      records: 1,
      skipped: [{ where: 'cut.jsonl line 2', reason: 'no valid JSON' }],
    });
  });
});

describe('a file that cannot be read', () => {
  test.each([
    ['empty.txt', '', 'is empty', 'Paperboy reads'],
    ['blank.txt', ' \n\n', 'is empty', 'Paperboy reads'],
    ['letter.txt', 'Dear reader,\n', 'no format', 'Paperboy reads'],
    ['page.html', '<html><body>Daily Papers</body></html>', 'no format', 'Paperboy reads'],
    ['cut-list.json', '[{"paper": {"id": "2606.0', 'no whole JSON', 'cut off'],
    ['cut-feed.xml', atom.slice(0, -30), 'not whole XML', 'cut off'],
    ['error.xml', errorFeed('incorrect id format'), 'incorrect id format', 'Check'],
    ['image.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 1]), 'no format', 'Paperboy reads'],
  ])('says what is wrong with it and what to do: %s', async (name, content, message, help) => {
    const fault = await faultOf(read(name, content));
    expect(fault).toBeInstanceOf(SourceFault);
    expect(fault).toMatchObject({ message: expect.stringContaining(message), help: expect.stringContaining(help) });
  });

  test('is told by its name only, not by its whole path', async () => {
    const fault = await faultOf(readPaperFile(join(folder, 'nowhere.txt'), { today: '2026-07-01' }));
    expect(fault).toMatchObject({
      message: 'nowhere.txt does not exist.',
      help: expect.stringContaining('Check the path'),
    });
  });

  test('may be a folder', async () => {
    const fault = await faultOf(readPaperFile(folder, { today: '2026-07-01' }));
    expect(fault).toMatchObject({ message: expect.stringContaining('is a folder') });
  });
});
