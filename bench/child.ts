/** Work in a process of its own: its wall time, its memory, and what it found out. */
import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

export const ROOT = join(import.meta.dirname, '..');
const WATCH_MILLISECONDS = 100;

export interface ChildRun {
  readonly milliseconds: number;
  /** Highest resident memory in bytes, where the system tells it (Linux). */
  readonly peakBytes?: number;
  readonly output: string;
}

/** Starts the program as a user would, with nothing of this process's environment but what it needs to run. */
export function startProgram(
  argv: readonly string[],
  environment: Readonly<Record<string, string>>,
): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(process.execPath, [...process.execArgv, join(ROOT, 'scripts', 'start.mjs'), ...argv], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs the program to its end. @throws Error when it fails */
export async function runProgram(
  argv: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<ChildRun> {
  const start = performance.now();
  const child = startProgram(argv, environment);
  let output = '';
  let errors = '';
  child.stdout.on('data', (piece) => {
    output += piece;
  });
  child.stderr.on('data', (piece) => {
    errors += piece;
  });
  let peakBytes: number | undefined;
  const watch = setInterval(async () => {
    peakBytes = (await memoryOf(child.pid)).peakBytes ?? peakBytes;
  }, WATCH_MILLISECONDS);
  const code = await endOf(child);
  clearInterval(watch);
  if (code !== 0) throw new Error(`"${argv.join(' ')}" ended with ${code}: ${errors || output}`);
  return { milliseconds: performance.now() - start, peakBytes, output };
}

/** Exit code or signal, once all output has been read. */
export function endOf(child: ChildProcess): Promise<number | NodeJS.Signals> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? signal ?? 1));
  });
}

/**
 * Runs one part of a measurement in a process that did nothing before it.
 * @param file in this folder; it answers with `answerParent`
 * @param input what the file reads with `inputOfParent`
 * @throws Error when it fails
 */
export async function measureInChild<Input, Result>(file: string, input: Input): Promise<Result> {
  const child = spawn(process.execPath, [...process.execArgv, join(import.meta.dirname, file)], {
    cwd: ROOT,
    env: { LANCEDB_LOG: 'error', ...process.env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(input));
  let output = '';
  child.stdout.on('data', (piece) => {
    output += piece;
  });
  const code = await endOf(child);
  if (code !== 0) throw new Error(`bench/${file} ended with ${code}.`);
  return JSON.parse(output) as Result;
}

export async function inputOfParent<Input>(): Promise<Input> {
  let input = '';
  for await (const piece of process.stdin.setEncoding('utf8')) input += piece;
  return JSON.parse(input) as Input;
}

export function answerParent<Result>(result: Result): void {
  process.stdout.write(JSON.stringify(result));
}

export interface Memory {
  readonly residentBytes?: number;
  readonly peakBytes?: number;
}

/** Of a process that lives, where the system tells it (Linux). */
export async function memoryOf(processId: number | undefined): Promise<Memory> {
  const status = await readFile(`/proc/${processId}/status`, 'utf8').catch(() => '');
  const bytes = (name: string) => {
    const kibibytes = new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1];
    return kibibytes ? Number(kibibytes) * 1024 : undefined;
  };
  return { residentBytes: bytes('VmRSS'), peakBytes: bytes('VmHWM') };
}
