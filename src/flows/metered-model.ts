/** A language model and whose call it is → the model for that call: every request is within a budget and on record. */
import {
  type BudgetStop,
  isAnswer,
  type ModelBudget,
  type ModelFor,
  OverBudget,
  type PricedUsage,
  type Spender,
  type WorkKind,
} from '../domain/budget.ts';
import type { Call } from '../domain/command.ts';
import type { LanguageModel, ModelRequest, ModelUsage } from '../domain/ports.ts';

export interface MeterOptions {
  readonly model?: LanguageModel;
  /** Without it, nothing is limited and nothing recorded. */
  readonly budget?: ModelBudget;
  /** Billionths of a dollar; `undefined` where the price is not known. */
  costOf?(usage: Omit<ModelUsage, 'estimated'>): number | undefined;
  /** The host of the server that is asked first. */
  readonly server?: string;
}

/** English takes about four characters a token, other languages fewer; what is set aside should not be too little. */
const CHARACTERS_A_TOKEN = 3;

const NO_LIMITS: ModelBudget = {
  stopFor: async () => undefined,
  reserve: async () => ({ id: '' }),
  settle: async () => {},
};

export function createMeteredModel({ model, budget = NO_LIMITS, costOf = () => undefined, server }: MeterOptions) {
  function metered(inner: LanguageModel, call: Call, kind: WorkKind): LanguageModel {
    const spender = spenderOf(call);
    // Whatever it takes to write one answer, a second attempt included, is one answer.
    let begun = !isAnswer(kind);
    return {
      name: inner.name,
      async *write(request) {
        const beginsAnswer = !begun;
        begun = true;
        const used: PricedUsage[] = [];
        try {
          const inputTokens = inputTokensOf(request);
          const outputTokens = request.maxOutputTokens;
          const most = { model: inner.name, server, inputTokens, cachedInputTokens: 0, outputTokens };
          const reserved = await budget.reserve(spender, {
            kind,
            beginsAnswer,
            tokens: inputTokens + outputTokens,
            nanodollars: costOf(most) ?? 0,
          });
          if ('budget' in reserved) throw new OverBudget(reserved);
          try {
            yield* inner.write({
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
        } finally {
          if (beginsAnswer && !used.length) begun = false;
        }
      },
    };
  }

  return async function modelFor(call: Call, kind: WorkKind): Promise<ModelFor> {
    if (!model) return { kind: 'none' };
    const stop = await budget.stopFor(spenderOf(call), kind);
    return stop ? { kind: 'off', stop } : { kind: 'model', model: metered(model, call, kind) };
  };
}

/** What answering takes of it. */
export function modelOrStop(found: ModelFor): { readonly model?: LanguageModel; readonly off?: BudgetStop } {
  if (found.kind === 'model') return { model: found.model };
  return found.kind === 'off' ? { off: found.stop } : {};
}

export function spenderOf({ reader, server, mayManage, settings }: Call): Spender {
  const operator = mayManage === true && server === undefined;
  if (server === undefined) return { reader, operator };
  const { readerDailyAnswers, serverDailyAnswers } = settings ?? {};
  const isSet = readerDailyAnswers !== undefined || serverDailyAnswers !== undefined;
  return { reader, server, operator, ...(isSet && { own: { readerDailyAnswers, serverDailyAnswers } }) };
}

function inputTokensOf({ system, user, schema }: ModelRequest): number {
  const characters = system.length + user.length + JSON.stringify(schema.definition).length;
  return Math.ceil(characters / CHARACTERS_A_TOKEN);
}
