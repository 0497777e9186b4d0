/** In: the body of one request for a completion. Out: what the server sends, until it ends or is silent for too long. */
import OpenAI from 'openai';
import type { Clock } from '../domain/clock.ts';
import { readErrorBody } from './error-body.ts';
import { WrongContentType } from './model-faults.ts';
import type { DialectRequest } from './server-dialect.ts';
import { withinSilence } from './within-silence.ts';

export interface ChatStreamOptions {
  readonly client: OpenAI;
  readonly timeoutMilliseconds: number;
  readonly clock: Clock;
}

/** Chunks as the server wrote them, not checked. */
export interface ChatStream {
  /**
   * @param silence the longest wait for it; the request's own limit when not said
   * @returns `undefined` at the end @throws ModelSilence, or what the SDK throws
   */
  next(silence?: number): Promise<unknown>;
}

/** Resolves when the server has begun to answer. @throws what the SDK throws, ModelSilence, WrongContentType */
export async function openChatStream(
  body: DialectRequest['body'],
  signal: AbortSignal,
  { client, timeoutMilliseconds, clock }: ChatStreamOptions,
): Promise<ChatStream> {
  const opening = client.chat.completions.create(body, { signal }).withResponse();
  const { data, response } = await withinSilence(opening, timeoutMilliseconds, clock);
  const contentType = response.headers.get('content-type') ?? 'text/event-stream';
  // Some servers and proxies stream nothing, whatever they are asked; and some report errors so, with status 200.
  if (contentType.includes('application/json')) {
    return oneChunk(await withinSilence(response.text(), timeoutMilliseconds, clock), response.headers);
  }
  if (!contentType.includes('text/event-stream')) throw new WrongContentType(contentType);
  const chunks = data[Symbol.asyncIterator]();
  return {
    async next(silence = timeoutMilliseconds) {
      const { done, value } = await withinSilence(chunks.next(), silence, clock);
      return done ? undefined : value;
    },
  };
}

function oneChunk(text: string, headers: Headers): ChatStream {
  let chunk: unknown;
  try {
    chunk = JSON.parse(text);
  } catch {
    throw new WrongContentType('JSON that cannot be read');
  }
  if (typeof chunk !== 'object' || chunk === null || !('choices' in chunk)) {
    const error = readErrorBody(text);
    if (error.message === text.trim()) throw new WrongContentType('JSON of another kind');
    throw new OpenAI.APIError(undefined, error, undefined, headers);
  }
  const left = [chunk];
  return { next: async () => left.shift() };
}
