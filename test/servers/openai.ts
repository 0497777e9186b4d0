/** An OpenAI-compatible server on loopback. In: what to answer, or a named scenario. Out: real HTTP and real events. */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createEmbeddingRoute,
  type EmbeddingRouteOptions,
  type EmbeddingScenario,
  type SeenEmbeddingRequest,
} from './openai-embeddings.ts';
import { refuse } from './openai-refusals.ts';

/**
 * `slow` waits before every piece; `stall` sends two pieces and then nothing; `silent` never answers at all;
 * `brokenJson` sends the first two thirds of the answer and ends well; `cutMidStream` breaks the connection there, `cutAtOnce` before the first;
 * `endless` sends 100,000 characters; `wrongAddress` knows no path, as a web server does.
 * `noJsonSchema` takes any request without `json_schema`, `noResponseFormat` only one without `response_format`;
 * `noMaxTokens` wants `max_completion_tokens`.
 */
export type OpenAiScenario =
  | 'good'
  | 'slow'
  | 'stall'
  | 'silent'
  | 'unauthorised'
  | 'forbidden'
  | 'unknownModel'
  | 'wrongAddress'
  | 'tooManyRequests'
  | 'outOfCredit'
  | 'serverError'
  | 'serverErrorMidStream'
  | 'brokenJson'
  | 'emptyStream'
  | 'refusal'
  | 'contentFilter'
  | 'tooLong'
  | 'reasoning'
  | 'wrongContentType'
  | 'endless'
  | 'cutMidStream'
  | 'cutAtOnce'
  | 'noJsonSchema'
  | 'noResponseFormat'
  | 'noMaxTokens';

export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly stream?: boolean;
  readonly response_format?: { readonly type: string; readonly json_schema?: Readonly<Record<string, unknown>> };
  readonly max_tokens?: number;
  readonly max_completion_tokens?: number;
}

export interface SeenChatRequest {
  readonly headers: IncomingHttpHeaders;
  readonly body: ChatRequest;
  /** The client went away before the answer was complete. */
  abandoned: boolean;
}

export interface OpenAiServerOptions {
  /** The scenarios of the first requests, in order; the last one stays. */
  readonly scenarios?: readonly OpenAiScenario[];
  /** What the model says: an object is written as JSON. */
  readonly respond?: (request: ChatRequest) => object | string;
  /** Recorded chunks, one JSON text each, sent instead of an answer in the scenario `good`. */
  readonly recorded?: readonly string[];
  /** Characters in a piece. */
  readonly chunkSize?: number;
  /** Between two pieces; `slow` waits at least 20 ms. */
  readonly delayMilliseconds?: number;
  /** Seconds or an HTTP date, sent with a 429. */
  readonly retryAfter?: string;
  /** What `/v1/embeddings` knows and does. */
  readonly embeddings?: EmbeddingRouteOptions;
}

export interface OpenAiServer {
  /** With `/v1`. */
  readonly baseUrl: string;
  readonly requests: readonly SeenChatRequest[];
  readonly embeddingRequests: readonly SeenEmbeddingRequest[];
  setScenario(...scenarios: [OpenAiScenario, ...OpenAiScenario[]]): void;
  setEmbeddingScenario(...scenarios: [EmbeddingScenario, ...EmbeddingScenario[]]): void;
  /** @throws Error that names what the server was asked and does not know */
  close(): Promise<void>;
}

const ENDLESS_CHARACTERS = 100_000;

export async function startOpenAi(options: OpenAiServerOptions = {}): Promise<OpenAiServer> {
  const requests: SeenChatRequest[] = [];
  const unknown: string[] = [];
  const embeddings = createEmbeddingRoute(options.embeddings);
  let scenarios = [...(options.scenarios ?? (['good'] as const))];

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = `${request.method} ${request.url}`;
    const text = await read(request);
    if (route === 'POST /v1/embeddings') return embeddings.answer(request.headers, text, response);
    const scenario = (scenarios.length > 1 ? scenarios.shift() : scenarios[0]) ?? 'good';
    if (route !== 'POST /v1/chat/completions') throw new Error(route);
    const body = JSON.parse(text) as ChatRequest;
    const seen: SeenChatRequest = { headers: request.headers, body, abandoned: false };
    requests.push(seen);
    response.on('close', () => {
      seen.abandoned = !response.writableFinished;
    });
    const refusal = refuse(scenario, seen, options.retryAfter);
    if (refusal) response.writeHead(refusal.status, refusal.headers).end(refusal.body);
    else await stream(scenario, response, body, options);
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      unknown.push(String(error instanceof Error ? error.message : error));
      if (!response.headersSent) response.writeHead(501);
      response.end('the loopback server does not know this request');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    embeddingRequests: embeddings.requests,
    setEmbeddingScenario: embeddings.setScenario,
    setScenario(...next) {
      scenarios = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      if (unknown.length) throw new Error(`The OpenAI server was asked what it does not know: ${unknown.join(', ')}`);
    },
  };
}

async function stream(
  scenario: OpenAiScenario,
  response: ServerResponse,
  request: ChatRequest,
  options: OpenAiServerOptions,
): Promise<void> {
  if (scenario === 'silent') return;
  if (request.stream !== true) throw new Error('a request without stream: true');
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

  const answer = scenario === 'endless' ? 'x'.repeat(ENDLESS_CHARACTERS) : say(request, options);
  const partial = ['brokenJson', 'cutMidStream', 'serverErrorMidStream', 'tooLong'].includes(scenario);
  const shown = partial ? answer.slice(0, (answer.length * 2) / 3) : answer;
  let sent = 0;
  for (const piece of pieces(shown, options.chunkSize ?? 24)) {
    if (scenario === 'stall' && sent++ === 2) return;
    if (response.destroyed) return;
    await send({ content: piece });
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

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  request.setEncoding('utf8');
  for await (const part of request) text += part;
  return text;
}
