/** Whatever a model server does, over real HTTP and through the whole pipeline: the reader gets what holds, or the abstracts. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DraftClaim } from '../../src/domain/answer.ts';
import { type Message, plainText } from '../../src/domain/message.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';
import { type ChatRequest, type OpenAiScenario, type OpenAiServerOptions, startOpenAi } from '../servers/openai.ts';
import { errorReply } from '../servers/openai-refusals.ts';
import {
  lastOf,
  messagesOf,
  openSmallLibrary,
  type ServicesOptions,
  type SmallLibrary,
  servicesOver,
} from '../small-library.ts';

let small: SmallLibrary;
beforeAll(async () => {
  small = await openSmallLibrary();
});
afterAll(() => small.close());

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const QUESTION = 'how can a model decide when to search?';
const FAILED = 'The language model did not answer.';
const SLOW = 'The language model took too long.';

async function withServer(server: OpenAiServerOptions, options: ServicesOptions = {}) {
  const started = await startOpenAi(server);
  closing.push(started.close);
  const log = createRecordingLog();
  return {
    server: started,
    log,
    services: servicesOver(small.library, { modelUrl: started.baseUrl, log, ...options }),
  };
}

function keyOf(request: ChatRequest, text: string): string {
  const lines = request.messages.flatMap(({ content }) => content.split('\n'));
  return /^P\d+\.s\d+/.exec(lines.find((line) => line.includes(text)) ?? '')?.[0] ?? 'P1.s1';
}

const good = (request: ChatRequest): DraftClaim => ({
  text: 'Ask-R1 searches only when the model is unsure.',
  cites: [keyOf(request, 'only when the model is unsure')],
  quote: 'searches only when the model is unsure',
});
const answered = (...claims: object[]) => ({ status: 'answered', claims });

function expectExtract(message: Message, note: string): void {
  expect(message).toMatchObject({ status: 'answered', answer: { mode: 'extract' } });
  expect(plainText(message)).toContain(note);
  expect(plainText(message)).toContain('word for word');
  for (const { text, citations } of message.answer?.claims ?? []) expect(text).toContain(citations[0]?.quote);
}

describe('a server that', () => {
  it.each<[OpenAiScenario, string]>([
    ['unauthorised', FAILED],
    ['forbidden', FAILED],
    ['unknownModel', FAILED],
    ['wrongAddress', FAILED],
    ['wrongContentType', FAILED],
    ['tooManyRequests', FAILED],
    ['outOfCredit', FAILED],
    ['serverError', FAILED],
    ['emptyStream', FAILED],
    ['refusal', FAILED],
    ['contentFilter', FAILED],
    ['brokenJson', FAILED],
    ['endless', FAILED],
    ['cutAtOnce', FAILED],
    ['stall', SLOW],
    ['silent', SLOW],
  ])('does this has the abstracts quoted, and the reader is told so: %s', async (scenario, note) => {
    const { services, log } = await withServer(
      { scenarios: [scenario], respond: (request) => answered(good(request)) },
      { answerDeadlineMilliseconds: note === SLOW ? 250 : 20_000 },
    );
    expectExtract(await lastOf(services, 'ask', { question: QUESTION }), note);
    expect(JSON.stringify(log.lines)).not.toContain('sk-test');
  });

  it.each([
    [
      'calls the question too long for its model',
      errorReply(400, "This model's maximum context length is 4096 tokens", 'context_length_exceeded'),
    ],
    [
      'moderates the question',
      errorReply(400, 'The response was filtered: content management policy', 'content_filter'),
    ],
    ['answers with half an error', { status: 500, headers: { 'content-type': 'application/json' }, body: '{"err' }],
    ['answers with a picture', { status: 200, headers: { 'content-type': 'image/png' }, body: 'PNG' }],
  ])('%s has the abstracts quoted', async (_, refusal) => {
    const { services } = await withServer({ refuse: () => refusal });
    expectExtract(await lastOf(services, 'ask', { question: QUESTION }), FAILED);
  });

  it.each(['1', '3600'])(
    'has too many requests and says to wait %s s is not waited for too long',
    async (retryAfter) => {
      const { services, server } = await withServer({
        scenarios: ['tooManyRequests', 'good'],
        retryAfter,
        respond: (request) => answered(good(request)),
      });
      const last = await lastOf(services, 'ask', { question: QUESTION });
      if (retryAfter === '1') expect(last.answer?.mode).toBe('model');
      else expectExtract(last, FAILED);
      expect(server.requests).toHaveLength(retryAfter === '1' ? 2 : 1);
    },
  );
});

describe('a model that', () => {
  const foreign = '搜索代理只有在不确定的时候才进行搜索，这样可以节省很多调用。';
  it.each<[string, (request: ChatRequest) => object | string]>([
    ['answers in a language that nobody asked for', (request) => answered({ ...good(request), text: foreign })],
    ['declines in prose', () => 'I am sorry, but I cannot help with that.'],
    ['writes an empty object', () => ({})],
    ['writes claims that are none', () => answered({ claim: 'yes' }, { text: 7 })],
    ['writes a list', () => '[1, 2, 3]'],
    ['repeats one word for ever', () => `{"status":"answered","claims":[{"text":"${'search '.repeat(20_000)}`],
    [
      'repeats one lie for ever',
      () => answered(...Array.from({ length: 200 }, () => ({ text: 'No.', cites: ['P99.s1'] }))),
    ],
  ])('%s says nothing to the reader', async (_, respond) => {
    const { services } = await withServer({ respond });
    const last = await lastOf(services, 'ask', { question: QUESTION });
    expect(['answered', 'abstained']).toContain(last.status);
    expect(last.answer?.fallback).toMatch(/^(?:model-failed|nothing-verified)$/);
    expect(plainText(last)).toMatch(/did not answer|could be verified/);
    for (const text of [foreign, 'search search search', 'I am sorry', 'No.'])
      expect(plainText(last)).not.toContain(text);
  });

  it('writes two hundred claims is not read to its end', async () => {
    const numbers = Array.from({ length: 200 }, (_, at) => at);
    const { services } = await withServer({
      respond: (request) =>
        answered(...numbers.map((at) => ({ ...good(request), text: `${good(request).text}${' Unsure.'.repeat(at)}` }))),
    });
    const last = await lastOf(services, 'ask', { question: QUESTION });
    expect(last.answer?.claims.length).toBeGreaterThan(0);
    expect(last.answer?.claims.length).toBeLessThanOrEqual(8);
  });
});

describe('a reader who', () => {
  it.each<OpenAiScenario>(['stall', 'silent', 'slow'])('leaves lets go of the model: %s', async (scenario) => {
    const { services, server } = await withServer({
      scenarios: [scenario],
      delayMilliseconds: 200,
      respond: (request) => answered(good(request)),
    });
    const reader = new AbortController();
    const running = messagesOf(services, 'ask', { question: QUESTION }, reader.signal);
    await expect.poll(() => server.requests.length).toBe(1);
    reader.abort(new Error('the reader left'));
    await expect(running).rejects.toThrow('the reader left');
    await expect.poll(() => server.requests[0]?.abandoned).toBe(true);
  });
});
