/** Replies that Discord would not take come in; they are tried again, further and further apart, while their tokens live. */
import type { REST } from 'discord.js';
import type { Clock } from '../domain/clock.ts';
import type { PendingReplies } from './pending-replies.ts';

/** Milliseconds; together less than the fifteen minutes that a token lives. */
const PAUSES = [5_000, 15_000, 45_000, 120_000, 240_000, 300_000] as const;

export interface LateDelivery {
  /**
   * Of a reply that is written down. Comes back at once, never rejects; what is left is for the next start.
   * @param delivered what is to be done once it stands there; never rejects
   */
  add(interactionId: string, delivered: () => Promise<void>): void;
}

export interface LateDeliveryOptions {
  readonly pending: Pick<PendingReplies, 'finishOne'>;
  readonly rest: REST;
  readonly clock: Clock;
}

/** @param signal ends every wait: the process stops */
export function createLateDelivery({ pending, rest, clock }: LateDeliveryOptions, signal: AbortSignal): LateDelivery {
  const deliver = async (interactionId: string, delivered: () => Promise<void>) => {
    for (const pause of PAUSES) {
      await clock.sleep(pause, signal);
      if (await pending.finishOne(interactionId, rest)) return delivered();
    }
  };
  return {
    add(interactionId, delivered) {
      deliver(interactionId, delivered).catch(() => undefined);
    },
  };
}
