import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../src/domain/clock.ts';
import { ModelFault } from '../../src/domain/errors.ts';
import type { Cache } from '../../src/domain/ports.ts';
import { cachedEmbedder } from '../../src/model/cached-embedder.ts';
import { createOpenAiEmbedder } from '../../src/model/openai-embedder.ts';
import { type OpenCache, openCache } from '../../src/state/open-cache.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';
import { type OpenAiServer, startOpenAi } from '../servers/openai.ts';

const { signal } = new AbortController();
const TEXTS = ['Search by language models', 'Heat in metals', 'Search by language models'];

let folder: string;
let opened: OpenCache;
let server: OpenAiServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-embeddings-'));
  opened = openCache({ path: join(folder, 'cache.sqlite'), clock: systemClock, log: createRecordingLog() });
  server = await startOpenAi();
});
afterEach(async () => {
  opened.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

const embedderOf = (model = 'embed-small') =>
  createOpenAiEmbedder({
    baseUrl: server.baseUrl,
    apiKey: '',
    model,
    timeoutMilliseconds: 20_000,
    clock: systemClock,
    log: createRecordingLog(),
  });
const inputs = () => server.embeddingRequests.map(({ body }) => body.input);

async function storedKeys(): Promise<string[]> {
  const keys: string[] = [];
  for await (const [key] of opened.cache.entries('embedding/')) keys.push(key);
  return keys;
}

it('a text that occurs twice is embedded once, and never again', async () => {
  const plain = await embedderOf().embed(TEXTS, 'paper', signal);
  const cached = cachedEmbedder(embedderOf(), opened.cache);
  expect(cached.name).toBe(embedderOf().name);
  expect(await cached.embed(TEXTS, 'paper', signal)).toEqual(plain);
  expect(await cached.embed([...TEXTS, 'Something new'], 'paper', signal)).toHaveLength(4);
  expect(inputs().slice(1)).toEqual([TEXTS.slice(0, 2), ['Something new']]);
});

it('vectors survive a restart', async () => {
  const before = await cachedEmbedder(embedderOf(), opened.cache).embed(TEXTS, 'paper', signal);
  opened.close();
  opened = openCache({ path: join(folder, 'cache.sqlite'), clock: systemClock, log: createRecordingLog() });
  const after = await cachedEmbedder(embedderOf(), opened.cache).embed(TEXTS, 'paper', signal);
  for (const [index, vector] of after.entries()) {
    vector.forEach((value, at) => void expect(value).toBeCloseTo(before[index]?.[at] ?? Number.NaN, 6));
  }
  expect(inputs()).toHaveLength(1);
});

it('vectors of two models are kept apart', async () => {
  await cachedEmbedder(embedderOf(), opened.cache).embed(['words'], 'paper', signal);
  await cachedEmbedder(embedderOf('embed-large'), opened.cache).embed(['words'], 'paper', signal);
  expect(inputs()).toHaveLength(2);
  expect(await storedKeys()).toHaveLength(2);
});

it('what a reader asks is embedded each time and never kept', async () => {
  const cached = cachedEmbedder(embedderOf(), opened.cache);
  await cached.embed(['words'], 'paper', signal);
  for (const _ of [1, 2]) await cached.embed(['words'], 'question', signal);
  expect(inputs()).toEqual([['words'], ['words'], ['words']]);
  expect(await storedKeys()).toHaveLength(1);
});

it.each([[''], ['no base64!'], ['AAAA'], [Buffer.from(new Float32Array(64).buffer).toString('base64')], [42], [null]])(
  'a broken entry (%o) is a miss, and is replaced',
  async (broken) => {
    const cached = cachedEmbedder(embedderOf(), opened.cache);
    const before = await cached.embed(['words'], 'paper', signal);
    const [key = ''] = await storedKeys();
    await opened.cache.set(key, broken, 1_000_000);
    expect(await cached.embed(['words'], 'paper', signal)).toEqual(before);
    expect(inputs()).toHaveLength(2);
    await cached.embed(['words'], 'paper', signal);
    expect(inputs()).toHaveLength(2);
  },
);

it.each([
  ['fresh ones', ['words', 'more']],
  ['other kept ones', ['words', 'kept']],
  ['other kept ones', ['kept', 'words']],
])('an entry of another dimension is never mixed with %s: %j', async (_others, texts) => {
  const cached = cachedEmbedder(embedderOf(), opened.cache);
  await cached.embed(['words'], 'paper', signal);
  const [key = ''] = await storedKeys();
  await cached.embed(['kept'], 'paper', signal);
  await opened.cache.set(key, Buffer.from(Float32Array.of(1, 0).buffer).toString('base64'), 1_000_000);
  const vectors = await cached.embed(texts, 'paper', signal);
  expect(vectors.map(({ length }) => length)).toEqual([64, 64]);
});

it('a cache that fails costs only time', async () => {
  const gone = () => Promise.reject(new Error('the disk is gone'));
  const failing: Cache = { get: gone, set: gone, delete: gone, entries: opened.cache.entries };
  const plain = await embedderOf().embed(TEXTS, 'paper', signal);
  expect(await cachedEmbedder(embedderOf(), failing).embed(TEXTS, 'paper', signal)).toEqual(plain);
  opened.close();
  expect(await cachedEmbedder(embedderOf(), opened.cache).embed(TEXTS, 'paper', signal)).toEqual(plain);
});

it('a job that breaks off has kept what was embedded before', async () => {
  const texts = Array.from({ length: 300 }, (_, index) => `paper number ${index}`);
  server.setEmbeddingScenario('good', 'unauthorised');
  const cached = cachedEmbedder(embedderOf(), opened.cache);
  await expect(cached.embed(texts, 'paper', signal)).rejects.toBeInstanceOf(ModelFault);
  expect(await storedKeys()).toHaveLength(128);
  server.setEmbeddingScenario('good');
  expect(await cached.embed(texts, 'paper', signal)).toHaveLength(300);
  expect(inputs().map(({ length }) => length)).toEqual([128, 128, 128, 44]);
});

it('nothing is asked for, and nothing read, once the caller has stopped', async () => {
  const stopped = AbortSignal.abort(new Error('stopped'));
  await expect(cachedEmbedder(embedderOf(), opened.cache).embed(TEXTS, 'paper', stopped)).rejects.toThrow('stopped');
  expect(inputs()).toEqual([]);
});
