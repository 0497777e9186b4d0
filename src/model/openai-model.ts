/** In: a request with a JSON schema. Out: pieces of the model's JSON text, and what it took. */
import OpenAI from 'openai';
import type { Clock } from '../domain/clock.ts';
import { ModelFault } from '../domain/errors.ts';
import type { LanguageModel, Log, ModelRequest } from '../domain/ports.ts';
import { type ChatTools, type Completion, readCompletion } from './chat-completion.ts';
import { complaintOf, isModerated, isTooLong, statusOf } from './complaints.ts';
import { describeEnd, describeModelError, type ModelSetting, type SettingNames } from './model-faults.ts';
import { createOpenAiClient, type ServerAccess, withoutSecrets } from './openai-client.ts';
import { isPassing, retryAfterMilliseconds } from './passing-error.ts';
import {
  FIRST_DIALECT,
  nextDialect,
  type ServerDialect,
  tokenLimitIn,
  weakerFormat,
  withRoomForThinking,
} from './server-dialect.ts';

export interface OpenAiModelOptions extends ServerAccess {
  /** The longest silence: until the answer begins, and between two pieces of it. The whole is the caller's signal. */
  readonly timeoutMilliseconds: number;
  readonly clock: Clock;
  readonly log: Log;
  /** How faults call the settings that this model was made from; those of the first model when not said. */
  readonly names?: SettingNames;
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
 * The form of the answer is asked for as strictly as the server allows: a strict schema, a JSON object, or plain lines,
 * which come out as JSON all the same. What worked is remembered for the life of the model. A request is repeated only
 * while nothing of its answer has been yielded.
 * `write` throws ModelFault, or the reason of the caller's signal when that was aborted.
 */
export function createOpenAiModel(options: OpenAiModelOptions): LanguageModel {
  const { baseUrl, apiKey, model, timeoutMilliseconds, clock, log, names = SETTING_NAMES } = options;
  const setting: ModelSetting = { address: withoutSecrets(baseUrl, names.address), model, apiKey, names };
  const tools: ChatTools = {
    client: createOpenAiClient(options),
    timeoutMilliseconds,
    clock,
    log,
    model,
    server: URL.canParse(baseUrl) ? new URL(baseUrl).host : undefined,
  };
  let remembered = FIRST_DIALECT;

  async function* write(request: ModelRequest): AsyncGenerator<string, void> {
    let dialect = remembered;
    let begun = false;
    for (let attempt = 0; ; ) {
      const end: Completion = { refused: false, text: 'empty', opened: false };
      try {
        for await (const text of readCompletion(request, dialect, tools, end)) {
          if (!begun) request.onStart?.(model);
          begun = true;
          yield text;
        }
        const fault = describeEnd(end, setting);
        if (!fault) return;
        throw fault;
      } catch (error) {
        request.signal.throwIfAborted();
        if (begun) throw asFault(error);
        const next = adapted(dialect, error, end);
        if (next) {
          log.warn('model-request-adapted', { model, from: dialect, to: next });
          dialect = next;
          continue;
        }
        const wait = attempt < RETRIES ? waitBeforeRetry(error, attempt, clock) : undefined;
        if (wait === undefined) throw asFault(error);
        attempt += 1;
        log.warn('model-retry', { model, attempt, waitMilliseconds: wait });
        await clock.sleep(wait, request.signal);
      } finally {
        // A server that began to answer has understood the question.
        if (end.opened) remembered = dialect;
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

  return {
    name: model,
    mostOutputTokens: ({ maxOutputTokens }) => tokenLimitIn(remembered, maxOutputTokens),
    write,
  };
}

/** Another way to ask the same, where the server refused this one, or what came of it is no answer. */
function adapted(dialect: ServerDialect, error: unknown, end: Completion): ServerDialect | undefined {
  if (error instanceof OpenAI.APIError) {
    const status = statusOf(error);
    if (status === undefined || isTooLong(error) || isModerated(error)) return undefined;
    return nextDialect(dialect, status, complaintOf(error));
  }
  if (!(error instanceof ModelFault) || end.refused) return undefined;
  if (end.finishReason === 'length') return withRoomForThinking(dialect);
  // Servers that take a schema and do not keep to it: llama.cpp and Ollama with some models, proxies, Anthropic.
  return end.text === 'prose' && end.finishReason !== 'content_filter' ? weakerFormat(dialect) : undefined;
}

/** Milliseconds to wait, with jitter, or `undefined` when asking again is no use. */
function waitBeforeRetry(error: unknown, attempt: number, clock: Clock): number | undefined {
  if (!isPassing(error)) return undefined;
  const backOff = FIRST_WAIT_MILLISECONDS * 2 ** attempt * (0.75 + Math.random() / 2);
  const wait = Math.max(backOff, retryAfterMilliseconds(error, clock) ?? 0);
  return wait <= LONGEST_WAIT_MILLISECONDS ? Math.round(wait) : undefined;
}
