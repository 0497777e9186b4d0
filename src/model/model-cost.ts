/** In: tokens of a language model. Out: what they cost, where the price is known. */
import type { ModelPrice, ModelPrices } from '../domain/model-price.ts';
import type { ModelUsage } from '../domain/ports.ts';

/**
 * OpenAI's list prices of its standard tier, as of May 2026, in thousandths of a dollar per million tokens: input,
 * input that it still held, output. The setting MODEL_PRICES adds to them and stands above them.
 */
const OPENAI_PRICES: Readonly<Record<string, readonly [number, number, number]>> = {
  'gpt-4.1': [2000, 500, 8000],
  'gpt-4.1-mini': [400, 100, 1600],
  'gpt-4.1-nano': [100, 25, 400],
  'gpt-4o': [2500, 1250, 10_000],
  'gpt-4o-mini': [150, 75, 600],
  'gpt-5': [1250, 125, 10_000],
  'gpt-5-mini': [250, 25, 2000],
  'gpt-5-nano': [50, 5, 400],
  'o4-mini': [1100, 275, 4400],
};
const OPENAI_HOST = 'api.openai.com';

export interface ModelCosts {
  /** @param server the host that serves it */
  priceOf(model: string, server: string | undefined): ModelPrice | undefined;
  /** Billionths of a dollar; `undefined` where the price is not known. */
  costOf(usage: Omit<ModelUsage, 'estimated'>): number | undefined;
}

/** @param own what the operator says, by the name of the model, whatever server it is on */
export function createModelCosts(own: ModelPrices): ModelCosts {
  const priceOf = (model: string, server: string | undefined): ModelPrice | undefined => {
    // A price holds for the dated version of a name too: `gpt-4o-mini-2024-07-18`.
    for (const name of [model, model.replace(/-\d{4}-\d{2}-\d{2}$/, '')]) {
      if (Object.hasOwn(own, name)) return own[name];
      const listed = server === OPENAI_HOST && Object.hasOwn(OPENAI_PRICES, name) ? OPENAI_PRICES[name] : undefined;
      if (listed) return { input: listed[0], cachedInput: listed[1], output: listed[2] };
    }
    return undefined;
  };
  return {
    priceOf,
    costOf({ model, server, inputTokens, cachedInputTokens, outputTokens }) {
      const price = priceOf(model, server);
      if (!price) return undefined;
      const cached = Math.min(cachedInputTokens, inputTokens);
      return Math.round(
        (inputTokens - cached) * price.input + cached * price.cachedInput + outputTokens * price.output,
      );
    },
  };
}
