/** When a delivery that did not work out is tried again, and when it is given up. */

const FIRST_RETRY = 15_000;
const LONGEST_RETRY = 5 * 60_000;

/** Discord forgets nonces after some minutes, without saying how many: two are safe. */
export const NONCE_MILLISECONDS = 2 * 60_000;
/** Slots in a row that could not be sent, after which a subscription is paused. */
export const MOST_FAILURES = 5;
/** Composing may wait for a language model, sending for a rate limit. */
export const COMPOSE_MILLISECONDS = 3 * 60_000;
export const SEND_MILLISECONDS = 2 * 60_000;

/**
 * 15 s, 30 s, 1 min, and so on to 5 min, each up to a fifth longer, so that many that failed together come back one by one.
 * @param attempts so far, at least 1 @param random from 0 to 1
 */
export function retryAfter(attempts: number, random: number): number {
  const wait = Math.min(FIRST_RETRY * 2 ** Math.min(attempts - 1, 20), LONGEST_RETRY);
  return Math.round(wait * (1 + random / 5));
}
