import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../src/domain/clock.ts';
import { type OpenCache, openCache } from '../../src/state/open-cache.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';

const HOUR = 3_600_000;
let folder: string;
let opened: OpenCache[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-cache-'));
  opened = [];
});
afterEach(() => {
  for (const { close } of opened) close();
  rmSync(folder, { recursive: true });
});

function open(path: string, log = createRecordingLog()) {
  const one = openCache({ path, clock: systemClock, log });
  opened.push(one);
  return { ...one, log };
}

it('what was kept is there after a restart, in a folder that is made when it is missing', async () => {
  const path = join(folder, 'not', 'yet', 'cache.sqlite');
  const first = open(path);
  await first.cache.set('key', { a: 1 }, HOUR);
  first.close();
  const second = open(path);
  expect(second.kind).toBe('sqlite');
  expect(await second.cache.get('key')).toEqual({ a: 1 });
  expect(second.log.events()).toEqual([]);
});

it('two processes may use one file at once', async () => {
  const path = join(folder, 'cache.sqlite');
  const [one, other] = [open(path), open(path)];
  await one.cache.set('key', 1, HOUR);
  await other.cache.set('key', 2, HOUR);
  expect(await one.cache.get('key')).toBe(2);
});

it('a damaged file is moved aside and a new one takes its place', async () => {
  const path = join(folder, 'cache.sqlite');
  writeFileSync(path, 'this is no database, '.repeat(500));
  const { cache, kind, log } = open(path);
  await cache.set('key', 1, HOUR);
  expect(await cache.get('key')).toBe(1);
  expect(kind).toBe('sqlite');
  expect(log.events()).toEqual(['cache-moved-aside']);
  const aside = readdirSync(folder).find((name) => name.includes('.corrupt-'));
  expect(readFileSync(join(folder, aside ?? ''), 'utf8')).toContain('this is no database');
});

it('a place that cannot be written means memory, and a warning', async () => {
  writeFileSync(join(folder, 'file'), '');
  for (const path of [join(folder, 'file', 'cache.sqlite'), folder]) {
    const { cache, kind, log } = open(path);
    await cache.set('key', 1, HOUR);
    expect(await cache.get('key')).toBe(1);
    expect(kind).toBe('memory');
    expect(log.events()).toEqual(['cache-in-memory']);
  }
});
