/** Part of the composition root: settings in; the record of what readers think of answers out. */
import type { Config } from './config.ts';
import type { Clock } from './domain/clock.ts';
import type { FeedbackRecord } from './domain/feedback.ts';
import { openReaders } from './open-state.ts';
import { createFeedbackRecord } from './state/feedback.ts';
import type { StateDatabase } from './state/tables.ts';

/** @param tools with the state database of this process: a second connection would block the first one's writes */
export function openFeedback(tools: {
  readonly config: Config;
  readonly clock: Clock;
  readonly state: () => Promise<StateDatabase>;
}): FeedbackRecord {
  const { config, clock, state } = tools;
  const record = async () =>
    createFeedbackRecord({
      database: await state(),
      readerKey: openReaders(config),
      clock,
    });
  return {
    give: async (feedback) => (await record()).give(feedback),
    forget: async (reader) => (await record()).forget(reader),
    counts: async () => (await record()).counts(),
  };
}
