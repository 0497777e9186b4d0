/** In: a conversation and the tools that may be asked for. Out: the model's next turn. */
import OpenAI from 'openai';
import { z } from 'zod';
import type { Clock } from '../domain/clock.ts';
import { ModelFault } from '../domain/errors.ts';
import type {
  ConversationTurn,
  Log,
  ModelUsage,
  ToolCall,
  ToolDescription,
  ToolModel,
  ToolReply,
  ToolRequest,
} from '../domain/ports.ts';
import { complaintOf } from './complaints.ts';
import { describeModelError, type ModelSetting } from './model-faults.ts';
import { createOpenAiClient, type ServerAccess, withoutSecrets } from './openai-client.ts';
import { isPassing, retryAfterMilliseconds } from './passing-error.ts';
import { withinSilence } from './within-silence.ts';

export interface OpenAiToolModelOptions extends ServerAccess {
  readonly clock: Clock;
  readonly log: Log;
}

const RETRIES = 1;
const FIRST_WAIT_MILLISECONDS = 500;
const LONGEST_WAIT_MILLISECONDS = 4_000;
const NAMES = { server: 'model server', address: 'OPENAI_BASE_URL', key: 'OPENAI_API_KEY', model: 'OPENAI_MODEL' };
/** About what English text has; only where a server does not count itself. */
const CHARACTERS_A_TOKEN = 4;

/** Tolerant where servers differ: arguments as an object, calls without an id, no usage. */
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
      }),
    )
    .min(1),
  usage: z
    .object({
      prompt_tokens: z.number(),
      completion_tokens: z.number(),
      prompt_tokens_details: z.object({ cached_tokens: z.number().nullish() }).nullish(),
    })
    .nullish(),
});

type Reply = z.infer<typeof reply>;

/**
 * A model behind an OpenAI-compatible server that may ask for tools.
 *
 * `converse` throws ModelFault, or the reason of the caller's signal when that was aborted. A server that refuses tools
 * is remembered for the life of the model.
 */
export function createOpenAiToolModel(options: OpenAiToolModelOptions): ToolModel {
  const { baseUrl, apiKey, model, timeoutMilliseconds, clock, log } = options;
  const setting: ModelSetting = { address: withoutSecrets(baseUrl, NAMES.address), model, apiKey, names: NAMES };
  const server = URL.canParse(baseUrl) ? new URL(baseUrl).host : undefined;
  const client = createOpenAiClient(options);
  let tokenLimit: 'max_tokens' | 'max_completion_tokens' = 'max_tokens';
  let knowsTools = true;

  async function askOnce(request: ToolRequest): Promise<Reply> {
    const body = {
      model,
      messages: request.turns.map(asMessage),
      tools: request.tools.map(asTool),
      [tokenLimit]: request.maxOutputTokens,
    };
    const sent = client.chat.completions.create(body, { signal: request.signal });
    const parsed = reply.safeParse(await withinSilence(sent, timeoutMilliseconds, clock));
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
    if (tokenLimit === 'max_tokens' && /max_completion_tokens/.test(complaint)) {
      tokenLimit = 'max_completion_tokens';
      return true;
    }
    // llama.cpp says so with a 500, OpenRouter with a 404.
    if (/\btools?\b|tool_choice|function.?call/i.test(complaint)) {
      log.warn('model-knows-no-tools', { model });
      knowsTools = false;
      return true;
    }
    return false;
  }

  return {
    name: model,
    async converse(request): Promise<ToolReply> {
      for (let attempt = 0; knowsTools; ) {
        request.signal.throwIfAborted();
        try {
          const said = await askOnce(request);
          request.onUsage?.(usageOf(said, request, { model, ...(server && { server }) }));
          return asTurn(said);
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

function asTurn({ choices }: Reply): ToolReply {
  const { content, tool_calls: asked } = (choices[0] as Reply['choices'][number]).message;
  const calls = (asked ?? []).map(({ id, function: { name, arguments: given } }, index): ToolCall => {
    const argumentsText = typeof given === 'string' ? given : JSON.stringify(given ?? {});
    return { id: id || `call-${index + 1}`, name, argumentsText };
  });
  return { kind: 'turn', text: content ?? '', calls };
}

function usageOf(
  { usage, choices }: Reply,
  { turns }: ToolRequest,
  whose: Pick<ModelUsage, 'model' | 'server'>,
): ModelUsage {
  if (usage) {
    return {
      ...whose,
      inputTokens: usage.prompt_tokens,
      cachedInputTokens: usage.prompt_tokens_details?.cached_tokens ?? 0,
      outputTokens: usage.completion_tokens,
      estimated: false,
    };
  }
  const tokens = (value: unknown) => Math.ceil(JSON.stringify(value).length / CHARACTERS_A_TOKEN);
  return {
    ...whose,
    inputTokens: tokens(turns),
    cachedInputTokens: 0,
    outputTokens: tokens(choices),
    estimated: true,
  };
}
