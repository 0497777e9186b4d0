/** A model with tools and whose call it is → the same model, every turn of it within a budget and on record. */
import { type ModelBudget, OverBudget, type PricedUsage } from '../domain/budget.ts';
import type { Call } from '../domain/command.ts';
import type { ModelUsage, ToolModel, ToolRequest } from '../domain/ports.ts';
import { spenderOf } from './metered-model.ts';

export interface ToolMeterOptions {
  readonly toolModel?: ToolModel;
  /** Without it, nothing is limited and nothing recorded. */
  readonly budget?: ModelBudget;
  /** Billionths of a dollar; `undefined` where the price is not known. */
  costOf?(usage: Omit<ModelUsage, 'estimated'>): number | undefined;
  /** The host of the server that is asked first. */
  readonly server?: string;
}

/** English takes about four characters a token, other languages fewer; what is set aside should not be too little. */
const CHARACTERS_A_TOKEN = 3;

/** Turns are steps on the way to a review, whose writing is what counts as an answer. */
export function createMeteredToolModel({ toolModel, budget, costOf = () => undefined, server }: ToolMeterOptions) {
  return function toolModelFor(call: Call): ToolModel | undefined {
    if (!toolModel || !budget) return toolModel;
    return {
      name: toolModel.name,
      async converse(request) {
        const used: PricedUsage[] = [];
        const inputTokens = inputTokensOf(request);
        const outputTokens = request.maxOutputTokens;
        const most = { model: toolModel.name, server, inputTokens, cachedInputTokens: 0, outputTokens };
        const reserved = await budget.reserve(spenderOf(call), {
          kind: 'research',
          beginsAnswer: false,
          tokens: inputTokens + outputTokens,
          nanodollars: costOf(most) ?? 0,
        });
        if ('budget' in reserved) throw new OverBudget(reserved);
        try {
          return await toolModel.converse({
            ...request,
            onUsage(usage) {
              used.push({ ...usage, nanodollars: costOf(usage) });
              request.onUsage?.(usage);
            },
          });
        } finally {
          for (const usage of used) call.onUsage?.(usage);
          await budget.settle(reserved, used);
        }
      },
    };
  };
}

function inputTokensOf({ turns, tools }: ToolRequest): number {
  return Math.ceil((JSON.stringify(turns).length + JSON.stringify(tools).length) / CHARACTERS_A_TOKEN);
}
