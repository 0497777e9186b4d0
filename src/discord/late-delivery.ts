/** Replies that Discord would not take come in; they are tried again, further and further apart, while their tokens live. */
import type { REST } from 'discord.js';
import type { Clock } from '../domain/clock.ts';
import type { Finished, PendingReplies } from './pending-replies.ts';

/** Milliseconds; together less than the fifteen minutes that a token lives. */
const PAUSES = [5_000, 15_000, 45_000, 120_000, 240_000, 300_000] as const;

export interface LateDelivery {
  /**
   * Of a reply that is written down. Comes back at once, never rejects; what is left is for the next start.
   * @param over what is to be done once nothing is left to try; never rejects
   */
  add(interactionId: string, over: (how: Exclude<Finished, 'not yet'>) => Promise<void>): void;
}

export interface LateDeliveryOptions {
  readonly pending: Pick<PendingReplies, 'finishOne'>;
  readonly rest: REST;
  readonly clock: Clock;
}

/** @param signal ends every wait: the process stops */
export function createLateDelivery({ pending, rest, clock }: LateDeliveryOptions, signal: AbortSignal): LateDelivery {
  const deliver = async (interactionId: string, over: Parameters<LateDelivery['add']>[1]) => {
    for (const pause of PAUSES) {
      await clock.sleep(pause, signal);
      const how = await pending.finishOne(interactionId, rest);
      if (how !== 'not yet') return over(how);
    }
  };
  return {
    add(interactionId, over) {
      deliver(interactionId, over).catch(() => undefined);
    },
  };
}
