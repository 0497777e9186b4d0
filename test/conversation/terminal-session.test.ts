import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const START = join(import.meta.dirname, '..', '..', 'scripts', 'start.mjs');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-session-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

/** `npm start -- …` as a process of its own, over the bundled papers. */
function run(argv: readonly string[], lines = ''): Promise<string> {
  const child = spawn(process.execPath, [START, ...argv], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, DATA_FOLDER: join(folder, 'data') },
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  child.stdin.end(lines);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve(said.replace(/\s+/g, ' ')));
  });
}

describe('the terminal is one conversation', () => {
  it('piped lines go on with one another, and a command from the shell with them', async () => {
    const said = await run([], '/search robots\n/paper 2\nwhat data is it trained on?\n/why 1\n');
    const [, second = ''] = / 2\. (.+?) \(https/.exec(said) ?? [];
    expect(second).not.toBe('');
    const [, understood = ''] = /Understood as: (.+?\?)/.exec(said) ?? [];
    expect(understood).toContain(second.split(':')[0]);
    expect(said).toContain('What the answer to “');

    const summary = await run(['summarize', 'it', '--json']);
    expect(JSON.parse(summary)).toMatchObject({ command: 'summarize', papers: [{ title: second }] });
  });
});
