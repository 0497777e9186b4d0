/** Times in, percentiles out; and a child process with its wall time and peak memory. */
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { percentile } from '../src/evaluate/averages.ts';

export const ROOT = join(import.meta.dirname, '..');
const WATCH_MILLISECONDS = 100;

export interface Row {
  readonly what: string;
  readonly figure: string;
  /** What the figure is held against, such as "under 2 s", or a ratio of the same run. */
  readonly beside?: string;
}

/** Runs the work once a value, one after the other. @returns milliseconds of each */
export async function timeEach<T>(values: readonly T[], work: (value: T) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (const value of values) {
    const start = performance.now();
    await work(value);
    times.push(performance.now() - start);
  }
  return times;
}

export function describeTimes(times: readonly number[]): string {
  return ['p50', 'p95', 'p99']
    .map((name) => `${name} ${percentile(times, Number(name.slice(1)) / 100).toFixed(1)} ms`)
    .join(', ');
}

export interface ChildRun {
  readonly milliseconds: number;
  /** Highest resident memory in bytes, where the system tells it (Linux). */
  readonly peakBytes?: number;
  readonly output: string;
}

/** Runs the program as a user would. @throws Error when it fails */
export async function runProgram(
  argv: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<ChildRun> {
  const start = performance.now();
  const child = spawn(process.execPath, [...process.execArgv, join(ROOT, 'scripts', 'start.mjs'), ...argv], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
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
    peakBytes = (await peakOf(child.pid)) ?? peakBytes;
  }, WATCH_MILLISECONDS);
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  clearInterval(watch);
  if (code !== 0) throw new Error(`"${argv.join(' ')}" ended with ${code}: ${errors || output}`);
  return { milliseconds: performance.now() - start, peakBytes, output };
}

async function peakOf(processId: number | undefined): Promise<number | undefined> {
  const status = await readFile(`/proc/${processId}/status`, 'utf8').catch(() => '');
  const kibibytes = /VmHWM:\s+(\d+) kB/.exec(status)?.[1];
  return kibibytes ? Number(kibibytes) * 1024 : undefined;
}

export function megabytes(bytes: number | undefined): string {
  return bytes === undefined ? 'memory not known here' : `${Math.round(bytes / 1e6)} MB`;
}

export function secondsOf(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}
