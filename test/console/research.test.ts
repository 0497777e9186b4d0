import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const START = join(import.meta.dirname, '..', '..', 'scripts', 'start.mjs');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-research-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

function run(...argv: readonly string[]): Promise<{ code: number | null; said: string }> {
  const env = { PATH: process.env.PATH, HOME: folder, DATA_FOLDER: join(folder, 'data') };
  const child = spawn(process.execPath, [START, ...argv], { cwd: folder, env });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  child.stderr.resume();
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, said }));
  });
}

it('a research in the terminal, over the bundled papers: a review, and its report and BibTeX in the data folder', async () => {
  const { code, said } = await run('research', 'how can a model decide when to search?', '--depth', 'quick');
  expect(code).toBe(0);
  expect(said).toContain('Open questions');
  expect(said).toContain('no language model is set up');
  const files = readdirSync(join(folder, 'data', 'files')).sort();
  expect(files).toEqual([
    'research-how-can-a-model-decide-when-to-search.bib',
    'research-how-can-a-model-decide-when-to-search.md',
  ]);
  for (const file of files) expect(said.replace(/\s+/g, '')).toContain(file);
  const [bibliography, report] = files.map((file) => readFileSync(join(folder, 'data', 'files', file), 'utf8'));
  const cited = [...said.matchAll(/^ *\[(\d+)\] /gm)].length;
  expect([...(bibliography ?? '').matchAll(/^@misc/gm)]).toHaveLength(cited);
  expect(report).toContain('## Sources');
});

it('a depth that there is not is refused, with those that there are', async () => {
  const { code, said } = await run('research', 'search agents', '--depth', 'bottomless');
  expect(code).not.toBe(0);
  expect(said).toContain('quick');
});
