/** What a language model charges, and how an operator writes it down. */

/** Billionths of a US dollar per token, which is thousandths of a dollar per million tokens. */
export interface ModelPrice {
  readonly input: number;
  readonly cachedInput: number;
  readonly output: number;
}

export type ModelPrices = Readonly<Record<string, ModelPrice>>;

export type ReadPrices =
  | { readonly kind: 'prices'; readonly prices: ModelPrices }
  | { readonly kind: 'problem'; readonly problem: string };

/** US dollars per million tokens, without a sign or a thousands separator. */
const DOLLARS = /^\d{1,5}(?:\.\d{1,6})?$/;

/**
 * @param text `name=input/cached/output`, separated by commas, in US dollars per million tokens; with two prices
 * instead of three, cached input costs what other input does
 * @returns the problem as it follows the name of the setting, with the entry that has it
 */
export function readModelPrices(text: string): ReadPrices {
  const prices = new Map<string, ModelPrice>();
  for (const entry of text.split(',').map((part) => part.trim())) {
    if (!entry) continue;
    // Names may hold a slash, a colon, and on some servers an equals sign.
    const [, name = '', amounts = ''] = /^(.*\S)\s*=\s*([^=]*)$/.exec(entry) ?? [];
    const numbers = amounts.split('/').map((part) => part.trim());
    const [input = 0, ...others] = numbers.map((part) => (DOLLARS.test(part) ? Number(part) * 1000 : Number.NaN));
    const output = others.at(-1);
    const [cachedInput = input] = others.length > 1 ? others : [];
    if (!name || output === undefined || others.length > 2 || [input, ...others].some(Number.isNaN)) {
      return {
        kind: 'problem',
        problem: `has an entry that cannot be read: “${entry}”. Write name=input/cached/output in US dollars per million tokens, such as gpt-4o-mini=0.15/0.075/0.60`,
      };
    }
    if (prices.has(name)) return { kind: 'problem', problem: `has two prices for “${name}”; leave one` };
    prices.set(name, { input, cachedInput, output });
  }
  return { kind: 'prices', prices: Object.fromEntries(prices) };
}
