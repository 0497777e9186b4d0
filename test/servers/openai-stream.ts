/** The streams of the loopback OpenAI server. In: a scenario and a request. Out: real events. */
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChatRequest, OpenAiScenario, OpenAiServerOptions } from './openai.ts';

const ENDLESS_CHARACTERS = 100_000;
const THOUGHTS = 'Let me think {"claims": [\n'.repeat(20);

/** What the server counts unless a test says otherwise. */
export const COUNTED = {
  prompt_tokens: 1_000,
  completion_tokens: 100,
  total_tokens: 1_100,
  prompt_tokens_details: { cached_tokens: 400 },
};

export async function stream(
  scenario: OpenAiScenario,
  response: ServerResponse,
  request: ChatRequest,
  options: OpenAiServerOptions,
): Promise<void> {
  if (scenario === 'silent') return;
  if (request.stream !== true) throw new Error('a request without stream: true');
  if (scenario === 'notStreamed') {
    const choices = [
      { index: 0, message: { role: 'assistant', content: say(request, options) }, finish_reason: 'stop' },
    ];
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ object: 'chat.completion', choices, usage: options.usage ?? COUNTED }));
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  if (scenario === 'good' && options.recorded) {
    for (const line of options.recorded) response.write(`data: ${line}\n\n`);
    response.end('data: [DONE]\n\n');
    return;
  }

  const pause = Math.max(options.delayMilliseconds ?? 0, scenario === 'slow' ? 20 : 0);
  const send = async (delta: object, finishReason: string | null = null) => {
    const choices = [{ index: 0, delta, finish_reason: finishReason }];
    const chunk = { id: 'chatcmpl-loopback', object: 'chat.completion.chunk', model: request.model, choices };
    if (!response.write(`data: ${JSON.stringify(chunk)}\n\n`)) await drained(response);
    if (pause) await sleep(pause);
  };
  const end = async (finishReason: string) => {
    await send({}, finishReason);
    if (request.stream_options?.include_usage && scenario !== 'noUsage') {
      const usage = options.usage ?? COUNTED;
      response.write(`data: ${JSON.stringify({ object: 'chat.completion.chunk', choices: [], usage })}\n\n`);
    }
    response.end('data: [DONE]\n\n');
  };

  await send({ role: 'assistant', content: '' });
  if (scenario === 'cutAtOnce') return cut(response);
  if (scenario === 'emptyStream') return end('stop');
  if (scenario === 'contentFilter') return end('content_filter');
  if (scenario === 'refusal') {
    await send({ refusal: 'I cannot help with that.' });
    return end('stop');
  }
  if (scenario === 'reasoning') {
    await send({ reasoning_content: 'Let me think {"claims": [' });
    await send({ reasoning: 'about it.' });
    await send({
      tool_calls: [{ index: 0, id: 'call', type: 'function', function: { name: 'look', arguments: '{}' } }],
    });
  }

  if (scenario === 'thinksLong' && (request.max_tokens ?? request.max_completion_tokens ?? 0) < 2_000) {
    await send({ reasoning_content: THOUGHTS });
    return end('length');
  }
  if (scenario === 'thinkTags') await send({ content: `<think>${THOUGHTS}STATUS: cannot\n</think>\n` });
  if (scenario === 'fenced') await send({ content: 'Here is {the} answer:\n\n```json\n' });
  if (scenario === 'prose' && request.response_format) {
    await send({ content: 'Well, it is hard to say {really}. Ask me something else.' });
    return end('stop');
  }

  const answer = scenario === 'endless' ? 'x'.repeat(ENDLESS_CHARACTERS) : say(request, options);
  const partial = ['brokenJson', 'cutMidStream', 'serverErrorMidStream', 'tooLong'].includes(scenario);
  const shown = partial ? answer.slice(0, (answer.length * 2) / 3) : answer;
  let sent = 0;
  for (const piece of pieces(shown, options.chunkSize ?? 24)) {
    if (scenario === 'stall' && sent++ === 2) return;
    if (response.destroyed) return;
    await send({ content: piece });
  }
  if (scenario === 'fenced') await send({ content: '\n```\nI hope that this {helps}.' });
  if (scenario === 'hangs') return;
  while (scenario === 'chatters' && !response.destroyed) {
    await send({ content: ' And so on.' });
    await sleep(1);
  }
  if (scenario === 'cutMidStream') return cut(response);
  if (scenario === 'serverErrorMidStream') {
    response.end(`data: ${JSON.stringify({ error: { message: 'overloaded', type: 'server_error' } })}\n\n`);
    return;
  }
  await end(scenario === 'tooLong' ? 'length' : 'stop');
}

/** Only what has left the process can be read by the client before the break. */
async function cut(response: ServerResponse): Promise<void> {
  await new Promise((resolve) => response.write(':\n\n', resolve));
  response.destroy();
}

function say(request: ChatRequest, { respond }: OpenAiServerOptions): string {
  if (!respond) throw new Error('an answer, but the test gave no respond()');
  const said = respond(request);
  return typeof said === 'string' ? said : JSON.stringify(said);
}

function* pieces(text: string, size: number): Generator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function drained(response: ServerResponse): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = () => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.once('drain', done).once('close', done);
  });
}
