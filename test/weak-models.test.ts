import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { plainText } from '../src/domain/message.ts';
import { createRecordingLog } from './doubles/recording-log.ts';
import { type ChatRequest, type OpenAiServerOptions, startOpenAi } from './servers/openai.ts';
import { lastOf, openSmallLibrary, type SmallLibrary, servicesOver } from './small-library.ts';

let small: SmallLibrary;
beforeAll(async () => {
  small = await openSmallLibrary();
});
afterAll(() => small.close());

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const QUESTION = 'how can a model decide when to search?';
const TRUE = 'Ask-R1 searches only when the model is unsure, with 30% fewer search calls.';
const FALSE = 'Ask-R1 makes 99% fewer search calls.';

/** The key of the line in the prompt that holds the text. */
function keyOf(request: ChatRequest, text: string): string {
  const prompt = request.messages.map(({ content }) => content).join('\n');
  const line = prompt.split('\n').find((one) => one.includes(text)) ?? '';
  return /^P\d+\.s\d+/.exec(line)?.[0] ?? 'P1.s1';
}

/** What a small model on such a server writes: one claim that is true, one that is not. */
function inLines(request: ChatRequest): string {
  const unsure = keyOf(request, 'only when the model is unsure');
  const fewer = keyOf(request, '30% fewer search calls');
  return [
    'Sure, here is the answer:',
    '',
    '**STATUS:** answered',
    '',
    `**TEXT:** ${TRUE}`,
    `**CITES:** ${unsure}, ${fewer}`,
    '**QUOTE:** "searches only when the model is unsure"',
    '',
    `**TEXT:** ${FALSE}`,
    `**CITES:** ${unsure}`,
    '**QUOTE:** searches only when the model is unsure',
  ].join('\n');
}

async function ask(options: OpenAiServerOptions) {
  const server = await startOpenAi({ chunkSize: 9, ...options });
  closing.push(server.close);
  const log = createRecordingLog();
  const services = servicesOver(small.library, { modelUrl: server.baseUrl, log });
  return { last: await lastOf(services, 'ask', { question: QUESTION }), server };
}

/** One server refuses several things, one after the other, each in its own words. */
const refusing =
  (...rules: readonly (readonly [(body: ChatRequest) => boolean, number, string])[]): OpenAiServerOptions['refuse'] =>
  ({ body }) => {
    const rule = rules.find(([applies]) => applies(body));
    return rule && { status: rule[1], headers: { 'content-type': 'application/json' }, body: rule[2] };
  };
const format = (body: ChatRequest) => body.response_format?.type;

describe('an answer is written and checked as ever by a model that knows only plain text, on', () => {
  it.each<[string, OpenAiServerOptions]>([
    ['a server that refuses every format', { scenarios: ['noResponseFormat'] }],
    ['a server that takes a schema and does not keep to it, such as older ones of Ollama', { scenarios: ['prose'] }],
    [
      'LM Studio, with a model that keeps to no schema',
      {
        scenarios: ['prose'],
        refuse: refusing([
          (body) => format(body) === 'json_object',
          400,
          JSON.stringify({ error: "'response_format.type' must be 'json_schema' or 'text'" }),
        ]),
      },
    ],
    [
      'a server in front of a thinking model that knows little of the interface',
      {
        scenarios: ['thinkTags'],
        refuse: refusing(
          [(body) => body.stream_options !== undefined, 400, '{"detail":"Unknown field: stream_options"}'],
          [(body) => body.temperature !== undefined, 400, '{"error":"temperature cannot be set for this model"}'],
          [(body) => format(body) !== undefined, 501, '{"object":"error","message":"structured outputs: no"}'],
        ),
      },
    ],
  ])('%s', async (_server, options) => {
    const { last, server } = await ask({ respond: inLines, ...options });
    expect(last.answer?.mode).not.toBe('extract');
    const text = plainText(last);
    expect(text).toContain(TRUE);
    expect(text).not.toContain('99%');
    expect(text).toContain('Written by small-model');
    expect(server.requests.at(-1)?.body.messages[0]?.content).toContain(
      'CITES: (values with a semicolon between them)',
    );
  });
});
