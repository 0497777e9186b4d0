/** In: a request and how to ask it. Out: pieces of JSON, how the stream ended, and what it took. */
import type { Log, ModelRequest } from '../domain/ports.ts';
import { type AnswerReader, createAnswerReader } from './answer-reader.ts';
import { type ChatStream, type ChatStreamOptions, openChatStream } from './chat-stream.ts';
import { isCutShort, type StreamEnd } from './model-faults.ts';
import { isTurnedAway, recordOf } from './request-record.ts';
import { mostTokens, requestIn, type ServerDialect } from './server-dialect.ts';
import { readChunk } from './stream-chunk.ts';
import { type CountedTokens, estimateTokens, readUsage } from './token-usage.ts';

export interface ChatTools extends ChatStreamOptions {
  readonly log: Log;
  readonly model: string;
  /** The host, for who asks what a request took. */
  readonly server?: string;
}

/** How it ended, written while it is read. */
export type Completion = { -readonly [Key in keyof StreamEnd]: StreamEnd[Key] } & {
  /** The server took the request. */
  opened: boolean;
};

/** Once the answer is complete, only the server's count is worth waiting for. */
export const LAST_WORDS_MILLISECONDS = 250;
/** A model that goes on behind its answer. */
const LAST_WORDS_CHARACTERS = 200;
/** Characters a token, at the very most; servers that do not know the limit write on. */
const MOST_CHARACTERS_PER_TOKEN = 20;

/** One request. @throws what the SDK throws, ModelSilence, WrongContentType */
export async function* readCompletion(
  request: ModelRequest,
  dialect: ServerDialect,
  tools: ChatTools,
  end: Completion,
): AsyncGenerator<string, void> {
  const { body, layout } = requestIn(dialect, tools.model, request);
  const reader = createAnswerReader(Object.keys(request.schema.definition.properties ?? {}), layout);
  const controller = new AbortController();
  const signal = AbortSignal.any([request.signal, controller.signal]);
  const meter = createMeter();
  /** Whether there may be something to pay for. */
  let reached = true;
  try {
    const stream = await openChatStream(body, signal, tools).catch((error: unknown) => {
      reached = !isTurnedAway(error);
      throw error;
    });
    end.opened = true;
    yield* readText(request, stream, reader, meter, end);
    if (meter.unreadable) tools.log.warn('model-chunks-skipped', { model: tools.model, count: meter.unreadable });
    // A stream that was cut tells no reason for its end.
    const rest = reader.end(end.finishReason !== undefined && !isCutShort(end.finishReason));
    end.text = rest.state;
    if (rest.text) yield rest.text;
  } finally {
    controller.abort();
    if (reached) request.onUsage?.(recordOf(tools, body, meter.counted, meter.estimate()));
  }
}

async function* readText(
  request: ModelRequest,
  stream: ChatStream,
  reader: AnswerReader,
  meter: Meter,
  end: Completion,
): AsyncGenerator<string, void> {
  const most = mostTokens(request) * MOST_CHARACTERS_PER_TOKEN;
  let characters = 0;
  let afterwards = 0;
  while (!reader.hopeless() && afterwards < LAST_WORDS_CHARACTERS) {
    if (characters > most) {
      end.finishReason = 'length';
      return;
    }
    const complete = reader.complete();
    let chunk: unknown;
    try {
      chunk = await stream.next(complete ? LAST_WORDS_MILLISECONDS : undefined);
    } catch (error) {
      request.signal.throwIfAborted();
      // Whatever breaks behind the answer, the answer is there.
      if (complete) return;
      throw error;
    }
    // The SDK ends a stream that was aborted as if it were complete.
    request.signal.throwIfAborted();
    if (chunk === undefined) return;
    const piece = meter.read(chunk);
    if (!piece) continue;
    end.refused ||= piece.refused;
    end.finishReason = piece.finishReason ?? end.finishReason;
    characters += piece.text.length;
    if (complete) afterwards += piece.text.length;
    const text = reader.push(piece.text);
    if (text) yield text;
  }
}

type Meter = ReturnType<typeof createMeter>;

/** Reads chunks and keeps count. */
function createMeter() {
  let counted: CountedTokens | undefined;
  let written = '';
  let thought = 0;
  let unreadable = 0;
  return {
    get counted() {
      return counted;
    },
    get unreadable() {
      return unreadable;
    },
    estimate: () => estimateTokens(written) + Math.ceil(thought / 4),
    read(chunk: unknown) {
      counted = readUsage(chunk) ?? counted;
      const piece = readChunk(chunk);
      if (!piece) {
        unreadable += 1;
        return undefined;
      }
      written += piece.text;
      thought += piece.thought;
      return piece;
    },
  };
}
