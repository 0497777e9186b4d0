/** In: a conversation and the tools that may be asked for. Out: the model's next turn. */
import OpenAI from 'openai';
import { z } from 'zod';
import type { Clock } from '../domain/clock.ts';
import { ModelFault } from '../domain/errors.ts';
import type {
  ConversationTurn,
  Log,
  ToolCall,
  ToolDescription,
  ToolModel,
  ToolReply,
  ToolRequest,
} from '../domain/ports.ts';
import { complaintOf } from './complaints.ts';
import { describeModelError, type ModelSetting, WrongContentType } from './model-faults.ts';
import { createOpenAiClient, type ServerAccess, withoutSecrets } from './openai-client.ts';
import { isPassing, retryAfterMilliseconds } from './passing-error.ts';
import { isTurnedAway, recordOf } from './request-record.ts';
import { FIRST_DIALECT, type ServerDialect, tokenLimitIn, withRoomForThinking } from './server-dialect.ts';
import { estimateTokens, readUsage } from './token-usage.ts';
import { withinSilence } from './within-silence.ts';

export interface OpenAiToolModelOptions extends ServerAccess {
  readonly clock: Clock;
  readonly log: Log;
}

const RETRIES = 1;
const FIRST_WAIT_MILLISECONDS = 500;
const LONGEST_WAIT_MILLISECONDS = 4_000;
const NAMES = { server: 'model server', address: 'OPENAI_BASE_URL', key: 'OPENAI_API_KEY', model: 'OPENAI_MODEL' };
/** Groq, of what the model wrote: the server knows tools well. */
const OF_A_CALL = /tool_use_failed|tool call validation|attempted to call|failed to call/i;

/** Tolerant where servers differ: arguments as an object, calls without an id. */
const reply = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({
          content: z.string().nullish(),
          tool_calls: z
            .array(
              z.object({
                id: z.string().nullish(),
                function: z.object({ name: z.string(), arguments: z.unknown() }),
              }),
            )
            .nullish(),
        }),
        finish_reason: z.string().nullish().catch(undefined),
      }),
    )
    .min(1),
});

type Reply = z.infer<typeof reply>;

/**
 * A model behind an OpenAI-compatible server that may ask for tools.
 *
 * `converse` throws ModelFault, or the reason of the caller's signal when that was aborted. A server that refuses tools,
 * and never took any, is remembered for the life of the model.
 */
export function createOpenAiToolModel(options: OpenAiToolModelOptions): ToolModel {
  const { baseUrl, apiKey, model, timeoutMilliseconds, clock, log } = options;
  const setting: ModelSetting = { address: withoutSecrets(baseUrl, NAMES.address), model, apiKey, names: NAMES };
  const server = URL.canParse(baseUrl) ? new URL(baseUrl).host : undefined;
  const client = createOpenAiClient(options);
  let dialect: Pick<ServerDialect, 'tokenLimit' | 'thinks'> = FIRST_DIALECT;
  let knowsTools: boolean | 'perhaps' = 'perhaps';

  async function askOnce(request: ToolRequest): Promise<Reply> {
    const body = {
      model,
      messages: request.turns.map(asMessage),
      tools: request.tools.map(asTool),
      [dialect.tokenLimit]: tokenLimitIn(dialect, request.maxOutputTokens),
    };
    let said: unknown;
    /** Whether there may be something to pay for. */
    let reached = true;
    try {
      const sent = client.chat.completions.create(body, { signal: request.signal });
      said = await withinSilence(sent, timeoutMilliseconds, clock);
      // What is no JSON comes as text.
      if (typeof said === 'string') throw new WrongContentType(said.slice(0, 200));
    } catch (error) {
      reached = !isTurnedAway(error);
      throw error;
    } finally {
      const written = said === undefined ? 0 : estimateTokens(JSON.stringify(said));
      if (reached) request.onUsage?.(recordOf({ model, server }, body, readUsage(said), written));
    }
    const parsed = reply.safeParse(said);
    if (!parsed.success) {
      throw new ModelFault(
        `The server at ${setting.address} did not answer as a model server does.`,
        `Check ${NAMES.address}: it usually ends in /v1.`,
        { cause: new Error(parsed.error.message.slice(0, 500)) },
      );
    }
    return parsed.data;
  }

  /** @returns whether it was learned how this server is to be asked, or that it knows no tools */
  function adapt(error: unknown): boolean {
    if (!(error instanceof OpenAI.APIError) || error.status === undefined) return false;
    const complaint = complaintOf(error);
    if (dialect.tokenLimit === 'max_tokens' && /max_completion_tokens/.test(complaint)) {
      dialect = { tokenLimit: 'max_completion_tokens', thinks: true };
      return true;
    }
    // llama.cpp says so with a 500, OpenRouter with a 404.
    if (
      knowsTools === 'perhaps' &&
      !OF_A_CALL.test(complaint) &&
      /\btools?\b|tool_choice|function.?call/i.test(complaint)
    ) {
      log.warn('model-knows-no-tools', { model });
      knowsTools = false;
      return true;
    }
    return false;
  }

  return {
    name: model,
    mostOutputTokens: ({ maxOutputTokens }) => tokenLimitIn(dialect, maxOutputTokens),
    async converse(request): Promise<ToolReply> {
      for (let attempt = 0; knowsTools; ) {
        request.signal.throwIfAborted();
        try {
          const said = await askOnce(request);
          knowsTools = true;
          const roomier = isCut(said) ? withRoomForThinking(dialect) : undefined;
          if (!roomier) return asTurn(said);
          log.warn('model-request-adapted', { model, from: dialect, to: roomier });
          dialect = roomier;
        } catch (error) {
          request.signal.throwIfAborted();
          if (adapt(error)) continue;
          const wait = attempt < RETRIES && isPassing(error) ? waitFor(error) : undefined;
          if (wait === undefined) throw asFault(error);
          attempt += 1;
          await clock.sleep(wait, request.signal);
        }
      }
      return { kind: 'no-tools' };
    },
  };

  function waitFor(error: unknown): number | undefined {
    const backOff = FIRST_WAIT_MILLISECONDS * (0.75 + Math.random() / 2);
    const wait = Math.max(backOff, retryAfterMilliseconds(error, clock) ?? 0);
    return wait <= LONGEST_WAIT_MILLISECONDS ? Math.round(wait) : undefined;
  }

  function asFault(error: unknown): ModelFault {
    const fault =
      error instanceof ModelFault ? error : describeModelError(error, setting, retryAfterMilliseconds(error, clock));
    const cause = fault.cause instanceof Error ? fault.cause.message : undefined;
    log.warn('tool-model-failed', { model, address: setting.address, message: fault.message, cause });
    return fault;
  }
}

function asMessage(turn: ConversationTurn): OpenAI.ChatCompletionMessageParam {
  if (turn.role === 'tool') return { role: 'tool', tool_call_id: turn.callId, content: turn.text };
  if (turn.role !== 'assistant') return { role: turn.role, content: turn.text };
  const calls = turn.calls.map(({ id, name, argumentsText }) => ({
    id,
    type: 'function' as const,
    function: { name, arguments: argumentsText },
  }));
  return { role: 'assistant', content: turn.text, ...(calls.length && { tool_calls: calls }) };
}

function asTool({ name, description, parameters }: ToolDescription): OpenAI.ChatCompletionTool {
  return { type: 'function', function: { name, description, parameters: { ...parameters } } };
}

/** Before it asked for anything: its thoughts took all the room. */
function isCut({ choices }: Reply): boolean {
  return choices[0]?.finish_reason === 'length' && !choices[0].message.tool_calls?.length;
}

function asTurn({ choices }: Reply): ToolReply {
  const { content, tool_calls: asked } = (choices[0] as Reply['choices'][number]).message;
  const calls = (asked ?? []).map(({ id, function: { name, arguments: given } }, index): ToolCall => {
    const argumentsText = typeof given === 'string' ? given : JSON.stringify(given ?? {});
    return { id: id || `call-${index + 1}`, name, argumentsText };
  });
  return { kind: 'turn', text: content ?? '', calls };
}
