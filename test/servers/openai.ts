/** An OpenAI-compatible server on loopback. In: what to answer, or a named scenario. Out: real HTTP and real events. */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createEmbeddingRoute,
  type EmbeddingRouteOptions,
  type EmbeddingScenario,
  type SeenEmbeddingRequest,
} from './openai-embeddings.ts';
import { type Refusal, refuse } from './openai-refusals.ts';
import { stream } from './openai-stream.ts';
import { answerWithTools, asksForTools, type ToolScript } from './openai-tools.ts';

/**
 * `slow` waits before every piece; `stall` sends two pieces and then nothing; `silent` never answers at all;
 * `brokenJson` sends the first two thirds of the answer and ends well; `cutMidStream` breaks the connection there, `cutAtOnce` before the first;
 * `endless` sends 100,000 characters; `wrongAddress` knows no path, as a web server does.
 * `noJsonSchema` takes any request without `json_schema`, `noResponseFormat` only one without `response_format`;
 * `noMaxTokens` wants `max_completion_tokens`; `noStreamOptions` and `noTemperature` refuse those in Mistral's and OpenAI's
 * words; `noUsage` takes `stream_options` and counts nothing.
 * `thinkTags` puts thoughts into the content; `fenced` puts the answer between words and fences; `prose` chats while it is
 * given a format; `thinksLong` spends any limit under 2,000 on thoughts; `chatters` writes on behind the answer for ever;
 * `hangs` says nothing more behind it; `notStreamed` answers with one JSON text.
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
  | 'noMaxTokens'
  | 'noStreamOptions'
  | 'noTemperature'
  | 'noUsage'
  | 'thinkTags'
  | 'fenced'
  | 'prose'
  | 'thinksLong'
  | 'chatters'
  | 'hangs'
  | 'notStreamed';

export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly stream?: boolean;
  readonly response_format?: { readonly type: string; readonly json_schema?: Readonly<Record<string, unknown>> };
  readonly max_tokens?: number;
  readonly max_completion_tokens?: number;
  readonly temperature?: number;
  readonly stream_options?: { readonly include_usage?: boolean };
}

export interface SeenChatRequest {
  /** Path and query. */
  readonly url: string;
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
  /** An answer that is no stream, before any scenario: for recorded ones. */
  readonly refuse?: (request: SeenChatRequest) => Refusal | undefined;
  /** What is counted where `include_usage` asks for it; `COUNTED` when not said. */
  readonly usage?: Readonly<Record<string, unknown>>;
  /** What the model asks for where it is given tools; without it the server knows none. */
  readonly tools?: ToolScript;
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

/** Azure's older interface names the deployment in the path. */
const CHAT = /^POST (\/v1|\/openai\/v1|\/openai\/deployments\/[^/?]+)\/chat\/completions(\?.*)?$/;

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
    if (!CHAT.test(route)) throw new Error(route);
    const body = JSON.parse(text) as ChatRequest;
    const seen: SeenChatRequest = { url: request.url ?? '', headers: request.headers, body, abandoned: false };
    requests.push(seen);
    response.on('close', () => {
      seen.abandoned = !response.writableFinished;
    });
    const refusal = options.refuse?.(seen) ?? refuse(scenario, seen, options.retryAfter);
    if (refusal) response.writeHead(refusal.status, refusal.headers).end(refusal.body);
    else if (asksForTools(body)) answerWithTools(options.tools, body, response);
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

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  request.setEncoding('utf8');
  for await (const part of request) text += part;
  return text;
}
