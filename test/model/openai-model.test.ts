import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { ModelFault } from '../../src/domain/errors.ts';
import { createOpenAiModel } from '../../src/model/openai-model.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';
import { ANSWER, collect, createRetryClock, faultOf, KEY, SCHEMA, set } from './loopback-model.ts';

describe('an answer of the model', () => {
  it('arrives in pieces that together are its JSON text', async () => {
    const { write, server } = await set({ chunkSize: 7 });
    const { text, pieces } = await collect(write());
    expect(JSON.parse(text)).toEqual(ANSWER);
    expect(pieces.length).toBeGreaterThan(5);
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(server.requests[0]?.body).toMatchObject({
      model: 'small-model',
      stream: true,
      max_tokens: 600,
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'answer', strict: true, schema: SCHEMA.definition },
      },
    });
  });

  it('may come slowly, as long as it goes on', async () => {
    const { write } = await set({ scenarios: ['slow'] });
    expect(JSON.parse((await collect(write())).text)).toEqual(ANSWER);
  });

  it.each(['reasoning', 'thinkTags', 'fenced', 'notStreamed'] as const)(
    'holds nothing but the answer: %s',
    async (scenario) => {
      const { write, server } = await set({ scenarios: [scenario], chunkSize: 5 });
      expect(JSON.parse((await collect(write())).text)).toEqual(ANSWER);
      expect(server.requests).toHaveLength(1);
    },
  );

  it.each(['chatters', 'hangs'] as const)(
    'ends where it is complete, whatever comes behind it: %s',
    async (scenario) => {
      const { write, server } = await set({ scenarios: [scenario] });
      expect(JSON.parse((await collect(write())).text)).toEqual(ANSWER);
      await vi.waitFor(() => expect(server.requests[0]?.abandoned).toBe(true), 10_000);
    },
  );

  it('names the model once, before its first piece', async () => {
    const { model, request } = await set({ chunkSize: 5 });
    const told: string[] = [];
    for await (const piece of model.write(request({ onStart: (name) => told.push(name) }))) told.push(piece);
    expect(told[0]).toBe('small-model');
    expect(JSON.parse(told.slice(1).join(''))).toEqual(ANSWER);
  });

  it('is asked for at temperature 0, with what does not change in front', async () => {
    const { write, server } = await set();
    await collect(write());
    expect(server.requests[0]?.body.temperature).toBe(0);
    expect(server.requests[0]?.body.messages[0]).toEqual({ role: 'system', content: 'Answer.' });
  });
});

describe('a failure of the model server', () => {
  it.each([
    ['unauthorised', 'The model server does not accept the key.', 'Check OPENAI_API_KEY.'],
    ['forbidden', 'The model server does not allow this request.', 'may use the model small-model'],
    ['unknownModel', 'The model small-model is not known there.', 'Check OPENAI_MODEL'],
    ['wrongAddress', 'There is no model server at http://127.0.0.1:', 'Check OPENAI_BASE_URL'],
    ['wrongContentType', 'did not answer as a model server does', 'Check OPENAI_BASE_URL'],
    ['outOfCredit', 'no credit left', 'billing'],
    ['emptyStream', 'The model small-model wrote nothing.', 'Try again'],
    ['refusal', 'The model declined to answer.', 'other words'],
    ['contentFilter', 'The filter of the model server stopped the answer.', 'other words'],
    ['tooLong', 'cut at its length limit', 'narrower'],
    ['brokenJson', 'The model small-model stopped in the middle of its answer.', 'Try again'],
    ['cutMidStream', 'The connection to the model small-model broke', 'Try again'],
    ['serverErrorMidStream', 'reported a fault while it was writing', 'Try again'],
  ] as const)(
    '%s has its own sentence, without the key and without a second request',
    async (scenario, message, help) => {
      const { write, server, log } = await set({ scenarios: [scenario] });
      const fault = await faultOf(write());
      expect(fault.message).toContain(message);
      expect(fault.help).toContain(help);
      expect(server.requests).toHaveLength(1);
      const shown = [fault.message, fault.help, String(fault.cause), JSON.stringify(log.lines)].join();
      expect(shown).not.toContain(KEY);
      expect(log.events()).toContain('model-failed');
    },
  );

  it.each([
    ['serverError', 'The model server has a fault of its own (500).', 'log of the model server'],
    ['tooManyRequests', 'The model server has too many requests.', 'Wait a minute'],
  ] as const)('%s is tried three times in all before it is told', async (scenario, message, help) => {
    const { write, server, clock } = await set({ scenarios: [scenario] });
    const fault = await faultOf(write());
    expect(fault.message).toBe(message);
    expect(fault.help).toContain(help);
    expect(fault.retryable).toBe(true);
    expect(server.requests).toHaveLength(3);
    expect(clock.waits).toHaveLength(2);
  });

  it('that passes is not noticed', async () => {
    for (const passing of ['serverError', 'tooManyRequests', 'cutAtOnce'] as const) {
      const { write, server } = await set({ scenarios: [passing, passing, 'good'] });
      expect(JSON.parse((await collect(write())).text)).toEqual(ANSWER);
      expect(server.requests).toHaveLength(3);
    }
  });

  it('is waited for as long as the server asks, when that is short', async () => {
    const { write, clock } = await set({ scenarios: ['tooManyRequests', 'good'], retryAfter: '3' });
    expect(JSON.parse((await collect(write())).text)).toEqual(ANSWER);
    expect(clock.waits).toEqual([3000]);
  });

  it('is told with the time to wait, when that is long', async () => {
    const { write, server } = await set({ scenarios: ['tooManyRequests'], retryAfter: '40' });
    expect((await faultOf(write())).help).toBe('Wait 40 seconds, then try again.');
    expect(server.requests).toHaveLength(1);
  });

  it.each(['cutMidStream', 'serverErrorMidStream'] as const)(
    '%s is never followed by a second answer once a piece of the first was shown',
    async (scenario) => {
      const { write, server } = await set({ scenarios: [scenario, 'good'] });
      const { text, error } = await collect(write());
      expect(JSON.stringify(ANSWER).startsWith(text) && text.length > 10).toBe(true);
      expect(error).toBeInstanceOf(ModelFault);
      expect(server.requests).toHaveLength(1);
    },
  );

  it.each(['silent', 'stall'] as const)('%s ends when the silence is too long', async (scenario) => {
    const { write, server } = await set({ scenarios: [scenario] }, 200);
    expect((await faultOf(write())).message).toBe('The model took too long to answer.');
    await vi.waitFor(() => expect(server.requests[0]?.abandoned).toBe(true), 10_000);
  });

  it('to be there at all asks whether it is running', async () => {
    const gone = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => gone.once('listening', resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    const model = createOpenAiModel({
      baseUrl: `http://user:password@127.0.0.1:${port}/v1`,
      apiKey: '',
      model: 'small-model',
      timeoutMilliseconds: 20_000,
      clock: createRetryClock(),
      log: createRecordingLog(),
    });
    const { signal } = new AbortController();
    const fault = await faultOf(model.write({ system: '', user: '', schema: SCHEMA, maxOutputTokens: 10, signal }));
    expect(fault.message).toBe('The model server cannot be reached.');
    expect(fault.help).toContain(`Is the server at http://127.0.0.1:${port}/v1 running?`);
  });
});

describe('a reader who goes away', () => {
  it('ends the request at the server when the signal is aborted', async () => {
    const { write, server } = await set({ scenarios: ['stall'] });
    const controller = new AbortController();
    const reading = collect(write(controller.signal));
    await vi.waitFor(() => expect(server.requests).toHaveLength(1));
    controller.abort(new Error('cancelled by the reader'));
    expect((await reading).error).toMatchObject({ message: 'cancelled by the reader' });
    await vi.waitFor(() => expect(server.requests[0]?.abandoned).toBe(true), 10_000);
  });

  it('is not kept by an answer without end', async () => {
    const again = '{"text":"Again and again.","cites":["P1.s1"]},';
    const { write, server } = await set({ respond: () => `{"status":"answered","claims":[${again.repeat(100_000)}` });
    const { text, error } = await collect(write());
    expect(error).toMatchObject({ message: 'The answer of the model was cut at its length limit.' });
    expect(text.length).toBeLessThan(100_000);
    await vi.waitFor(() => expect(server.requests[0]?.abandoned).toBe(true), 10_000);
  });

  it('is not kept by words without end that are no answer', async () => {
    const { write, server } = await set({ scenarios: ['endless'], delayMilliseconds: 1 });
    expect((await faultOf(write())).message).toBe('The model small-model did not keep to the form of an answer.');
    await vi.waitFor(() => expect(server.requests[0]?.abandoned).toBe(true), 10_000);
  });
});
