/** In: settings. Out: the language model that writes, with those that stand in for it. */
import type { Config } from './config.ts';
import type { Clock } from './domain/clock.ts';
import type { LanguageModel, Log } from './domain/ports.ts';
import { fallbackModels } from './model/fallback-models.ts';
import { createOpenAiModel } from './model/openai-model.ts';

export interface LanguageModelTools {
  readonly config: Pick<Config, 'model' | 'fallbackModels' | 'answerDeadlineMilliseconds'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** A model that has not begun by then is not worth waiting for, while another one is left. */
const LONGEST_PATIENCE_MILLISECONDS = 10_000;

/** @returns `undefined` when no model is set up */
export function createLanguageModel({ config, clock, log }: LanguageModelTools): LanguageModel | undefined {
  const { model, fallbackModels: others, answerDeadlineMilliseconds: timeoutMilliseconds } = config;
  if (!model) return undefined;
  const first = createOpenAiModel({ ...model, timeoutMilliseconds, clock, log });
  if (!others.length) return first;
  const rest = others.map((other) =>
    createOpenAiModel({
      ...other,
      timeoutMilliseconds,
      clock,
      log,
      names: {
        server: 'fallback model server',
        address: 'OPENAI_FALLBACK_MODELS',
        key: other.baseUrl === model.baseUrl ? 'OPENAI_API_KEY' : 'OPENAI_FALLBACK_API_KEYS',
        model: 'OPENAI_FALLBACK_MODELS',
      },
    }),
  );
  // Every model gets its share of the time that a reader waits.
  const share = timeoutMilliseconds / (1 + rest.length);
  return fallbackModels([first, ...rest], {
    clock,
    log,
    patienceMilliseconds: Math.min(share, LONGEST_PATIENCE_MILLISECONDS),
  });
}
