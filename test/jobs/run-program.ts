/** Words of a command line and settings come in; what the real program says, and how it ends, goes out. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ENTRY = join(import.meta.dirname, '..', '..', 'scripts', 'start.mjs');

export interface Ended {
  readonly code: number | null;
  readonly output: string;
  /** On stderr, without its line breaks, for a terminal wraps sentences. */
  readonly complaint: string;
}

/** In an empty folder of its own. */
export function runProgram(argv: readonly string[], settings: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-program-'));
  const env = { PATH: process.env.PATH, HOME: folder, DATA_FOLDER: join(folder, 'data'), ...settings };
  const child = spawn(process.execPath, [ENTRY, ...argv], { cwd: folder, env });
  let [output, complaint] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  return new Promise((resolve) =>
    child.on('close', (code) => {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      resolve({ code, output, complaint: complaint.replace(/\s+/g, ' ').trim() });
    }),
  );
}
