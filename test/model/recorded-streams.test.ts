import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/domain/clock.ts';
import { createOpenAiModel } from '../../src/model/openai-model.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';
import { startOpenAi } from '../servers/openai.ts';
import { sharedData } from '../shared-data.ts';

const folder = sharedData('fixtures', 'openai_vercel_ai');

/** What the content of a recording is, read without the SDK: plain strings, and the text parts of Mistral's lists. */
function contentOf(lines: readonly string[]): string {
  return lines
    .flatMap((line) => JSON.parse(line).choices ?? [])
    .map(({ delta }) => delta?.content ?? '')
    .flatMap((content) =>
      typeof content === 'string' ? content : content.map((part: { text?: string }) => part.text ?? ''),
    )
    .join('');
}

async function replay(lines: readonly string[]) {
  const server = await startOpenAi({ recorded: lines });
  const log = createRecordingLog();
  const model = createOpenAiModel({
    baseUrl: server.baseUrl,
    apiKey: 'key',
    model: 'recorded',
    timeoutMilliseconds: 20_000,
    clock: systemClock,
    log,
  });
  let text = '';
  let fault: string | undefined;
  try {
    const { signal } = new AbortController();
    const schema = { name: 'any', definition: {} };
    for await (const piece of model.write({ system: '', user: '', schema, maxOutputTokens: 100, signal }))
      text += piece;
  } catch (error) {
    fault = error instanceof Error ? error.message : String(error);
  }
  await server.close();
  return { text, fault, events: log.events() };
}

describe.skipIf(!folder)('recorded streams of other vendors', () => {
  const linesOf = (path: string) =>
    readFileSync(join(folder ?? '', `${path}.chunks.txt`), 'utf8')
      .split('\n')
      .filter(Boolean);

  it.each([
    'openai_chat/openai-text',
    'openai_chat/azure-model-router.1',
    'groq___fixtures__/groq-text',
    'groq___fixtures__/groq-reasoning',
    'mistral___fixtures__/mistral-text',
    'mistral___fixtures__/mistral-reasoning',
    'deepseek_chat/deepseek-reasoning',
    'openai-compatible_chat/xai-text',
  ])('%s: every piece of the content, and no thinking', async (path) => {
    const lines = linesOf(path);
    const { text, fault, events } = await replay(lines);
    expect(text).toBe(contentOf(lines));
    expect(text).not.toBe('');
    expect(fault).toBeUndefined();
    expect(events).toEqual([]);
  });

  it('an answer that was cut at its length says so', async () => {
    const lines = linesOf('deepseek_chat/deepseek-text');
    const { text, fault } = await replay(lines);
    expect(text).toBe(contentOf(lines));
    expect(fault).toBe('The answer of the model was cut at its length limit.');
  });

  it.each([
    'groq___fixtures__/groq-tool-call',
    'mistral___fixtures__/mistral-tool-call',
    'deepseek_chat/deepseek-tool-call',
  ])('%s: a model that only calls tools wrote nothing', async (path) => {
    const { text, fault } = await replay(linesOf(path));
    expect(text).toBe('');
    expect(fault).toBe('The model recorded wrote nothing.');
  });
});
