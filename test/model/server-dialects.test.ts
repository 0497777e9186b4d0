import { describe, expect, it } from 'vitest';
import { CLAIMS_SCHEMA } from '../../src/answer/claims-schema.ts';
import { nextDialect, requestIn, type ServerDialect } from '../../src/model/server-dialect.ts';
import type { ChatRequest } from '../servers/openai.ts';
import { ANSWER, collect, faultOf, SCHEMA, set } from './loopback-model.ts';

const LINES = 'STATUS: answered\n\nTEXT: Search pays when the model is unsure.\nCITES: P1.s2\n';
const formats = (requests: readonly { readonly body: ChatRequest }[]) =>
  requests.map(({ body }) => body.response_format?.type);

describe('a server that does not know strict schemas', () => {
  it('is asked for a JSON object with the schema in words, and from then on only so', async () => {
    const { write, server, log } = await set({ scenarios: ['noJsonSchema'] });
    expect(JSON.parse((await collect(write())).text)).toEqual(ANSWER);
    expect(JSON.parse((await collect(write())).text)).toEqual(ANSWER);
    expect(formats(server.requests)).toEqual(['json_schema', 'json_object', 'json_object']);
    expect(server.requests[1]?.body.messages[0]?.content).toContain(JSON.stringify(SCHEMA.definition));
    expect(log.events()).toEqual(['model-request-adapted']);
  });

  it('is asked for plain lines when it refuses every format, and the lines come out as JSON', async () => {
    const { write, server } = await set({ scenarios: ['noResponseFormat'], respond: () => LINES, chunkSize: 3 });
    expect(JSON.parse((await collect(write())).text)).toEqual(ANSWER);
    expect(JSON.parse((await collect(write())).text)).toEqual(ANSWER);
    expect(formats(server.requests)).toEqual(['json_schema', 'json_object', undefined, undefined]);
    const [system, user] = server.requests[3]?.body.messages ?? [];
    expect(system?.content).toContain('STATUS: (one of answered, partial, cannot)');
    expect(user?.content).toMatch(/^What is new\?\n\nWrite the lines now, beginning with "STATUS:"\.$/);
  });

  it('may answer in JSON where it was asked for lines', async () => {
    const { write } = await set({ scenarios: ['noResponseFormat'] });
    expect(JSON.parse((await collect(write())).text)).toEqual(ANSWER);
  });

  it('may take a schema and not keep to it: it is asked again in words, and from then on only so', async () => {
    const { write, server } = await set({ scenarios: ['prose'], respond: () => LINES });
    expect(JSON.parse((await collect(write())).text)).toEqual(ANSWER);
    expect(JSON.parse((await collect(write())).text)).toEqual(ANSWER);
    expect(formats(server.requests)).toEqual(['json_schema', 'json_object', undefined, undefined]);
  });

  it('and whose model keeps to no form at all is given up', async () => {
    const { write, server } = await set({ scenarios: ['noResponseFormat'], respond: () => 'I would rather chat.' });
    expect((await faultOf(write())).message).toBe('The model small-model did not keep to the form of an answer.');
    expect(server.requests).toHaveLength(3);
  });

  it('is asked for JSON where lines cannot hold the schema', async () => {
    const object = { type: 'object', properties: { one: { type: 'object', properties: {} } } };
    const { model, request, server } = await set({ scenarios: ['noResponseFormat'], respond: () => ({ one: {} }) });
    const { text } = await collect(model.write(request({ schema: { name: 'deep', definition: object } })));
    expect(JSON.parse(text)).toEqual({ one: {} });
    expect(server.requests[2]?.body.messages[0]?.content).toContain('Answer with one JSON object');
  });
});

describe('a server that does not know a part of the request', () => {
  it.each([
    ['noMaxTokens', 'max_tokens', { max_completion_tokens: 4600 }],
    ['noTemperature', 'temperature', { max_tokens: 600 }],
    ['noStreamOptions', 'stream_options', { max_tokens: 600 }],
  ] as const)('is asked without it, and keeps its strict schema: %s', async (scenario, without, kept) => {
    const { write, server } = await set({ scenarios: [scenario] });
    for (const _ of [1, 2]) expect(JSON.parse((await collect(write())).text)).toEqual(ANSWER);
    expect(formats(server.requests)).toEqual(['json_schema', 'json_schema', 'json_schema']);
    expect(server.requests[2]?.body).toMatchObject(kept);
    expect(server.requests[2]?.body).not.toHaveProperty(without);
  });

  it('and whose model spends the limit on its thoughts gets a higher one', async () => {
    const { write, server } = await set({ scenarios: ['thinksLong'] });
    for (const _ of [1, 2]) expect(JSON.parse((await collect(write())).text)).toEqual(ANSWER);
    expect(server.requests.map(({ body }) => body.max_tokens)).toEqual([600, 4600, 4600]);
  });

  it('is not asked another way when the request itself is the matter', async () => {
    const { write, server } = await set({ scenarios: ['forbidden'] });
    await faultOf(write());
    expect(server.requests).toHaveLength(1);
  });
});

const FIRST: ServerDialect = {
  format: 'json_schema',
  tokenLimit: 'max_tokens',
  temperature: true,
  countsTokens: true,
  thinks: false,
};

describe('a refusal in a vendor’s words leads to', () => {
  it.each<[string, number, string, Partial<ServerDialect>]>([
    [
      'Azure',
      400,
      'response_format value as json_schema is enabled only for api versions 2024-08-01-preview and later',
      { format: 'json_object' },
    ],
    [
      'OpenAI',
      400,
      "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.",
      { format: 'json_object' },
    ],
    ['DeepSeek', 400, 'This response_format type is unavailable now', { format: 'json_object' }],
    [
      'DeepSeek, older',
      422,
      'Failed to deserialize the JSON body into the target type: response_format.type `json_schema` is unavailable',
      { format: 'json_object' },
    ],
    ['LM Studio', 400, "'response_format.type' must be 'json_schema' or 'text'", { format: 'json_object' }],
    [
      'Groq',
      400,
      "Generated JSON does not match the expected schema. See 'failed_generation'. json_validate_failed",
      { format: 'json_object' },
    ],
    ['vLLM', 400, 'The provided JSON schema contains features not supported by xgrammar.', { format: 'json_object' }],
    ['llama.cpp', 500, 'Failed to initialize samplers: failed to parse grammar', { format: 'json_object' }],
    ['OpenRouter', 404, 'No endpoints found that can handle the requested parameters.', { format: 'json_object' }],
    ['Go servers', 400, 'json: unknown field "response_format"', { format: 'json_object' }],
    [
      'OpenAI',
      400,
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      { tokenLimit: 'max_completion_tokens', thinks: true },
    ],
    [
      'OpenAI',
      400,
      "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.",
      { temperature: false },
    ],
    [
      'Mistral',
      422,
      '[{"type":"extra_forbidden","loc":["body","stream_options"],"msg":"Extra inputs are not permitted"}]',
      { countsTokens: false },
    ],
  ])('another way to ask: %s, %i %s', (_vendor, status, complaint, change) => {
    expect(nextDialect(FIRST, status, complaint)).toEqual({ ...FIRST, ...change });
  });

  it.each([
    [401, 'Incorrect API key provided'],
    [429, 'Rate limit reached for requests'],
    [500, 'The server had an error'],
    [404, 'The model does not exist'],
    [400, 'Something else is wrong'],
  ])('no other way to ask: %i %s', (status, complaint) => {
    expect(nextDialect(FIRST, status, complaint)).toBeUndefined();
  });

  it('an end, whatever the server goes on refusing', () => {
    let dialect: ServerDialect | undefined = FIRST;
    let steps = 0;
    while (dialect && steps < 20) {
      dialect = nextDialect(dialect, 400, 'That is not supported.');
      steps += 1;
    }
    expect(steps).toBeLessThan(8);
  });
});

it('what is asked in words is the same text for every question, so that a server can keep it', () => {
  const ask = (user: string) =>
    requestIn({ ...FIRST, format: 'lines' }, 'model', {
      system: 'Answer from the sentences.',
      user,
      schema: CLAIMS_SCHEMA,
      maxOutputTokens: 600,
      signal: new AbortController().signal,
    }).body.messages[0];
  expect(ask('one')).toEqual(ask('two'));
});
