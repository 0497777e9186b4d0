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
  // Such models think, and their thoughts count.
  expect(server.requests.at(-1)?.body.max_completion_tokens).toBe(4_100);
});

it('a passing fault is tried once more, a lasting one is told without the key', async () => {
  const { server, model, log } = await modelOf({ tools: () => 'done', scenarios: ['serverError', 'good'] });
  expect(await model.converse(request())).toMatchObject({ kind: 'turn' });
  server.setScenario('unauthorised');
  await expect(model.converse(request())).rejects.toMatchObject({ name: 'ModelFault', help: 'Check OPENAI_API_KEY.' });
  expect(server.requests).toHaveLength(3);
  expect(JSON.stringify(log.lines)).not.toContain('sk-test');
});

const reply = (message: object, finish_reason: string) => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ choices: [{ message, finish_reason }] }),
});
const REFUSED_CALL = {
  status: 400,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ error: { message: 'The parameters of tools.0 are refused this time.' } }),
};

it('a server that took tools once knows them, whatever it says of one request', async () => {
  let asked = 0;
  const { model } = await modelOf({
    tools: () => 'done',
    refuse: () => (++asked === 2 ? REFUSED_CALL : undefined),
  });
  expect(await model.converse(request())).toMatchObject({ kind: 'turn' });
  await expect(model.converse(request())).rejects.toThrow('refused the request');
  expect(await model.converse(request())).toMatchObject({ kind: 'turn' });
});

it('a call that a server cannot read says nothing of whether it knows tools', async () => {
  let asked = 0;
  const message = "tool call validation failed: attempted to call tool 'x' which was not in request.tools";
  const { model } = await modelOf({
    tools: () => 'done',
    refuse: () => (++asked === 1 ? { ...REFUSED_CALL, body: JSON.stringify({ error: { message } }) } : undefined),
  });
  await expect(model.converse(request())).rejects.toThrow('refused the request');
  expect(await model.converse(request())).toMatchObject({ kind: 'turn' });
});

it('a model that thinks until it is cut is given room for it, once', async () => {
  const calls = [{ id: 'one', function: { name: 'look', arguments: '{}' } }];
  let asked = 0;
  const { server, model } = await modelOf({
    refuse: () => (++asked === 1 ? reply({ content: '' }, 'length') : reply({ tool_calls: calls }, 'tool_calls')),
  });
  expect(await model.converse(request())).toMatchObject({ calls: [{ name: 'look' }] });
  expect(server.requests.map(({ body }) => body.max_tokens)).toEqual([100, 4_100]);
  expect(model.mostOutputTokens?.({ maxOutputTokens: 100 })).toBe(4_100);
});

it('what was broken off, too slow or no answer is on record; what was turned away is not', async () => {
  const used: ModelUsage[] = [];
  const onUsage = (usage: ModelUsage) => used.push(usage);
  const stalling = await modelOf({ tools: () => 'stall' }, 120);
  await expect(stalling.model.converse(request({ onUsage }))).rejects.toThrow('took too long');
  expect(used).toMatchObject([{ model: 'small-model', outputTokens: 0, estimated: true }]);
  expect(used[0]?.inputTokens).toBeGreaterThan(10);
  const leaving = new AbortController();
  const left = stalling.model.converse(request({ signal: leaving.signal, onUsage }));
  await expect.poll(() => stalling.server.requests.length).toBe(2);
  leaving.abort(new Error('gone'));
  await expect(left).rejects.toThrow('gone');
  expect(used).toHaveLength(2);
  const unreadable = await modelOf({ refuse: () => reply({ tool_calls: 7 }, 'stop') });
  await expect(unreadable.model.converse(request({ onUsage }))).rejects.toThrow('did not answer');
  expect(used).toHaveLength(3);
  const refusing = await modelOf({ scenarios: ['unauthorised'] });
  await expect(refusing.model.converse(request({ onUsage }))).rejects.toThrow('key');
  expect(used).toHaveLength(3);
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
