/** In: language models in order. Out: one that asks the next when the one before fails and has not begun to answer. */
import type { Clock } from '../domain/clock.ts';
import { ModelFault } from '../domain/errors.ts';
import type { LanguageModel, Log, ModelRequest } from '../domain/ports.ts';
import { Declined } from './model-faults.ts';
import { withinSilence } from './within-silence.ts';

export interface FallbackOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** How long a model may take to its first piece while another one is left. */
  readonly patienceMilliseconds: number;
}

/** A model that was down is left alone for so long, where another one is up: readers need not wait for it each time. */
const REST_MILLISECONDS = 60_000;

/**
 * Tries each model until one begins to answer; what has begun is never asked for again, of nobody. A model that declines
 * has answered. A model whose fault may pass (down, busy, silent) comes last for a minute.
 *
 * `onStart` and `onUsage` tell which model did what.
 * `write` throws the fault of the first model that was tried, or the reason of the caller's signal.
 */
export function fallbackModels(
  models: readonly [LanguageModel, ...LanguageModel[]],
  options: FallbackOptions,
): LanguageModel {
  const { clock, log } = options;
  const restsUntil = new Map<LanguageModel, number>();

  function inOrder(): LanguageModel[] {
    const rests = (model: LanguageModel) => (restsUntil.get(model) ?? 0) > clock.now();
    return [...models.filter((model) => !rests(model)), ...models.filter(rests)];
  }

  async function* write(request: ModelRequest): AsyncGenerator<string, void> {
    const order = inOrder();
    const faults: ModelFault[] = [];
    for (const [index, model] of order.entries()) {
      const next = order[index + 1];
      const attempt = beginning(model, request, next && options.patienceMilliseconds, clock);
      let begun = false;
      try {
        for await (const piece of attempt) {
          begun = true;
          yield piece;
        }
        restsUntil.delete(model);
        return;
      } catch (error) {
        request.signal.throwIfAborted();
        if (begun || !(error instanceof ModelFault) || error instanceof Declined) throw error;
        faults.push(error);
        if (error.retryable) restsUntil.set(model, clock.now() + REST_MILLISECONDS);
        if (!next) throw faults[0] ?? error;
        log.warn('model-fallback', { from: model.name, to: next.name, message: error.message });
      }
    }
  }

  return {
    name: models[0].name,
    fallbacks: models.slice(1).map(({ name }) => name),
    mostOutputTokens: (request) =>
      Math.max(...models.map((model) => model.mostOutputTokens?.(request) ?? request.maxOutputTokens)),
    write,
  };
}

/** What the model writes, ended with a fault when it has not begun in time. */
async function* beginning(
  model: LanguageModel,
  request: ModelRequest,
  patienceMilliseconds: number | undefined,
  clock: Clock,
): AsyncGenerator<string, void> {
  if (patienceMilliseconds === undefined) {
    yield* model.write(request);
    return;
  }
  const controller = new AbortController();
  const signal = AbortSignal.any([request.signal, controller.signal]);
  const pieces = model.write({ ...request, signal })[Symbol.asyncIterator]();
  let late = true;
  try {
    let next = await withinSilence(pieces.next(), patienceMilliseconds, clock);
    late = false;
    while (!next.done) {
      yield next.value;
      next = await pieces.next();
    }
  } catch (error) {
    request.signal.throwIfAborted();
    late &&= !(error instanceof ModelFault);
    throw error instanceof ModelFault
      ? error
      : new ModelFault(
          `The model ${model.name} took too long to begin.`,
          'Try again, or check how busy its server is.',
          {
            cause: error,
            retryable: true,
          },
        );
  } finally {
    controller.abort();
    // A reader who stops listening ends this one too; one that is late may not even hear that it was stopped.
    const ended = pieces.return?.();
    if (late) ended?.catch(() => {});
    else await ended;
  }
}
