/** In: a request with a JSON schema. Out: pieces of the model's JSON text. */
import OpenAI from 'openai';
import type { Clock } from '../domain/clock.ts';
import { ModelFault } from '../domain/errors.ts';
import type { LanguageModel, Log, ModelRequest } from '../domain/ports.ts';
import {
  complaintOf,
  describeEnd,
  describeModelError,
  type ModelSetting,
  type SettingNames,
  WrongContentType,
} from './model-faults.ts';
import { createOpenAiClient, withoutSecrets } from './openai-client.ts';
import { isPassing, retryAfterMilliseconds } from './passing-error.ts';
import { FIRST_DIALECT, nextDialect, requestBody } from './server-dialect.ts';
import { readChunk } from './stream-chunk.ts';
import { withinSilence } from './within-silence.ts';

export interface OpenAiModelOptions {
  /** Up to and including `/v1`, for any server that speaks like OpenAI. */
  readonly baseUrl: string;
  /** May be empty: local servers want none. */
  readonly apiKey: string;
  readonly model: string;
  /** The longest silence: until the answer begins, and between two pieces of it. The whole is the caller's signal. */
  readonly timeoutMilliseconds: number;
  readonly clock: Clock;
  readonly log: Log;
}

const SETTING_NAMES: SettingNames = {
  server: 'model server',
  address: 'OPENAI_BASE_URL',
  key: 'OPENAI_API_KEY',
  model: 'OPENAI_MODEL',
};
const RETRIES = 2;
const FIRST_WAIT_MILLISECONDS = 500;
/** Nobody waits longer than this in front of a chat window; the fault then says how long it would be. */
const LONGEST_WAIT_MILLISECONDS = 8_000;

/**
 * A language model behind an OpenAI-compatible server.
 *
 * Schema-bound output is asked for as strictly as the server allows; what worked is remembered for the life of the
 * model. A request is repeated only while nothing of its answer has been yielded.
 * `write` throws ModelFault, or the reason of the caller's signal when that was aborted.
 */
export function createOpenAiModel(options: OpenAiModelOptions): LanguageModel {
  const { baseUrl, apiKey, model, timeoutMilliseconds, clock, log } = options;
  const setting: ModelSetting = {
    address: withoutSecrets(baseUrl, SETTING_NAMES.address),
    model,
    apiKey,
    names: SETTING_NAMES,
  };
  const client = createOpenAiClient(options);
  let dialect = FIRST_DIALECT;

  /** Asks once in the given dialect and the weaker ones; resolves when the server has begun to answer. */
  async function open(request: ModelRequest, signal: AbortSignal) {
    let attempt = dialect;
    while (true) {
      try {
        const { data, response } = await client.chat.completions
          .create(requestBody(model, request, attempt), { signal })
          .withResponse();
        const contentType = response.headers.get('content-type') ?? 'text/event-stream';
        if (!contentType.includes('text/event-stream')) throw new WrongContentType(contentType);
        dialect = attempt;
        return data;
      } catch (error) {
        const next =
          error instanceof OpenAI.APIError && error.status !== undefined
            ? nextDialect(attempt, error.status, complaintOf(error))
            : undefined;
        if (!next) throw error;
        log.warn('model-request-adapted', { model, from: attempt, to: next });
        attempt = next;
      }
    }
  }

  async function* attemptOnce(request: ModelRequest): AsyncGenerator<string, void> {
    const controller = new AbortController();
    const signal = AbortSignal.any([request.signal, controller.signal]);
    let unreadable = 0;
    let finishReason: string | undefined;
    let refused = false;
    let empty = true;
    try {
      const stream = await withinSilence(open(request, signal), timeoutMilliseconds, clock);
      const chunks = stream[Symbol.asyncIterator]();
      while (true) {
        const next = await withinSilence(chunks.next(), timeoutMilliseconds, clock);
        // The SDK ends a stream that was aborted as if it were complete.
        request.signal.throwIfAborted();
        if (next.done) break;
        const piece = readChunk(next.value);
        if (!piece) {
          unreadable += 1;
          continue;
        }
        refused ||= piece.refused;
        finishReason = piece.finishReason ?? finishReason;
        if (!piece.text) continue;
        empty = false;
        yield piece.text;
      }
    } finally {
      controller.abort();
      if (unreadable) log.warn('model-chunks-skipped', { model, count: unreadable });
    }
    const fault = describeEnd({ ...(finishReason && { finishReason }), refused, empty }, setting);
    if (fault) throw fault;
  }

  async function* write(request: ModelRequest): AsyncGenerator<string, void> {
    for (let attempt = 0; ; attempt += 1) {
      let begun = false;
      try {
        for await (const text of attemptOnce(request)) {
          begun = true;
          yield text;
        }
        return;
      } catch (error) {
        request.signal.throwIfAborted();
        const wait = begun || attempt >= RETRIES ? undefined : waitBeforeRetry(error, attempt, clock);
        if (wait === undefined) throw asFault(error);
        log.warn('model-retry', { model, attempt: attempt + 1, waitMilliseconds: wait });
        await clock.sleep(wait, request.signal);
      }
    }
  }

  function asFault(error: unknown): ModelFault {
    const fault =
      error instanceof ModelFault ? error : describeModelError(error, setting, retryAfterMilliseconds(error, clock));
    const cause = fault.cause instanceof Error ? fault.cause.message : undefined;
    log.warn('model-failed', { model, address: setting.address, message: fault.message, cause });
    return fault;
  }

  return { name: model, write };
}

/** Milliseconds to wait, with jitter, or `undefined` when asking again is no use. */
function waitBeforeRetry(error: unknown, attempt: number, clock: Clock): number | undefined {
  if (!isPassing(error)) return undefined;
  const backOff = FIRST_WAIT_MILLISECONDS * 2 ** attempt * (0.75 + Math.random() / 2);
  const wait = Math.max(backOff, retryAfterMilliseconds(error, clock) ?? 0);
  return wait <= LONGEST_WAIT_MILLISECONDS ? Math.round(wait) : undefined;
}
