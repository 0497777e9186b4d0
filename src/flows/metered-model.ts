/** A language model and whose call it is → the model for that call: every request is within a budget and on record. */
import { type BudgetStop, isAnswer, type ModelFor, type WorkKind } from '../domain/budget.ts';
import type { Call } from '../domain/command.ts';
import type { LanguageModel, ModelRequest } from '../domain/ports.ts';
import { type MeteredRequest, type MeterOptions, NO_LIMITS, openMeter, spenderOf } from './meter.ts';

export interface MeteredModelOptions extends MeterOptions {
  readonly model?: LanguageModel;
}

export function createMeteredModel({ model, budget = NO_LIMITS, ...options }: MeteredModelOptions) {
  const meter = openMeter({ budget, ...options });

  function metered(inner: LanguageModel, call: Call, kind: WorkKind): LanguageModel {
    // Whatever it takes to write one answer, a second attempt included, is one answer.
    let begun = !isAnswer(kind);
    return {
      name: inner.name,
      async *write(request) {
        const beginsAnswer = !begun;
        begun = true;
        let open: MeteredRequest | undefined;
        try {
          const { maxOutputTokens } = request;
          const characters = charactersOf(request);
          const made = await meter.begin(call, { kind, beginsAnswer, model: inner, characters, maxOutputTokens });
          open = made;
          yield* inner.write({
            ...request,
            onUsage(usage) {
              made.onUsage(usage);
              request.onUsage?.(usage);
            },
          });
        } finally {
          if (beginsAnswer && !open?.used.length) begun = false;
          await open?.end();
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

function charactersOf({ system, user, schema }: ModelRequest): number {
  return system.length + user.length + JSON.stringify(schema.definition).length;
}
