import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Clock, systemClock } from '../../src/domain/clock.ts';
import { ModelFault } from '../../src/domain/errors.ts';
import { createOpenAiEmbedder, type OpenAiEmbedderOptions } from '../../src/model/openai-embedder.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';
import { startOpenAi } from '../servers/openai.ts';
import type { EmbeddingRouteOptions } from '../servers/openai-embeddings.ts';

const KEY = 'sk-secret-0123456789';
const TEXTS = ['Language models that search the web', 'Web search by language models', 'Diffusion of heat in metals'];

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Waits between requests are skipped, kept, and counted as time; the limit of one request is real. */
function createRetryClock(limitOfRequest: number): Clock & { readonly waits: number[] } {
  const waits: number[] = [];
  let skipped = 0;
  return {
    waits,
    now: () => systemClock.now() + skipped,
    async sleep(milliseconds, signal) {
      if (milliseconds === limitOfRequest) return systemClock.sleep(milliseconds, signal);
      signal?.throwIfAborted();
      waits.push(milliseconds);
      skipped += milliseconds;
    },
  };
}

async function set(embeddings: EmbeddingRouteOptions = {}, options: Partial<OpenAiEmbedderOptions> = {}) {
  const server = await startOpenAi({ embeddings });
  closing.push(server.close);
  const log = createRecordingLog();
  const timeoutMilliseconds = options.timeoutMilliseconds ?? 20_000;
  const clock = createRetryClock(timeoutMilliseconds);
  const { baseUrl } = server;
  const embedder = createOpenAiEmbedder({
    baseUrl,
    apiKey: KEY,
    model: 'embed-small',
    clock,
    log,
    ...options,
    timeoutMilliseconds,
  });
  const embed = (texts: readonly string[] = TEXTS, purpose: 'paper' | 'question' = 'paper') =>
    embedder.embed(texts, purpose, new AbortController().signal);
  return { server, log, clock, embedder, embed, requests: server.embeddingRequests };
}

async function faultOf(work: Promise<unknown>): Promise<ModelFault> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ModelFault);
  return error as ModelFault;
}

const cosine = (left?: Float32Array, right?: Float32Array): number =>
  (left ?? new Float32Array()).reduce((sum, value, index) => sum + value * (right?.[index] ?? Number.NaN), 0);

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `paper${index} on subject${index}`);

describe('texts that are embedded', () => {
  it('come back as vectors of length 1, close when they are on one subject', async () => {
    const { embed, requests } = await set();
    const [first, second, other] = await embed();
    for (const vector of [first, second, other]) expect(cosine(vector, vector)).toBeCloseTo(1, 5);
    expect(cosine(first, second)).toBeGreaterThan(0.6);
    expect(cosine(first, other)).toBeLessThan(0.3);
    expect(requests[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(requests[0]?.body).toEqual({ model: 'embed-small', input: TEXTS, encoding_format: 'float' });
  });

  it.each(['shuffled', 'noIndex', 'base64', 'noCount'] as const)(
    'are the same when the server answers %s',
    async (scenario) => {
      const plain = await set();
      const { embed } = await set({ scenarios: [scenario] });
      expect(await embed()).toEqual(await plain.embed());
    },
  );

  it('are shortened by the server when dimensions are set, and the name says so', async () => {
    const { embed, embedder, requests, server } = await set({}, { dimensions: 16 });
    expect((await embed()).map(({ length }) => length)).toEqual([16, 16, 16]);
    expect(requests[0]?.body.dimensions).toBe(16);
    expect(embedder.name).toBe(`openai:embed-small:16@${new URL(server.baseUrl).host}`);
  });

  it('are trimmed; one without anything is told at once, for the server would refuse its whole batch', async () => {
    const { embed, requests } = await set();
    await embed(['  A title\n', '?!']);
    expect(requests[0]?.body.input).toEqual(['A title', '?!']);
    expect((await faultOf(embed(['A title', ' \n']))).message).toBe('Text 2 of 2 is empty.');
    expect(await embed([])).toEqual([]);
    expect(requests).toHaveLength(1);
  });

  it('go in batches by count and by length, and come back in their order', async () => {
    const { embed, requests } = await set();
    const texts = [...numbered(200), 'x'.repeat(150_000), 'y'.repeat(60_000)];
    const vectors = await embed(texts);
    expect(requests.map(({ body }) => body.input.length)).toEqual([128, 73, 1]);
    const [alone] = await embed([texts[130] ?? '']);
    expect(vectors[130]).toEqual(alone);
  });

  it('are counted as the server counts them, request by request', async () => {
    const onUsage = vi.fn();
    const { embed } = await set({}, { onUsage });
    await embed(numbered(130));
    expect(onUsage.mock.calls).toEqual([[128 * 3], [2 * 3]]);
  });

  it('carry no halves of characters to the server', async () => {
    const { embed, requests } = await set();
    await embed(['cut in an emoji \ud83d']);
    expect(requests[0]?.body.input).toEqual(['cut in an emoji \ufffd']);
  });
});

describe('a server that takes less at once', () => {
  it.each([400, 413, 422, 500])('and says so with %i gets half, and is not asked for more again', async (status) => {
    const { embed, requests, log, clock } = await set({ mostTexts: { count: 40, status } });
    const texts = numbered(300);
    const vectors = await embed(texts);
    expect(vectors).toHaveLength(300);
    expect(requests.map(({ body }) => body.input.length)).toEqual([
      128,
      64,
      32,
      32,
      64,
      32,
      32,
      ...Array(5).fill(32),
      12,
    ]);
    expect(log.events().filter((event) => event === 'embedding-batch-halved').length).toBeGreaterThan(0);
    expect(clock.waits).toEqual([]);
    const { embed: unlimited } = await set();
    expect(vectors).toEqual(await unlimited(texts));
  });

  it('for one long text gets the beginning of that text, and the others as before', async () => {
    const { embed, requests, log } = await set({ mostCharacters: 1000 });
    await embed(['short', 'long '.repeat(600), 'short too']);
    expect(log.lines.find(({ event }) => event === 'embedding-text-shortened')?.facts).toMatchObject({
      from: 2999,
      to: 1500,
    });
    await embed(numbered(100));
    expect(requests.at(-1)?.body.input).toHaveLength(100);
  });

  it('than two hundred characters is told', async () => {
    const { embed } = await set({ mostCharacters: 10 });
    const fault = await faultOf(embed(['long '.repeat(100)]));
    expect(fault.message).toBe('The request is too long for the model embed-small.');
    expect(fault.help).toContain('EMBEDDINGS_MODEL');
  });
});

describe('a failure of the embeddings server', () => {
  it.each([
    ['unauthorised', 'The embeddings server does not accept the key.', 'Check EMBEDDINGS_API_KEY'],
    ['unknownModel', 'The model embed-small is not known there.', 'Check EMBEDDINGS_MODEL'],
    ['wrongAddress', 'There is no embeddings server at http://127.0.0.1:', 'Check EMBEDDINGS_BASE_URL'],
    ['welcomePage', 'did not answer with embeddings', 'Check EMBEDDINGS_BASE_URL'],
    ['outOfCredit', 'no credit left', 'billing'],
    ['notANumber', 'a vector in which something is no number', 'EMBEDDINGS_MODEL'],
    ['null', 'a vector in which something is no number', 'EMBEDDINGS_MODEL'],
    ['zero', 'nothing but zeros', 'EMBEDDINGS_MODEL'],
    ['tooFew', 'was given 3 texts and answered 2 vectors', 'log of the server'],
    ['tooMany', 'was given 3 texts and answered 4 vectors', 'log of the server'],
    ['sameIndex', 'does not say which vector belongs to which text', 'log of the server'],
    ['unequal', 'vectors of several lengths at once', 'log of the server'],
    ['cutJson', 'did not answer with embeddings', 'EMBEDDINGS_BASE_URL'],
  ] as const)(
    '%s has its own sentence, without the key and without a second request',
    async (scenario, message, help) => {
      const { embed, requests, log } = await set({ scenarios: [scenario] });
      const fault = await faultOf(embed());
      expect(fault.message).toContain(message);
      expect(fault.help).toContain(help);
      expect(requests).toHaveLength(1);
      expect([fault.message, fault.help, String(fault.cause), JSON.stringify(log.lines)].join()).not.toContain(KEY);
      expect(log.events()).toContain('embedding-failed');
    },
  );

  it('of dimensions is told with the setting: another number than asked, and a model that cannot', async () => {
    const other = await set({ scenarios: ['otherDimension'] }, { dimensions: 16 });
    const fault = await faultOf(other.embed());
    expect(fault.message).toContain('was asked for vectors of 16 numbers and gave 17');
    expect(fault.help).toContain('EMBEDDINGS_DIMENSIONS');
    const unable = await set({ scenarios: ['noDimensions'] }, { dimensions: 16 });
    expect((await faultOf(unable.embed())).help).toContain('Leave EMBEDDINGS_DIMENSIONS empty');
  });

  it('that changes the dimension from one request to the next is told, never mixed in', async () => {
    const { embed } = await set({ scenarios: ['good', 'otherDimension'] });
    await embed();
    expect((await faultOf(embed())).message).toContain('gave vectors of 64 numbers before, and now gives 65');
  });

  it('with 429 for a minute is survived by a job', async () => {
    const refused = Array(8).fill('tooManyRequests');
    const { embed, clock, log } = await set({ scenarios: [...refused, 'good'], retryAfter: '8' });
    expect(await embed()).toHaveLength(3);
    expect(clock.waits).toHaveLength(8);
    expect(clock.waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThanOrEqual(60_000);
    expect(Math.min(...clock.waits)).toBeGreaterThanOrEqual(8000);
    expect(log.events()).toEqual(refused.map(() => 'embedding-retry'));
  });

  it('with 429 for longer is told to the job when its patience ends, and to a reader at once', async () => {
    const { embed, clock } = await set({ scenarios: ['tooManyRequests'], retryAfter: '40' });
    const fault = await faultOf(embed(TEXTS, 'question'));
    expect(clock.waits).toEqual([]);
    expect(fault).toMatchObject({ retryable: true, help: 'Wait 40 seconds, then try again.' });
    await faultOf(embed());
    const waited = clock.waits.reduce((sum, wait) => sum + wait, 0);
    expect(waited).toBeGreaterThan(240_000);
    expect(waited).toBeLessThanOrEqual(300_000);
  });

  it.each(['serverError', 'cutBody'] as const)(
    '%s that passes is not noticed, even in front of a reader',
    async (scenario) => {
      const { embed, requests } = await set({ scenarios: [scenario, 'good'] });
      expect(await embed(TEXTS, 'question')).toHaveLength(3);
      expect(requests).toHaveLength(2);
    },
  );

  it('%s that stays is told after a few tries', async () => {
    const { embed, requests } = await set({ scenarios: ['cutBody'] });
    const fault = await faultOf(embed(TEXTS, 'question'));
    expect(fault.message).toContain('broke in the middle');
    expect(requests.length).toBeGreaterThan(1);
  });

  it.each(['silent', 'stalled'] as const)(
    '%s ends when the silence is too long, and the request with it',
    async (scenario) => {
      const patience = { paper: 100, question: 100 };
      const { embed, requests } = await set(
        { scenarios: [scenario] },
        { timeoutMilliseconds: 200, patienceMilliseconds: patience },
      );
      expect((await faultOf(embed())).message).toBe('The model took too long to answer.');
      await vi.waitFor(() => expect(requests[0]?.abandoned).toBe(true));
    },
  );
});

describe('whoever no longer wants the vectors', () => {
  it('ends the request at the server', async () => {
    const { embedder, requests } = await set({ scenarios: ['stalled'] });
    const controller = new AbortController();
    const embedding = embedder.embed(TEXTS, 'paper', controller.signal);
    embedding.catch(() => {});
    await vi.waitFor(() => expect(requests).toHaveLength(1));
    controller.abort(new Error('stopped by the job'));
    await expect(embedding).rejects.toThrow('stopped by the job');
    await vi.waitFor(() => expect(requests[0]?.abandoned).toBe(true));
  });

  it('ends a wait for a busy server', async () => {
    const controller = new AbortController();
    const clock: Clock = {
      now: systemClock.now,
      async sleep(milliseconds, signal) {
        if (milliseconds !== 20_000) controller.abort(new Error('stopped by the job'));
        return systemClock.sleep(milliseconds, signal);
      },
    };
    const { embedder } = await set({ scenarios: ['tooManyRequests'], retryAfter: '30' }, { clock });
    await expect(embedder.embed(TEXTS, 'paper', controller.signal)).rejects.toThrow('stopped by the job');
  });
});
