/** "Forget me" → everything that is kept of a reader is deleted, whoever keeps it. */
import type { Call } from '../domain/command.ts';
import type { Message } from '../domain/message.ts';
import type { Log } from '../domain/ports.ts';
import type { Label } from '../domain/words.ts';
import { renderForgotten } from '../render/forgotten.ts';

/** Somebody who keeps something of readers. */
export interface Forgetter {
  /** In words, after "Deleted:", such as "what we talked about". */
  readonly what: Label;
  /** @throws when it could not be deleted */
  forget(reader: string): Promise<unknown>;
}

export function createForgetFlow(forgetters: readonly Forgetter[], log: Log) {
  return {
    /** One that fails does not keep the others from forgetting. */
    async *forget(call: Call): AsyncGenerator<Message> {
      const outcomes = await Promise.allSettled(forgetters.map(async ({ forget }) => forget(call.reader)));
      const failed = outcomes.flatMap((outcome, at) => (outcome.status === 'rejected' ? [at] : []));
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') log.error('not-forgotten', { error: outcome.reason });
      }
      const words = (isFailed: boolean) =>
        forgetters.filter((_, at) => failed.includes(at) === isFailed).map(({ what }) => what);
      yield renderForgotten(words(false), words(true));
    },
  };
}
