/** Two thousand questions in one moment, over real HTTP: what the model cannot write in time is quoted, and nobody waits for ever. */
import { afterEach, describe, expect, it } from 'vitest';
import { answer } from '../../src/answer/answer.ts';
import { checkClaim } from '../../src/cite/check-claim.ts';
import type { Answer } from '../../src/domain/answer.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { createAnswering } from '../../src/flows/answering.ts';
import { createOpenAiModel } from '../../src/model/openai-model.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';
import { type OpenAiServerOptions, startOpenAi } from '../servers/openai.ts';
import { lastOf, PROMPTS, taskOf, UNSURE } from './answering.ts';

const QUESTIONS = 2_000;
const READERS = 50;
const PLACES = 4;

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Asks everything at once and counts how many requests were open together. */
async function askAll(questionOf: (at: number) => string, serverOptions: Partial<OpenAiServerOptions> = {}) {
  let most = 0;
  const server = await startOpenAi({ respond: () => ({ status: 'answered', claims: [UNSURE] }), ...serverOptions });
  closing.push(server.close);
  const log = createRecordingLog();
  const access = { baseUrl: server.baseUrl, apiKey: '', model: 'a-model', timeoutMilliseconds: 20_000 };
  const inner = createOpenAiModel({ ...access, clock: systemClock, log });
  let open = 0;
  const model = {
    name: inner.name,
    async *write(request: Parameters<typeof inner.write>[0]) {
      open += 1;
      most = Math.max(most, open);
      try {
        yield* inner.write(request);
      } finally {
        open -= 1;
      }
    },
  };
  const answeringFor = createAnswering({
    prompts: PROMPTS,
    clock: systemClock,
    log,
    deadlineMilliseconds: 20_000,
    modelFor: async () => ({ kind: 'model', model }),
    verifierFor: async () => ({ kind: 'none' }),
    places: PLACES,
  });
  const { signal } = new AbortController();
  const ask = async (at: number): Promise<Answer> => {
    const tools = await answeringFor({ signal, reader: `reader ${at % READERS}`, place: 'lab' }, 'answer');
    return lastOf(answer(taskOf({ question: questionOf(at) }), { ...tools, check: checkClaim }, signal));
  };
  const answers = await Promise.all(Array.from({ length: QUESTIONS }, (_, at) => ask(at)));
  return { answers, server, most };
}

describe('two thousand questions at once', { timeout: 60_000 }, () => {
  it('each get an answer: the model writes a few at a time, reader after reader, and the rest is quoted', async () => {
    const { answers, server, most } = await askAll((at) => `When does agent ${at} search?`);
    const written = answers.filter(({ mode }) => mode === 'model');
    const busy = answers.filter(({ fallback }) => fallback === 'model-busy');
    expect(written.length + busy.length).toBe(QUESTIONS);
    expect(most).toBe(PLACES);
    expect(server.requests).toHaveLength(written.length);
    // Not one reader took the places of all others.
    const served = new Set(answers.flatMap(({ mode }, at) => (mode === 'model' ? [at % READERS] : [])));
    expect(served.size).toBe(READERS);
    for (const { mode, claims } of busy) {
      expect(mode).toBe('extract');
      expect(claims.length).toBeGreaterThan(0);
    }
  });

  it('that are one and the same are one question to the model', async () => {
    const { answers, server } = await askAll(() => 'When does the agent search?', { delayMilliseconds: 100 });
    for (const { mode, status } of answers) expect([mode, status]).toEqual(['model', 'answered']);
    expect(server.requests).toHaveLength(1);
  });
});
