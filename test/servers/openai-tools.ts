/** The loopback OpenAI server's answers to requests with tools. In: a script. Out: what a model asks for next, as real HTTP. */
import type { ServerResponse } from 'node:http';
import type { ChatRequest } from './openai.ts';
import { errorReply } from './openai-refusals.ts';

/** A call as a model writes it; a string is sent as it is, however malformed. */
export interface ScriptedCall {
  readonly name: string;
  readonly arguments: object | string;
  /** Missing where a server gives none. */
  readonly id?: string;
}

/** `no-tools`: refused as Ollama does; `stall`: never answered; `fault`: 500. */
export type ToolAnswer = { readonly calls: readonly ScriptedCall[] } | 'done' | 'no-tools' | 'stall' | 'fault';

/** @param turn how many turns of this conversation there were before */
export type ToolScript = (request: ChatRequest, turn: number) => ToolAnswer;

export function asksForTools(request: ChatRequest): boolean {
  return 'tools' in request;
}

/** The text of every tool result that the model was given, in order. */
export function toolResults({ messages }: ChatRequest): string[] {
  return messages.filter(({ role }) => role === 'tool').map(({ content }) => content);
}

export function answerWithTools(script: ToolScript | undefined, request: ChatRequest, response: ServerResponse): void {
  const turn = request.messages.filter(({ role }) => role === 'assistant').length;
  const answer = script ? script(request, turn) : 'no-tools';
  if (answer === 'stall') return;
  if (answer === 'no-tools' || answer === 'fault') {
    const refusal =
      answer === 'fault'
        ? errorReply(500, 'The server had an error')
        : errorReply(400, 'registry.ollama.ai/library/small-model does not support tools');
    response.writeHead(refusal.status, refusal.headers).end(refusal.body);
    return;
  }
  const calls = answer === 'done' ? [] : answer.calls;
  const message = {
    role: 'assistant',
    content: calls.length ? null : 'DONE',
    ...(calls.length && { tool_calls: calls.map(asCall) }),
  };
  const body = {
    id: 'chatcmpl-loopback',
    object: 'chat.completion',
    model: request.model,
    choices: [{ index: 0, message, finish_reason: calls.length ? 'tool_calls' : 'stop' }],
    usage: { prompt_tokens: 1_000, completion_tokens: 50, total_tokens: 1_050 },
  };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function asCall({ name, arguments: given, id }: ScriptedCall) {
  return {
    ...(id !== undefined && { id }),
    type: 'function',
    function: { name, arguments: typeof given === 'string' ? given : JSON.stringify(given) },
  };
}
