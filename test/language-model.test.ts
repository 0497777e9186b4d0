import { afterEach, expect, it } from 'vitest';
import { systemClock } from '../src/domain/clock.ts';
import type { LanguageModel } from '../src/domain/ports.ts';
import { createLanguageModel } from '../src/language-model.ts';
import { createRecordingLog } from './doubles/recording-log.ts';
import { collect, SCHEMA } from './model/loopback-model.ts';
import { type OpenAiServerOptions, startOpenAi } from './servers/openai.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function serve(options: OpenAiServerOptions) {
  const server = await startOpenAi({ respond: () => ({ status: 'answered', claims: [] }), ...options });
  closing.push(server.close);
  return server;
}

function ask(model: LanguageModel | undefined) {
  const { signal } = new AbortController();
  if (!model) throw new Error('no model');
  return collect(model.write({ system: 's', user: 'u', schema: SCHEMA, maxOutputTokens: 100, signal }));
}

const rest = { answerDeadlineMilliseconds: 20_000 };
const tools = () => ({ clock: systemClock, log: createRecordingLog() });

it('without settings there is no model', () => {
  expect(createLanguageModel({ config: { ...rest, fallbackModels: [] }, ...tools() })).toBeUndefined();
});

it('fallback models stand in, each with the key of its own server', async () => {
  const first = await serve({ scenarios: ['unauthorised'] });
  const second = await serve({});
  const model = createLanguageModel({
    config: {
      ...rest,
      model: { baseUrl: first.baseUrl, apiKey: 'sk-first', model: 'big' },
      fallbackModels: [{ baseUrl: second.baseUrl, apiKey: 'sk-second', model: 'small' }],
    },
    ...tools(),
  });
  expect([model?.name, model?.fallbacks]).toEqual(['big', ['small']]);
  expect(JSON.parse((await ask(model)).text)).toEqual({ status: 'answered', claims: [] });
  expect(first.requests[0]?.headers.authorization).toBe('Bearer sk-first');
  expect(second.requests[0]?.headers.authorization).toBe('Bearer sk-second');
});

it('the fault of a fallback model names its own settings in the log', async () => {
  const server = await serve({ scenarios: ['unauthorised'] });
  const { clock, log } = tools();
  const access = { baseUrl: server.baseUrl, apiKey: 'sk', model: 'big' };
  const other = { ...access, baseUrl: server.baseUrl.replace('127.0.0.1', 'localhost'), model: 'small' };
  const model = createLanguageModel({ config: { ...rest, model: access, fallbackModels: [other] }, clock, log });
  expect((await ask(model)).error).toMatchObject({ help: 'Check OPENAI_API_KEY.' });
  expect(log.lines.map(({ facts }) => JSON.stringify(facts)).join()).toContain(
    'The fallback model server does not accept the key.',
  );
});
