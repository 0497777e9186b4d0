import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Clock } from '../../src/domain/clock.ts';
import { ModelFault } from '../../src/domain/errors.ts';
import type { ModelRequest, ModelUsage } from '../../src/domain/ports.ts';
import { LAST_WORDS_MILLISECONDS } from '../../src/model/chat-completion.ts';
import { fallbackModels } from '../../src/model/fallback-models.ts';
import { createOpenAiModel } from '../../src/model/openai-model.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';
import { type OpenAiScenario, type OpenAiServer, startOpenAi } from '../servers/openai.ts';
import { collect, createRetryClock, SCHEMA, untilAborted } from './loopback-model.ts';

const PATIENCE = 5_000;

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Models on servers that behave so; each says which one it is. */
async function models(...scenarios: readonly (readonly OpenAiScenario[])[]) {
  return modelsThat({ silenceIsLong: true }, ...scenarios);
}

async function modelsThat(
  { silenceIsLong }: { readonly silenceIsLong: boolean },
  ...scenarios: readonly (readonly OpenAiScenario[])[]
) {
  const log = createRecordingLog();
  let skipped = 0;
  const retries = createRetryClock([LAST_WORDS_MILLISECONDS]);
  const servers: OpenAiServer[] = [];
  /** Patience ends when a server that will never answer has been asked, and not before. */
  const patience = async (signal: AbortSignal | undefined) => {
    if (scenarios[0]?.[0] !== 'silent' || !silenceIsLong) return untilAborted(signal);
    await vi.waitFor(() => expect(servers[0]?.requests).toHaveLength(1), 10_000);
  };
  const clock: Clock = {
    now: () => retries.now() + skipped,
    sleep: (milliseconds, signal) =>
      milliseconds === PATIENCE ? patience(signal) : retries.sleep(milliseconds, signal),
  };
  for (const [index, some] of scenarios.entries()) {
    const server = await startOpenAi({
      scenarios: some,
      chunkSize: 8,
      respond: () => ({ status: `model ${index}`, claims: [] }),
    });
    closing.push(server.close);
    servers.push(server);
  }
  const [first, ...rest] = servers.map(({ baseUrl }, index) =>
    createOpenAiModel({ baseUrl, apiKey: '', model: `model-${index}`, timeoutMilliseconds: 20_000, clock, log }),
  );
  if (!first) throw new Error('at least one model');
  const model = fallbackModels([first, ...rest], { clock, log, patienceMilliseconds: PATIENCE });
  const usage: ModelUsage[] = [];
  const begun: string[] = [];
  const write = (signal = new AbortController().signal) => {
    const request: ModelRequest = {
      system: 'Answer.',
      user: 'What is new?',
      schema: SCHEMA,
      maxOutputTokens: 600,
      signal,
      onUsage: (one) => usage.push(one),
      onStart: (name) => begun.push(name),
    };
    return model.write(request);
  };
  const asked = () => servers.map(({ requests }) => requests.length);
  return {
    model,
    write,
    asked,
    usage,
    begun,
    log,
    servers,
    pass(milliseconds: number) {
      skipped += milliseconds;
    },
  };
}

describe('when the first model', () => {
  it('answers, no other is asked', async () => {
    const { model, write, asked, begun } = await models(['good'], ['good']);
    expect(JSON.parse((await collect(write())).text).status).toBe('model 0');
    expect(asked()).toEqual([1, 0]);
    expect(begun).toEqual(['model-0']);
    expect([model.name, model.fallbacks]).toEqual(['model-0', ['model-1']]);
  });

  it.each<OpenAiScenario>([
    'unauthorised',
    'forbidden',
    'unknownModel',
    'wrongAddress',
    'wrongContentType',
    'outOfCredit',
    'tooManyRequests',
    'serverError',
    'emptyStream',
    'contentFilter',
    'cutAtOnce',
    'silent',
  ])('fails before it has begun (%s), the next one answers, and it is known which', async (scenario) => {
    const { write, begun, usage, log } = await models([scenario], ['good']);
    expect(JSON.parse((await collect(write())).text).status).toBe('model 1');
    expect(begun).toEqual(['model-1']);
    expect(usage.at(-1)).toMatchObject({ model: 'model-1', estimated: false });
    expect(log.lines.find(({ event }) => event === 'model-fallback')?.facts).toMatchObject({ to: 'model-1' });
  });

  it.each<OpenAiScenario>(['cutMidStream', 'serverErrorMidStream', 'brokenJson'])(
    'fails when it has begun (%s), nobody is asked again',
    async (scenario) => {
      const { write, asked } = await models([scenario], ['good']);
      const { text, error } = await collect(write());
      expect(text).toContain('model');
      expect(error).toBeInstanceOf(ModelFault);
      expect(asked()).toEqual([1, 0]);
    },
  );

  it('declines, that is its answer', async () => {
    const { write, asked } = await models(['refusal'], ['good']);
    expect((await collect(write())).error).toMatchObject({ message: 'The model declined to answer.' });
    expect(asked()).toEqual([1, 0]);
  });

  it('fails like all the others, its own fault is told', async () => {
    const { write, asked } = await models(['unauthorised'], ['unknownModel'], ['outOfCredit']);
    expect((await collect(write())).error).toMatchObject({ message: 'The model server does not accept the key.' });
    expect(asked()).toEqual([1, 1, 1]);
  });

  it('was down, it comes last for a minute, and first again after it', async () => {
    const { write, asked, pass } = await models(['serverError', 'serverError', 'serverError', 'good'], ['good']);
    await collect(write());
    await collect(write());
    expect(asked()).toEqual([3, 2]);
    pass(61_000);
    expect(JSON.parse((await collect(write())).text).status).toBe('model 0');
  });

  it('may never begin, its request is ended at its server', async () => {
    const { write, servers } = await models(['silent'], ['good']);
    await collect(write());
    await vi.waitFor(() => expect(servers[0]?.requests[0]?.abandoned).toBe(true), 10_000);
  });
});

describe('a reader who goes away', () => {
  it('is not answered by the next model', async () => {
    const { write, asked, servers } = await modelsThat({ silenceIsLong: false }, ['silent'], ['good']);
    const controller = new AbortController();
    const reading = collect(write(controller.signal));
    await vi.waitFor(() => expect(asked()).toEqual([1, 0]), 10_000);
    controller.abort(new Error('cancelled by the reader'));
    expect((await reading).error).toMatchObject({ message: 'cancelled by the reader' });
    expect(asked()).toEqual([1, 0]);
    await vi.waitFor(() => expect(servers[0]?.requests[0]?.abandoned).toBe(true), 10_000);
  });

  it('in the middle is charged for what was written', async () => {
    const { write, usage, servers } = await models(['stall'], ['good']);
    for await (const _ of write()) break;
    expect(usage).toMatchObject([{ model: 'model-0', estimated: true }]);
    await vi.waitFor(() => expect(servers[0]?.requests[0]?.abandoned).toBe(true), 10_000);
  });
});
