/** In: tokens that a server counted. Out: a sentence with what they cost, where that is known. */
import { isOpenAiItself } from './embedder-name.ts';

/** OpenAI's list prices of its standard tier in dollars per million tokens, as of May 2026. */
const DOLLARS_PER_MILLION_TOKENS: Readonly<Record<string, number>> = {
  'text-embedding-3-small': 0.02,
  'text-embedding-3-large': 0.13,
  'text-embedding-ada-002': 0.1,
};
const PRICES_OF = 'May 2026';

export interface EmbeddingUsage {
  readonly baseUrl: string;
  readonly model: string;
  /** As the server counted them. */
  readonly tokens: number;
}

/** @returns such as `4,210,332 tokens, about $0.08 (OpenAI's price of May 2026).`; without a price for an unknown model or server */
export function describeUsage({ baseUrl, model, tokens }: EmbeddingUsage): string {
  const counted = `${tokens.toLocaleString('en')} token${tokens === 1 ? '' : 's'}`;
  const price = isOpenAiItself(baseUrl) ? DOLLARS_PER_MILLION_TOKENS[model] : undefined;
  if (price === undefined) return `${counted}.`;
  const dollars = (tokens / 1_000_000) * price;
  const cost = dollars < 0.01 ? 'less than $0.01' : `about $${dollars.toFixed(2)}`;
  return `${counted}, ${cost} (OpenAI's price of ${PRICES_OF}).`;
}
