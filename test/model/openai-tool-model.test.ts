import { expect, it } from 'vitest';
import type { ModelUsage, ToolRequest } from '../../src/domain/ports.ts';
import { createOpenAiToolModel } from '../../src/model/openai-tool-model.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';
import { afterwards } from '../servers/open-discord.ts';
import { type OpenAiServerOptions, startOpenAi } from '../servers/openai.ts';
import { noonClock } from '../small-library.ts';

const TOOL = { name: 'look', description: 'Looks.', parameters: { type: 'object', properties: {} } };
const request = (options: Partial<ToolRequest> = {}): ToolRequest => ({
  turns: [{ role: 'user', text: 'What is there?' }],
  tools: [TOOL],
  maxOutputTokens: 100,
  signal: new AbortController().signal,
  ...options,
});

async function modelOf(options: OpenAiServerOptions, timeoutMilliseconds = 20_000) {
  const server = await startOpenAi(options);
  afterwards(server.close);
  const log = createRecordingLog();
  const model = createOpenAiToolModel({
    ...{ baseUrl: server.baseUrl, apiKey: 'sk-test-0123456789', model: 'small-model' },
    ...{ timeoutMilliseconds, clock: noonClock, log },
  });
  return { server, model, log };
}

it('asks with the tools and the whole conversation, and reads what the model asks for', async () => {
  const { server, model } = await modelOf({
    tools: () => ({
      calls: [
        { name: 'look', arguments: { at: 'it' }, id: 'one' },
        { name: 'look', arguments: '{' },
      ],
    }),
  });
  const used: ModelUsage[] = [];
  const reply = await model.converse(
    request({
      turns: [
        { role: 'system', text: 'Be brief.' },
        { role: 'user', text: 'What is there?' },
        { role: 'assistant', text: '', calls: [{ id: 'zero', name: 'look', argumentsText: '{}' }] },
        { role: 'tool', callId: 'zero', text: 'Nothing.' },
      ],
      onUsage: (usage) => used.push(usage),
    }),
  );
  expect(reply).toEqual({
    kind: 'turn',
    text: '',
    calls: [
      { id: 'one', name: 'look', argumentsText: '{"at":"it"}' },
      { id: 'call-2', name: 'look', argumentsText: '{' },
    ],
  });
  expect(used).toMatchObject([{ model: 'small-model', inputTokens: 1_000, outputTokens: 50, estimated: false }]);
  expect(server.requests[0]?.body).toMatchObject({
    tools: [{ type: 'function', function: TOOL }],
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'What is there?' },
      {
        role: 'assistant',
        tool_calls: [{ id: 'zero', type: 'function', function: { name: 'look', arguments: '{}' } }],
      },
      { role: 'tool', tool_call_id: 'zero', content: 'Nothing.' },
    ],
  });
});

it('a server that knows no tools says so once, and is not asked again', async () => {
  const { server, model } = await modelOf({ tools: () => 'no-tools' });
  expect(await model.converse(request())).toEqual({ kind: 'no-tools' });
  expect(await model.converse(request())).toEqual({ kind: 'no-tools' });
  expect(server.requests).toHaveLength(1);
});

it('a server that wants its limit by another name gets it', async () => {
  const { server, model } = await modelOf({ tools: () => 'done', scenarios: ['noMaxTokens'] });
  expect(await model.converse(request())).toMatchObject({ kind: 'turn', calls: [] });
  expect(server.requests.at(-1)?.body.max_completion_tokens).toBe(100);
});

it('a passing fault is tried once more, a lasting one is told without the key', async () => {
  const { server, model, log } = await modelOf({ tools: () => 'done', scenarios: ['serverError', 'good'] });
  expect(await model.converse(request())).toMatchObject({ kind: 'turn' });
  server.setScenario('unauthorised');
  await expect(model.converse(request())).rejects.toMatchObject({ name: 'ModelFault', help: 'Check OPENAI_API_KEY.' });
  expect(server.requests).toHaveLength(3);
  expect(JSON.stringify(log.lines)).not.toContain('sk-test');
});

it('an answer that is none is a fault', async () => {
  const { model } = await modelOf({
    refuse: () => ({ status: 200, headers: { 'content-type': 'application/json' }, body: '{"hello": 1}' }),
  });
  await expect(model.converse(request())).rejects.toThrow('did not answer as a model server does');
});

it('silence ends at the time-out, and at once when the caller leaves', async () => {
  const { model } = await modelOf({ tools: () => 'stall' }, 120);
  await expect(model.converse(request())).rejects.toThrow('took too long');
  const leaving = new AbortController();
  const left = model.converse(request({ signal: leaving.signal }));
  leaving.abort(new Error('gone'));
  await expect(left).rejects.toThrow('gone');
});
