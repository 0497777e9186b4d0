/** In: what the SDK threw. Out: whether, and after how long, asking again may work. */
import OpenAI from 'openai';
import type { Clock } from '../domain/clock.ts';
import { complaintOf, isTooLong, outOfCredit, statusOf } from './complaints.ts';

/** Asking again may work: the connection broke, or the server has too much to do. A silence was long enough already. */
export function isPassing(error: unknown): boolean {
  if (error instanceof OpenAI.APIConnectionTimeoutError) return false;
  if (error instanceof OpenAI.APIError) {
    // Without a status: no connection, or an error in the midst of the events.
    const status = statusOf(error) ?? 500;
    return (status === 408 || status === 429 || status >= 500) && !outOfCredit(error) && !isTooLong(error);
  }
  // What fetch throws when the connection ends in the body.
  return error instanceof TypeError;
}

/**
 * How long the server asks to wait, in milliseconds from now: `retry-after-ms` (Azure), `retry-after` in seconds or as a
 * date (RFC 9110, 10.2.3), or "try again in 1.5s" in its words (OpenAI, Groq, Gemini).
 */
export function retryAfterMilliseconds(error: unknown, clock: Clock): number | undefined {
  if (!(error instanceof OpenAI.APIError)) return undefined;
  const precise = Number(error.headers?.get('retry-after-ms') ?? Number.NaN);
  const header = error.headers?.get('retry-after');
  const seconds = header ? Number(header) : Number.NaN;
  if (precise > 0) return precise;
  if (header) {
    const milliseconds = Number.isNaN(seconds) ? Date.parse(header) - clock.now() : seconds * 1000;
    return milliseconds > 0 ? milliseconds : undefined;
  }
  const [, minutes = '0', number, unit] =
    /(?:try again|retry) in (?:(\d+)m)?(\d+(?:\.\d+)?)(ms|s)\b/i.exec(complaintOf(error)) ?? [];
  return number ? Number(minutes) * 60_000 + Number(number) * (unit === 's' ? 1000 : 1) : undefined;
}
