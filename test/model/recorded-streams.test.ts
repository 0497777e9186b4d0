import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ModelUsage } from '../../src/domain/ports.ts';
import type { OpenAiServerOptions } from '../servers/openai.ts';
import { sharedData } from '../shared-data.ts';
import { ANSWER, collect, faultOf, set } from './loopback-model.ts';

const folder = sharedData('fixtures', 'openai_vercel_ai');
const cassettes = sharedData('fixtures', 'openai_otel_cassettes');

const VENDORS = [
  'openai_chat/openai-text',
  'openai_chat/azure-model-router.1',
  'groq___fixtures__/groq-text',
  'groq___fixtures__/groq-reasoning',
  'mistral___fixtures__/mistral-text',
  'mistral___fixtures__/mistral-reasoning',
  'deepseek_chat/deepseek-reasoning',
  'openai-compatible_chat/xai-text',
];

interface Chunk {
  choices?: { delta?: { content?: string | { type: string; text?: string }[] | null } }[];
  usage?: { prompt_tokens: number; total_tokens: number } | null;
}

/** A recording with its own words replaced by an answer: the vendor's chunks, thoughts, ends and counts around our text. */
function saying(lines: readonly string[], answer: string): string[] {
  const chunks = lines.map((line) => JSON.parse(line) as Chunk);
  const places: ((text: string) => void)[] = [];
  for (const { delta } of chunks.flatMap(({ choices }) => choices ?? [])) {
    const content = delta?.content;
    if (delta && typeof content === 'string' && content) places.push((text) => Object.assign(delta, { content: text }));
    if (!Array.isArray(content)) continue;
    for (const part of content) if (part.type === 'text') places.push((text) => Object.assign(part, { text }));
  }
  const size = Math.ceil(answer.length / places.length);
  for (const [index, place] of places.entries()) place(answer.slice(index * size, (index + 1) * size));
  return chunks.map((chunk) => JSON.stringify(chunk));
}

/** Prompt and everything beside it, as the recording counts them last. */
function countIn(lines: readonly string[]): [input: number, output: number] | undefined {
  const usage = lines.map((line) => (JSON.parse(line) as Chunk).usage).findLast((one) => one);
  return usage ? [usage.prompt_tokens, usage.total_tokens - usage.prompt_tokens] : undefined;
}

async function replay(options: OpenAiServerOptions) {
  const { model, request, log } = await set(options);
  const told: ModelUsage[] = [];
  const { text, error } = await collect(model.write(request({ onUsage: (usage) => told.push(usage) })));
  return { text, error, told, events: log.events() };
}

function linesOf(path: string): string[] {
  return readFileSync(join(folder ?? '', `${path}.chunks.txt`), 'utf8')
    .split('\n')
    .filter(Boolean);
}

describe.skipIf(!folder)('recorded streams of other vendors', () => {
  it.each(VENDORS)('%s: every piece of the answer, no thinking, and the count', async (path) => {
    const recorded = saying(linesOf(path), JSON.stringify(ANSWER));
    const { text, error, told, events } = await replay({ recorded });
    expect(error).toBeUndefined();
    expect(JSON.parse(text)).toEqual(ANSWER);
    expect(events).toEqual([]);
    const count = countIn(recorded);
    expect(count).toBeDefined();
    expect(told).toMatchObject([{ inputTokens: count?.[0], outputTokens: count?.[1], estimated: false }]);
  });

  it.each(VENDORS)('%s, as it is: chat is no answer, and is charged for', async (path) => {
    const { text, error, told } = await replay({ recorded: linesOf(path) });
    expect(text).toBe('');
    expect(error).toMatchObject({ message: 'The model small-model did not keep to the form of an answer.' });
    expect(told).toHaveLength(3);
  });

  it('an answer that was cut at its length says so', async () => {
    const recorded = saying(linesOf('deepseek_chat/deepseek-text'), JSON.stringify(ANSWER).slice(0, -9));
    const { text, error } = await replay({ recorded });
    expect(JSON.stringify(ANSWER).startsWith(text) && text.length > 20).toBe(true);
    expect(error).toMatchObject({ message: 'The answer of the model was cut at its length limit.' });
  });

  it.each([
    'groq___fixtures__/groq-tool-call',
    'mistral___fixtures__/mistral-tool-call',
    'deepseek_chat/deepseek-tool-call',
    'openai-compatible_chat/xai-tool-call',
  ])('%s: a model that only calls tools wrote nothing', async (path) => {
    const { text, error } = await replay({ recorded: linesOf(path) });
    expect(text).toBe('');
    expect(error).toMatchObject({ message: 'The model small-model wrote nothing.' });
  });

  it.each(['openai_chat/openai-text', 'deepseek_chat/deepseek-json', 'mistral___fixtures__/mistral-text'])(
    '%s: an answer that does not stream is read all the same',
    async (path) => {
      const whole = JSON.parse(readFileSync(join(folder ?? '', `${path}.json`), 'utf8'));
      whole.choices[0].message.content = JSON.stringify(ANSWER);
      const refusal = { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(whole) };
      const { text, told } = await replay({ refuse: () => refusal });
      expect(JSON.parse(text)).toEqual(ANSWER);
      expect(told).toMatchObject([{ inputTokens: whole.usage.prompt_tokens, estimated: false }]);
    },
  );

  it('OpenAI’s refusal of max_tokens is understood, and so is its quota', async () => {
    const body = (path: string) => readFileSync(join(folder ?? '', path), 'utf8');
    const headers = { 'content-type': 'application/json' };
    const legacy = { status: 400, headers, body: body('openai_chat/reasoning-model-legacy-parameter-error.json') };
    const { write, server } = await set({ refuse: (seen) => (seen.body.max_tokens ? legacy : undefined) });
    expect(JSON.parse((await collect(write())).text)).toEqual(ANSWER);
    expect(server.requests[1]?.body.max_completion_tokens).toBe(4600);
    const quota = await set({ refuse: () => ({ status: 429, headers, body: body('openai-error.1.json') }) });
    expect((await faultOf(quota.write())).message).toBe('The account at the model server has no credit left.');
    expect(quota.server.requests).toHaveLength(1);
  });
});

describe.skipIf(!cassettes)('recorded answers of OpenAI', () => {
  const read = (name: string) => readFileSync(join(cassettes ?? '', `${name}.yaml`), 'utf8');

  it.each(['test_chat_completion_streaming', 'test_chat_completion_with_context_manager_streaming'])(
    '%s: the answer and the count',
    async (name) => {
      const lines = [...read(name).matchAll(/^\s+data: (\{.*\})$/gm)].map(([, line = '']) => line);
      const recorded = saying(lines, JSON.stringify(ANSWER));
      const { text, told } = await replay({ recorded });
      expect(JSON.parse(text)).toEqual(ANSWER);
      const [inputTokens, outputTokens] = countIn(lines) ?? [];
      expect(told).toMatchObject([{ inputTokens, outputTokens, estimated: false }]);
    },
  );

  it('an unknown model is told', async () => {
    const [, body = ''] = /string: \|-\n([\s\S]*?)\n {4}headers:/.exec(read('test_chat_completion_404')) ?? [];
    expect(JSON.parse(body).error.code).toBe('model_not_found');
    const { write } = await set({ refuse: () => ({ status: 404, headers: {}, body }) });
    expect((await faultOf(write())).message).toBe('The model small-model is not known there.');
  });
});

it.skipIf(folder && cassettes)(
  'recorded answers of vendors are not on this machine: nothing of them was tested',
  () => {},
);
