/** Sends of digests wait for their turn here, so that Discord's limit for everything is never used up by them alone. */
import type { Clock } from '../../domain/clock.ts';

/** https://discord.com/developers/docs/topics/rate-limits#global-rate-limit is 50; what is left is for conversations. */
const A_SECOND = 40;
/** While somebody waits for an answer, they have half of it. */
const A_SECOND_BESIDE_ANSWERS = 25;

export interface Pace {
  /** Resolves when one more request may be made. @throws the signal's reason */
  turn(signal: AbortSignal): Promise<void>;
}

/** @param answering whether conversations are going on */
export function createPace(clock: Clock, answering: () => boolean): Pace {
  let next = 0;
  return {
    async turn(signal) {
      signal.throwIfAborted();
      const now = clock.now();
      const at = Math.max(now, next);
      next = at + 1_000 / (answering() ? A_SECOND_BESIDE_ANSWERS : A_SECOND);
      if (at > now) await clock.sleep(at - now, signal);
    },
  };
}
