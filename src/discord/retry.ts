/** Requests to Discord that fail for a passing reason are made again, a few times, further and further apart. */
import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import type { Clock } from '../domain/clock.ts';

/** Cut connections, time-outs and 5xx pass; what Discord refuses stays refused. 429 is slept out by discord.js itself. */
export function isPassing(error: unknown): boolean {
  if (error instanceof DiscordAPIError || error instanceof RateLimitError) return false;
  return error instanceof HTTPError ? error.status >= 500 : error instanceof Error;
}

/** Whatever is wrong with it, the same again is refused again. */
export function isRefusal(error: unknown): boolean {
  return error instanceof DiscordAPIError;
}

export interface RetryOptions {
  readonly clock: Clock;
  /** Tries in all. Default 4. */
  readonly tries?: number;
  /** Milliseconds before the second try; twice as long before each further one. Default 500. */
  readonly firstPause?: number;
  /** No further try once it is aborted. */
  readonly signal?: AbortSignal;
}

/**
 * @param request must be harmless when done twice
 * @throws the last error
 */
export async function withRetries<Answer>(request: () => Promise<Answer>, options: RetryOptions): Promise<Answer> {
  const { clock, tries = 4, firstPause = 500, signal } = options;
  for (let tried = 1; ; tried += 1) {
    try {
      return await request();
    } catch (error) {
      if (!isPassing(error) || tried >= tries || signal?.aborted) throw error;
      const jitter = 0.75 + Math.random() / 2;
      await clock.sleep(firstPause * 2 ** (tried - 1) * jitter, signal).catch(() => {
        throw error;
      });
    }
  }
}
