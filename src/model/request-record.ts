/** What a request is put on record with. In: what was sent and what came of it. Out: its tokens; whether there are any. */
import OpenAI from 'openai';
import type { ModelUsage } from '../domain/ports.ts';
import { WrongContentType } from './model-faults.ts';
import { type CountedTokens, estimateTokens } from './token-usage.ts';

/** Nothing was done for the request: the server refused it, or there was none. */
export function isTurnedAway(error: unknown): boolean {
  if (error instanceof OpenAI.APIConnectionTimeoutError || error instanceof OpenAI.APIUserAbortError) return false;
  return error instanceof OpenAI.APIError || error instanceof WrongContentType;
}

/** @param writtenTokens about how many; only where the server did not count */
export function recordOf(
  { model, server }: { readonly model: string; readonly server?: string | undefined },
  body: object,
  counted: CountedTokens | undefined,
  writtenTokens: number,
): ModelUsage {
  const tokens = counted ?? {
    inputTokens: estimateTokens(JSON.stringify(body)),
    cachedInputTokens: 0,
    outputTokens: writtenTokens,
  };
  return { model, ...(server && { server }), ...tokens, estimated: !counted };
}
