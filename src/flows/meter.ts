/** A request to a model and whose call it is for → leave to make it within a budget, and its place on record afterwards. */
import { type ModelBudget, OverBudget, type PricedUsage, type Spender, type WorkKind } from '../domain/budget.ts';
import type { Call } from '../domain/command.ts';
import type { LanguageModel, ModelUsage } from '../domain/ports.ts';

export interface MeterOptions {
  /** Without it, nothing is limited and nothing recorded. */
  readonly budget?: ModelBudget;
  /** Billionths of a dollar; `undefined` where the price is not known. */
  costOf?(usage: Omit<ModelUsage, 'estimated'>): number | undefined;
  /** The hosts of the model and of its fallbacks, in their order. */
  readonly servers?: readonly (string | undefined)[];
}

export interface MeteredWork {
  readonly kind: WorkKind;
  /** Of an answer that counts as one. */
  readonly beginsAnswer: boolean;
  readonly model: Pick<LanguageModel, 'name' | 'fallbacks' | 'mostOutputTokens'>;
  /** Characters of all that is sent. */
  readonly characters: number;
  readonly maxOutputTokens: number;
}

/** A request while it is made. */
export interface MeteredRequest {
  readonly used: readonly PricedUsage[];
  onUsage(usage: ModelUsage): void;
  /** To be called in any case: what was set aside and not used is free again. */
  end(): Promise<void>;
}

export interface Meter {
  /** @throws OverBudget; then nothing is to be ended */
  begin(call: Call, work: MeteredWork): Promise<MeteredRequest>;
}

/** English takes about four characters a token, other languages fewer; what is set aside should not be too little. */
const CHARACTERS_A_TOKEN = 3;

export const NO_LIMITS: ModelBudget = {
  stopFor: async () => undefined,
  reserve: async () => ({ id: '' }),
  settle: async () => {},
};

export function openMeter({ budget = NO_LIMITS, costOf = () => undefined, servers = [] }: MeterOptions): Meter {
  /** Whichever of the models writes it. */
  function mostNanodollars({ name, fallbacks = [] }: MeteredWork['model'], inputTokens: number, outputTokens: number) {
    const costs = [name, ...fallbacks].map((model, at) => {
      const server = servers[at];
      return costOf({ model, ...(server && { server }), inputTokens, cachedInputTokens: 0, outputTokens }) ?? 0;
    });
    return Math.max(...costs);
  }

  return {
    async begin(call, { kind, beginsAnswer, model, characters, maxOutputTokens }) {
      const inputTokens = Math.ceil(characters / CHARACTERS_A_TOKEN);
      const outputTokens = model.mostOutputTokens?.({ maxOutputTokens }) ?? maxOutputTokens;
      const reserved = await budget.reserve(spenderOf(call), {
        kind,
        beginsAnswer,
        tokens: inputTokens + outputTokens,
        nanodollars: mostNanodollars(model, inputTokens, outputTokens),
      });
      if ('budget' in reserved) throw new OverBudget(reserved);
      const used: PricedUsage[] = [];
      return {
        used,
        onUsage: (usage) => used.push({ ...usage, nanodollars: costOf(usage) }),
        async end() {
          for (const usage of used) call.onUsage?.(usage);
          await budget.settle(reserved, used);
        },
      };
    },
  };
}

export function spenderOf({ reader, server, mayManage, settings }: Call): Spender {
  const operator = mayManage === true && server === undefined;
  if (server === undefined) return { reader, operator };
  const { readerDailyAnswers, serverDailyAnswers } = settings ?? {};
  const isSet = readerDailyAnswers !== undefined || serverDailyAnswers !== undefined;
  return { reader, server, operator, ...(isSet && { own: { readerDailyAnswers, serverDailyAnswers } }) };
}
