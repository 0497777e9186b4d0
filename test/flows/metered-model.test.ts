import { expect, it } from 'vitest';
import type { Estimate, ModelBudget } from '../../src/domain/budget.ts';
import type { ModelRequest } from '../../src/domain/ports.ts';
import { createMeteredModel } from '../../src/flows/metered-model.ts';
import { fallbackModels } from '../../src/model/fallback-models.ts';
import { createOpenAiModel } from '../../src/model/openai-model.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';
import { afterwards } from '../servers/open-discord.ts';
import { type OpenAiScenario, startOpenAi } from '../servers/openai.ts';
import { noonClock } from '../small-library.ts';

const call = { signal: new AbortController().signal, reader: 'ada', place: 'lab' };
const schema = { name: 'answer', definition: { type: 'object', properties: { claims: { type: 'array' } } } };
const request: ModelRequest = { system: 's', user: 'u', schema, maxOutputTokens: 100, signal: call.signal };

function ledger() {
  const reserved: Estimate[] = [];
  const budget: ModelBudget = {
    stopFor: async () => undefined,
    async reserve(_, estimate) {
      reserved.push(estimate);
      return { id: 'one' };
    },
    settle: async () => {},
  };
  return { budget, reserved };
}

async function modelOf(scenario: OpenAiScenario, model: string) {
  const server = await startOpenAi({ scenarios: [scenario], respond: () => ({ claims: [] }) });
  afterwards(server.close);
  const access = { baseUrl: server.baseUrl, apiKey: 'sk-test-0123456789', model, timeoutMilliseconds: 20_000 };
  return createOpenAiModel({ ...access, clock: noonClock, log: createRecordingLog() });
}

type Metered = ReturnType<typeof createMeteredModel>;

async function ask(modelFor: Metered) {
  const found = await modelFor(call, 'answer');
  if (found.kind !== 'model') throw new Error(found.kind);
  for await (const _ of found.model.write(request));
}

it('of a model that is known to think, its thoughts are set aside too', async () => {
  const { budget, reserved } = ledger();
  const modelFor = createMeteredModel({ budget, model: await modelOf('thinksLong', 'thinker') });
  await ask(modelFor);
  await ask(modelFor);
  expect(reserved.map(({ tokens }) => tokens > 4_100)).toEqual([false, true]);
});

it('where another model may have to write it, the price of the dearer is set aside', async () => {
  const { budget, reserved } = ledger();
  const [small, large] = [await modelOf('good', 'small'), await modelOf('good', 'large')];
  const model = fallbackModels([small, large], {
    clock: noonClock,
    log: createRecordingLog(),
    patienceMilliseconds: 20_000,
  });
  const prices = [
    ['small', 'one.example', 1],
    ['large', 'two.example', 50],
  ] as const;
  const costOf = (used: { model: string; server?: string; outputTokens: number }) => {
    const [, , price] = prices.find(([name, server]) => name === used.model && server === used.server) ?? [];
    return price && price * used.outputTokens;
  };
  await ask(createMeteredModel({ budget, model, costOf, servers: ['one.example', 'two.example'] }));
  expect(reserved).toMatchObject([{ nanodollars: 5_000 }]);
});
