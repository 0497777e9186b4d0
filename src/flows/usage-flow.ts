/** Who asks → what they used of the language model, and what is left: a reader's own, a server's sums, or everything. */
import type { Spender } from '../domain/budget.ts';
import type { Call } from '../domain/command.ts';
import type { FeedbackRecord } from '../domain/feedback.ts';
import type { Message } from '../domain/message.ts';
import type { Allowance, UsageRecord } from '../domain/usage.ts';
import { renderUsage, renderUsageOff } from '../render/usage.ts';
import { spenderOf } from './meter.ts';

export interface UsageSource {
  readonly record: UsageRecord;
  /** @throws StateFault */
  allowances(spender: Spender): Promise<readonly Allowance[]>;
}

/** @param usage missing where nothing is counted, @param model where none is set up, @param feedback where nobody can press */
export function createUsageFlow(
  usage: UsageSource | undefined,
  model: string | undefined,
  feedback?: Pick<FeedbackRecord, 'counts'>,
) {
  return {
    async *usage(call: Call): AsyncGenerator<Message> {
      if (!model || !usage) return yield renderUsageOff(model);
      const spender = spenderOf(call);
      const { record } = usage;
      yield renderUsage({
        model,
        allowances: await usage.allowances(spender),
        ...(spender.operator && feedback && { verdicts: await feedback.counts() }),
        ...(spender.operator ? { all: await record.ofAll() } : { own: await record.ofReader(call.reader) }),
        ...(call.mayManage && call.server !== undefined && { server: await record.ofServer(call.server) }),
      });
    },
  };
}
