/** In: what the SDK threw. Out: whether, and after how long, asking again may work. */
import OpenAI from 'openai';
import type { Clock } from '../domain/clock.ts';
import { outOfCredit } from './model-faults.ts';

/** Asking again may work: the connection broke, or the server has too much to do. A silence was long enough already. */
export function isPassing(error: unknown): boolean {
  if (error instanceof OpenAI.APIConnectionTimeoutError) return false;
  if (error instanceof OpenAI.APIError) {
    // Without a status: no connection, or an error in the midst of the events.
    const { status = 500 } = error;
    return (status === 408 || status === 429 || status >= 500) && !outOfCredit(error);
  }
  // What fetch throws when the connection ends in the body.
  return error instanceof TypeError;
}

/** `retry-after` in seconds or as a date (RFC 9110, 10.2.3), in milliseconds from now. */
export function retryAfterMilliseconds(error: unknown, clock: Clock): number | undefined {
  const header = error instanceof OpenAI.APIError ? error.headers?.get('retry-after') : undefined;
  if (!header) return undefined;
  const seconds = Number(header);
  const milliseconds = Number.isNaN(seconds) ? Date.parse(header) - clock.now() : seconds * 1000;
  return milliseconds > 0 ? milliseconds : undefined;
}
