/** Part of the composition root: settings in; budgets for the language model, its prices, and the record of what was used out. */
import type { Config, ModelSettings } from './config.ts';
import type { Clock } from './domain/clock.ts';
import { InvalidConfiguration } from './domain/errors.ts';
import type { Log } from './domain/ports.ts';
import type { MeterOptions } from './flows/meter.ts';
import type { UsageSource } from './flows/usage-flow.ts';
import { createModelCosts, type ModelCosts } from './model/model-cost.ts';
import { openReaders, openState } from './open-state.ts';
import type { StateDatabase } from './state/tables.ts';
import { createUsage } from './state/usage.ts';

export interface Metering {
  readonly metering: MeterOptions;
  readonly usage: UsageSource;
  close(): Promise<void>;
}

export interface MeteringOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  /** The one connection of the process, closed by whoever opened it; without it, one of its own is opened. */
  readonly state?: () => Promise<StateDatabase>;
}

/**
 * @returns `undefined` without a model, and where nothing is limited and the record cannot be opened: answers do not
 * wait for what only counts them
 * @throws InvalidConfiguration for a limit in dollars on a model without a known price; StateFault when there are
 * limits and their record cannot be opened
 */
export async function openMetering({ config, clock, log, state }: MeteringOptions): Promise<Metering | undefined> {
  const { model: first, fallbackModels, verifier } = config;
  if (!first) return undefined;
  const costs = createModelCosts(config.modelPrices);
  checkPrices(config, [first, ...fallbackModels, ...(verifier ? [verifier] : [])], costs);
  try {
    const readerKey = openReaders(config);
    const database = await (state ? state() : openState({ config, log }, { survives: 'kill' }));
    const { budget, record } = createUsage({ database, readerKey, limits: config.budgets, clock, log });
    return {
      metering: {
        budget,
        costOf: costs.costOf,
        servers: [first, ...fallbackModels].map(({ baseUrl }) => hostOf(baseUrl)),
      },
      usage: { record, allowances: budget.allowances },
      async close() {
        await budget.idle();
        if (!state) await database.destroy();
      },
    };
  } catch (error) {
    if (Object.values(config.budgets).some((limit) => limit !== undefined)) throw error;
    log.warn('usage-not-counted', { error });
    return undefined;
  }
}

function checkPrices({ budgets }: Config, models: readonly ModelSettings[], { priceOf }: ModelCosts): void {
  if (budgets.dailyNanodollars === undefined) return;
  const unpriced = new Set(
    models.filter(({ baseUrl, model }) => !priceOf(model, hostOf(baseUrl))).map(({ model }) => model),
  );
  if (!unpriced.size) return;
  throw new InvalidConfiguration(
    `DAILY_SPEND_LIMIT cannot be kept: the price of ${[...unpriced].join(', ')} is not known.`,
    `Set it in MODEL_PRICES, such as ${[...unpriced][0]}=0.40/0.10/1.60 (0/0/0 where it costs nothing), or use DAILY_TOKEN_LIMIT.`,
  );
}

/** As `ModelUsage.server` has it. */
function hostOf(baseUrl: string): string | undefined {
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : undefined;
}
