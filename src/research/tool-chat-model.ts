/** Our port for models with tools → the chat model that LangChain's agent wants, which stops asking when a bound is reached. */
import type { CallbackManagerForLLMRun } from '@langchain/core/callbacks/manager';
import { BaseChatModel, type BindToolsInput } from '@langchain/core/language_models/chat_models';
import { AIMessage, type BaseMessage, ToolMessage } from '@langchain/core/messages';
import type { ChatResult } from '@langchain/core/outputs';
import { convertToOpenAITool } from '@langchain/core/utils/function_calling';
import type { ConversationTurn, ToolCall, ToolDescription, ToolModel } from '../domain/ports.ts';
import type { Spending } from './spending.ts';

export interface ToolChatModelOptions {
  readonly model: ToolModel;
  readonly spending: Spending;
  readonly maxOutputTokens: number;
  readonly signal: AbortSignal;
  /** Shared by the copies that LangChain makes when it binds tools. */
  readonly calls?: { made: number };
  readonly tools?: readonly ToolDescription[];
}

/** Thrown when the server knows no tools. */
export class NoTools extends Error {}

/** A model that has lost its thread may ask for hundreds of things at once. */
const MOST_CALLS_A_TURN = 6;
const LONGEST_NAME = 64;

export class ToolChatModel extends BaseChatModel {
  readonly #options: ToolChatModelOptions;
  readonly #calls: { made: number };

  constructor(options: ToolChatModelOptions) {
    super({ disableStreaming: true });
    this.#options = options;
    this.#calls = options.calls ?? { made: 0 };
  }

  _llmType(): string {
    return 'tool-model';
  }

  override bindTools(tools: BindToolsInput[]): ToolChatModel {
    const described = tools.map((tool): ToolDescription => {
      const { name, description = '', parameters = {} } = convertToOpenAITool(tool).function;
      return { name, description, parameters };
    });
    return new ToolChatModel({ ...this.#options, calls: this.#calls, tools: described });
  }

  /** An empty turn without calls is how the agent is told to end. @throws NoTools, ModelFault */
  async _generate(
    messages: BaseMessage[],
    _options: this['ParsedCallOptions'],
    _runManager?: CallbackManagerForLLMRun,
  ): Promise<ChatResult> {
    const { model, spending, maxOutputTokens, signal, tools = [] } = this.#options;
    if (spending.startTurn()) return asResult(new AIMessage({ content: '' }));
    const reply = await model.converse({
      turns: messages.map(asTurn),
      tools,
      maxOutputTokens,
      signal,
      onUsage: (usage) => spending.count(usage),
    });
    if (reply.kind === 'no-tools') throw new NoTools();
    const calls = reply.calls.slice(0, MOST_CALLS_A_TURN).map((call) => this.#readCall(call));
    // What the model says beside its calls is shown to nobody, and would only grow the conversation.
    return asResult(new AIMessage({ content: '', tool_calls: calls }));
  }

  /** Arguments that are no object become none, so that the tool's own schema tells the model what it wants. */
  #readCall({ name, argumentsText }: ToolCall) {
    this.#calls.made += 1;
    return {
      type: 'tool_call' as const,
      // Servers give the same id twice, or none.
      id: `call-${this.#calls.made}`,
      name: name.replace(/[^\w-]/g, '_').slice(0, LONGEST_NAME) || 'nameless',
      args: readObject(argumentsText),
    };
  }
}

function asResult(message: AIMessage): ChatResult {
  return { generations: [{ text: '', message }] };
}

function asTurn(message: BaseMessage): ConversationTurn {
  const text = message.text;
  if (ToolMessage.isInstance(message)) return { role: 'tool', callId: message.tool_call_id, text };
  if (AIMessage.isInstance(message)) {
    const calls = (message.tool_calls ?? []).map(({ id = '', name, args }) => ({
      id,
      name,
      argumentsText: JSON.stringify(args),
    }));
    return { role: 'assistant', text, calls };
  }
  return { role: message.type === 'system' ? 'system' : 'user', text };
}

function readObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : {};
  } catch {
    return {};
  }
}
