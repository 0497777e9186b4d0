/** A model over the loopback server, for tests. In: what the server does. Out: the model, and what the server saw. */
import { afterEach, expect } from 'vitest';
import { type Clock, systemClock } from '../../src/domain/clock.ts';
import { ModelFault } from '../../src/domain/errors.ts';
import type { ModelRequest } from '../../src/domain/ports.ts';
import { LAST_WORDS_MILLISECONDS } from '../../src/model/chat-completion.ts';
import { createOpenAiModel, type OpenAiModelOptions } from '../../src/model/openai-model.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';
import { type OpenAiServerOptions, startOpenAi } from '../servers/openai.ts';

export const KEY = 'sk-secret-0123456789';
export const ANSWER = {
  status: 'answered',
  claims: [{ text: 'Search pays when the model is unsure.', cites: ['P1.s2'] }],
};
const string = { type: 'string' };
export const SCHEMA = {
  name: 'answer',
  definition: {
    type: 'object',
    properties: {
      status: { type: 'string', enum: ['answered', 'partial', 'cannot'] },
      claims: {
        type: 'array',
        items: { type: 'object', properties: { text: string, cites: { type: 'array', items: string } } },
      },
    },
  },
};

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Waits before a retry are skipped and kept; silence is measured by the real clock, and those named never end. */
export function createRetryClock(endless: readonly number[] = []): Clock & { readonly waits: number[] } {
  const waits: number[] = [];
  return {
    waits,
    now: systemClock.now,
    async sleep(milliseconds, signal) {
      if (endless.includes(milliseconds)) return untilAborted(signal);
      if (milliseconds > 10_000 || milliseconds < 300) return systemClock.sleep(milliseconds, signal);
      signal?.throwIfAborted();
      waits.push(milliseconds);
    },
  };
}

export function untilAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    if (signal?.aborted) reject(signal.reason);
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

export async function set(
  options: OpenAiServerOptions = {},
  timeoutMilliseconds = 20_000,
  more: Partial<OpenAiModelOptions> = {},
) {
  const server = await startOpenAi({ respond: () => ANSWER, ...options });
  closing.push(server.close);
  const log = createRecordingLog();
  // A machine with much to do must not be taken for a server that hangs.
  const clock = createRetryClock(options.scenarios?.includes('hangs') ? [] : [LAST_WORDS_MILLISECONDS]);
  const model = createOpenAiModel({
    baseUrl: server.baseUrl,
    apiKey: KEY,
    model: 'small-model',
    timeoutMilliseconds,
    clock,
    log,
    ...more,
  });
  const request = (more: Partial<ModelRequest> = {}): ModelRequest => ({
    system: 'Answer.',
    user: 'What is new?',
    schema: SCHEMA,
    maxOutputTokens: 600,
    signal: new AbortController().signal,
    ...more,
  });
  const write = (signal?: AbortSignal) => model.write(request(signal && { signal }));
  return { server, log, clock, model, write, request };
}

export async function collect(pieces: AsyncIterable<string>) {
  const all: string[] = [];
  try {
    for await (const piece of pieces) all.push(piece);
    return { text: all.join(''), pieces: all };
  } catch (error) {
    return { text: all.join(''), pieces: all, error };
  }
}

export async function faultOf(pieces: AsyncIterable<string>): Promise<ModelFault> {
  const { error } = await collect(pieces);
  expect(error).toBeInstanceOf(ModelFault);
  return error as ModelFault;
}
