import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../src/config.ts';
import { systemClock } from '../src/domain/clock.ts';
import { createEmbedders, type Embedders } from '../src/embedders.ts';
import { LOCAL_EMBEDDING_PACKAGES } from '../src/library/local/local-embedder.ts';
import { type OpenCache, openCache } from '../src/state/open-cache.ts';
import { createRecordingLog } from './doubles/recording-log.ts';
import { type OpenAiServer, startOpenAi } from './servers/openai.ts';

const { signal } = new AbortController();
let folder: string;
let opened: OpenCache;
let server: OpenAiServer;
let made: Embedders | undefined;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-embedders-'));
  opened = openCache({ path: ':memory:', clock: systemClock, log: createRecordingLog() });
  server = await startOpenAi();
});
afterEach(async () => {
  await made?.close();
  opened.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

function embeddersOf(environment: Record<string, string>, onUsage?: (tokens: number) => void): Embedders {
  const config = readConfig({ DATA_FOLDER: folder, ...environment });
  const log = createRecordingLog();
  made = createEmbedders({ config, clock: systemClock, log, cache: opened.cache, ...(onUsage && { onUsage }) });
  return made;
}

const own = () => ({ EMBEDDINGS: 'openai', EMBEDDINGS_BASE_URL: server.baseUrl, EMBEDDINGS_MODEL: 'embed-small' });
const host = () => new URL(server.baseUrl).host;

it('without a setting there is no embedder, and none of an earlier one', () => {
  const { current, named } = embeddersOf({});
  expect(current).toBeUndefined();
  expect(named('openai:text-embedding-3-small')).toBeUndefined();
});

it('what is embedded is cached, and counted once', async () => {
  const onUsage = vi.fn();
  const { current } = embeddersOf(own(), onUsage);
  for (let time = 0; time < 2; time++) await current?.embed(['web search'], 'paper', signal);
  expect(server.embeddingRequests).toHaveLength(1);
  expect(onUsage.mock.calls).toEqual([[2]]);
});

describe('an embedder of earlier settings', () => {
  it('is made for another model or other dimensions of the same server', async () => {
    const { named } = embeddersOf(own());
    const earlier = named(`openai:embed-large:16@${host()}`);
    expect(earlier?.name).toBe(`openai:embed-large:16@${host()}`);
    expect((await earlier?.embed(['web'], 'question', signal))?.[0]).toHaveLength(16);
    expect(server.embeddingRequests[0]?.body).toMatchObject({ model: 'embed-large', dimensions: 16 });
    expect(named(`openai:embed-large:16@${host()}`)).toBe(earlier);
  });

  it('is the present one where the name is the present one, even if the model looks like one with dimensions', () => {
    const { current, named } = embeddersOf({ ...own(), EMBEDDINGS_MODEL: 'embed:8' });
    expect(current?.name).toBe(`openai:embed:8@${host()}`);
    expect(named(current?.name ?? '')).toBe(current);
  });

  it('of another server or another kind cannot be made', () => {
    const { named } = embeddersOf(own());
    for (const name of ['openai:text-embedding-3-small', 'openai:m@elsewhere:1', 'local:Xenova/tiny', 'corpus', ''])
      expect(named(name)).toBeUndefined();
  });
});

describe.skipIf(!existsSync(join(LOCAL_EMBEDDING_PACKAGES, 'node_modules')))(
  'a local model (needs "npm run install:local-embeddings")',
  () => {
    it('has its name from the setting, and another local one can be made beside it', () => {
      const { current, named } = embeddersOf({ EMBEDDINGS: 'local' });
      expect(current?.name).toBe('local:Xenova/all-MiniLM-L6-v2');
      expect(named('local:Xenova/bge-small-en-v1.5')?.name).toBe('local:Xenova/bge-small-en-v1.5');
      expect(named('openai:text-embedding-3-small')).toBeUndefined();
    });
  },
);
