import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { addToHistory, readHistory } from '../../src/console/history.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paperboy-history-'));
  file = join(folder, 'new', 'history');
});
afterEach(() => rm(folder, { recursive: true }));

it('is empty before the first line, and then keeps what was typed for its owner only', async () => {
  expect(await readHistory(file)).toEqual([]);
  for (const line of ['/help', 'why?', 'why?', '  ']) await addToHistory(file, line);
  expect(await readHistory(file)).toEqual(['/help', 'why?']);
  expect((await stat(file)).mode & 0o077).toBe(0);
});

it('forgets the oldest beyond a thousand lines', async () => {
  await addToHistory(file, 'first');
  await writeFile(file, Array.from({ length: 5000 }, (_, index) => `line ${index}\n`).join(''));
  await addToHistory(file, 'last');
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  expect([lines.length, lines[0], lines.at(-1)]).toEqual([1000, 'line 4001', 'last']);
});

it('two consoles on one file keep the lines of both', async () => {
  await addToHistory(file, 'from one');
  await addToHistory(file, 'from the other');
  await addToHistory(file, 'from one again');
  expect(await readHistory(file)).toEqual(['from one', 'from the other', 'from one again']);
});

it('a file that was tampered with cannot command the terminal', async () => {
  await addToHistory(file, 'x');
  await writeFile(file, '\u001b[2Jboom\u0007\n\u202Eok\n');
  expect(await readHistory(file)).toEqual(['boom', 'ok']);
});
