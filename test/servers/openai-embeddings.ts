/** `POST /v1/embeddings` of the loopback OpenAI server. In: texts. Out: vectors that lie close when texts share words. */
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { errorReply, type Refusal, webPage } from './openai-refusals.ts';

/**
 * `otherDimension` adds a number to each vector, `notANumber` writes NaN into the JSON as Python servers do, `null`
 * writes null, `zero` sends only zeros; `shuffled` sends the vectors in another order with their index, `sameIndex`
 * gives each the index 0, `noIndex` leaves it out; `cutBody` breaks the connection in the body, `cutJson` ends well
 * with half of it; `silent` never answers, `stalled` stops in the body; `noCount` tells no usage.
 */
export type EmbeddingScenario =
  | 'good'
  | 'unauthorised'
  | 'unknownModel'
  | 'wrongAddress'
  | 'welcomePage'
  | 'tooManyRequests'
  | 'outOfCredit'
  | 'serverError'
  | 'noDimensions'
  | 'otherDimension'
  | 'unequal'
  | 'notANumber'
  | 'null'
  | 'zero'
  | 'tooFew'
  | 'tooMany'
  | 'shuffled'
  | 'sameIndex'
  | 'noIndex'
  | 'base64'
  | 'noCount'
  | 'cutBody'
  | 'cutJson'
  | 'silent'
  | 'stalled';

export interface EmbeddingRequest {
  readonly model: string;
  readonly input: readonly string[];
  readonly encoding_format?: string;
  readonly dimensions?: number;
}

export interface SeenEmbeddingRequest {
  readonly headers: IncomingHttpHeaders;
  readonly body: EmbeddingRequest;
  /** The client went away before the answer was complete. */
  abandoned: boolean;
}

export interface EmbeddingRouteOptions {
  /** The scenarios of the first requests, in order; the last one stays. */
  readonly scenarios?: readonly EmbeddingScenario[];
  /** Of the model, where the request asks for none; 64 when not said. */
  readonly dimensions?: number;
  /** More texts in one request are refused with this status. */
  readonly mostTexts?: { readonly count: number; readonly status: number };
  /** A longer text is refused. */
  readonly mostCharacters?: number;
  /** Seconds or an HTTP date, sent with a 429. */
  readonly retryAfter?: string;
}

export function createEmbeddingRoute(options: EmbeddingRouteOptions = {}) {
  const requests: SeenEmbeddingRequest[] = [];
  let scenarios = [...(options.scenarios ?? (['good'] as const))];

  return {
    requests,
    setScenario(...next: [EmbeddingScenario, ...EmbeddingScenario[]]) {
      scenarios = next;
    },
    async answer(headers: IncomingHttpHeaders, text: string, response: ServerResponse): Promise<void> {
      const scenario = (scenarios.length > 1 ? scenarios.shift() : scenarios[0]) ?? 'good';
      const seen: SeenEmbeddingRequest = { headers, body: JSON.parse(text) as EmbeddingRequest, abandoned: false };
      requests.push(seen);
      response.on('close', () => {
        seen.abandoned = !response.writableFinished;
      });
      if (scenario === 'silent') return;
      const refusal = refuse(scenario, seen, options);
      if (refusal) return void response.writeHead(refusal.status, refusal.headers).end(refusal.body);
      send(scenario, response, Buffer.from(bodyOf(scenario, seen.body, options.dimensions ?? 64)));
    },
  };
}

function refuse(
  scenario: EmbeddingScenario,
  { body, headers }: SeenEmbeddingRequest,
  { mostTexts, mostCharacters, retryAfter }: EmbeddingRouteOptions,
): Refusal | undefined {
  switch (scenario) {
    case 'unauthorised':
      // Some servers repeat the key in full.
      return errorReply(401, `Incorrect API key provided: ${headers.authorization}`, 'invalid_api_key');
    case 'unknownModel':
      return errorReply(404, `The model \`${body.model}\` does not exist`, 'model_not_found');
    case 'wrongAddress':
      return webPage(404);
    case 'welcomePage':
      return webPage(200);
    case 'tooManyRequests':
      return errorReply(429, 'Rate limit', 'rate_limit_exceeded', retryAfter ? { 'retry-after': retryAfter } : {});
    case 'outOfCredit':
      return errorReply(429, 'You exceeded your current quota', 'insufficient_quota');
    case 'serverError':
      return errorReply(503, 'The server is overloaded');
    case 'noDimensions':
      if (body.dimensions) return errorReply(400, 'This model does not support specifying dimensions.');
  }
  if (body.input.some((text) => !text)) return errorReply(400, "'$.input' is invalid.");
  if (mostTexts && body.input.length > mostTexts.count) {
    return errorReply(mostTexts.status, `batch size ${body.input.length} > maximum allowed batch size`);
  }
  if (mostCharacters && body.input.some((text) => text.length > mostCharacters)) {
    return errorReply(400, "This model's maximum context length is 8192 tokens.");
  }
  return undefined;
}

function bodyOf(scenario: EmbeddingScenario, { model, input, ...asked }: EmbeddingRequest, own: number): string {
  const dimensions = (asked.dimensions ?? own) + (scenario === 'otherDimension' ? 1 : 0);
  const vectors = input.map((text) => hashedWords(text, dimensions));
  if (scenario === 'zero') vectors[0] = new Array(dimensions).fill(0);
  if (scenario === 'unequal') vectors[0]?.push(1);
  const data = vectors.map((vector, index) => ({
    object: 'embedding',
    ...(scenario !== 'noIndex' && { index: scenario === 'sameIndex' ? 0 : index }),
    embedding: scenario === 'base64' ? Buffer.from(Float32Array.from(vector).buffer).toString('base64') : vector,
  }));
  if (scenario === 'shuffled') data.reverse();
  if (scenario === 'tooFew') data.pop();
  if (scenario === 'tooMany') data.push({ ...data[0], index: data.length } as (typeof data)[number]);
  const tokens = input.reduce((sum, text) => sum + wordsOf(text).length, 0);
  const usage = scenario === 'noCount' ? undefined : { prompt_tokens: tokens, total_tokens: tokens };
  const text = JSON.stringify({ object: 'list', model, data, usage });
  if (scenario === 'notANumber') return text.replace(/\[(-?[\d.]+),/, '[NaN,');
  return scenario === 'null' ? text.replace(/\[(-?[\d.]+),/, '[null,') : text;
}

function send(scenario: EmbeddingScenario, response: ServerResponse, bytes: Buffer): void {
  const headers = { 'content-type': 'application/json' };
  const half = bytes.subarray(0, bytes.length / 2);
  if (scenario === 'cutJson') return void response.writeHead(200, headers).end(half);
  response.writeHead(200, { ...headers, 'content-length': bytes.length });
  if (scenario === 'cutBody') response.write(half, () => response.destroy());
  else if (scenario === 'stalled') response.write(half);
  else response.end(bytes);
}

/** Each word adds 1 or −1 at a place of its own; not of length 1. */
function hashedWords(text: string, dimensions: number): number[] {
  const vector = Array.from({ length: dimensions }, (): number => 0);
  for (const word of wordsOf(text)) {
    // FNV-1a.
    let hash = 0x811c9dc5;
    for (const byte of Buffer.from(word)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
    (vector[hash % dimensions] as number) += hash & 0x10000 ? 1 : -1;
  }
  if (!vector.some(Boolean)) vector[0] = 1;
  return vector;
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [text];
}
