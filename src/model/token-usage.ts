/** What a request took. In: what the server counted, or the characters of both sides. Out: tokens. */
import { z } from 'zod';
import type { ModelUsage } from '../domain/ports.ts';

const count = z.number().nonnegative().nullish().catch(undefined);

const usage = z.object({
  prompt_tokens: z.number().nonnegative(),
  completion_tokens: count,
  total_tokens: count,
  prompt_tokens_details: z.object({ cached_tokens: count }).nullish().catch(undefined),
  /** DeepSeek. */
  prompt_cache_hit_tokens: count,
});

/** Groq's place for it, beside the usual one. */
const chunk = z.object({
  usage: usage.nullish().catch(undefined),
  x_groq: z.object({ usage: usage.nullish() }).nullish().catch(undefined),
});

export type CountedTokens = Pick<ModelUsage, 'inputTokens' | 'cachedInputTokens' | 'outputTokens'>;

/** The count in a chunk, where there is one. Servers that count as they go send it often: the last one counts. */
export function readUsage(data: unknown): CountedTokens | undefined {
  const parsed = chunk.safeParse(data);
  const counted = parsed.success ? (parsed.data.usage ?? parsed.data.x_groq?.usage) : undefined;
  if (!counted) return undefined;
  const { prompt_tokens: inputTokens, completion_tokens, total_tokens } = counted;
  const cached = counted.prompt_tokens_details?.cached_tokens ?? counted.prompt_cache_hit_tokens ?? 0;
  return {
    inputTokens,
    cachedInputTokens: Math.min(inputTokens, cached),
    // xAI leaves its thinking out of `completion_tokens`, and charges for it.
    outputTokens: Math.max(completion_tokens ?? 0, (total_tokens ?? 0) - inputTokens),
  };
}

/** English has about four characters a token (OpenAI's rule of thumb); scripts without an alphabet about one. */
export function estimateTokens(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is that of ASCII
  const others = text.replace(/[\x00-\u024f]/g, '').length;
  return Math.ceil((text.length - others) / 4) + others;
}
