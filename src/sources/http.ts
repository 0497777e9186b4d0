/** In: an address of a paper source. Out: what it answers, asked politely. */
import type { Clock } from '../domain/clock.ts';
import { SourceFault } from '../domain/errors.ts';
import type { Log } from '../domain/ports.ts';
import { readBody } from './body.ts';
import { createTurns } from './turns.ts';
import { waitBeforeNext } from './wait-before-next.ts';

const BODY_LIMIT_BYTES = 64 * 1024 * 1024;
const FIRST_BACK_OFF = 1000;
const LONGEST_BACK_OFF = 30_000;
/** Hugging Face counts requests over five minutes: a longer wait than that is for a person to decide. */
const LONGEST_WAIT = 330_000;

export interface HttpReaderOptions {
  readonly clock: Clock;
  readonly log?: Log;
  /** For one attempt, headers and body. */
  readonly timeoutMilliseconds: number;
  readonly userAgent: string;
  /** From the end of one request to the start of the next; 0 for none. */
  readonly minimumIntervalMilliseconds: number;
  /** How often one address is tried in all, at least 1. */
  readonly attempts: number;
  /** The setting that holds the source's address, named when it cannot be reached: `HUGGING_FACE_URL`. */
  readonly addressSetting: string;
  readonly bodyLimitBytes?: number;
  /** From 0 to 1, for the jitter of the back-off. */
  readonly random?: () => number;
}

export interface HttpAnswer {
  /** 2xx or 4xx, never 429. */
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface ReadOptions {
  readonly signal: AbortSignal;
  /** The media type that is asked for. */
  readonly accept: string;
  readonly token?: string;
}

export interface HttpReader {
  /**
   * One GET. Tries again after 429, 5xx, a time-out or a broken connection, with exponential back-off and jitter, never
   * sooner than the server asks for. One request is under way at a time.
   * @throws SourceFault when every attempt failed, the server asks for a very long wait, or the body is too large;
   * the signal's reason when it is aborted
   */
  read(url: string, options: ReadOptions): Promise<HttpAnswer>;
}

type Attempt = HttpAnswer | { readonly failure: string; readonly cause?: unknown };

export function createHttpReader(options: HttpReaderOptions): HttpReader {
  const { clock, log, attempts, random = Math.random, bodyLimitBytes = BODY_LIMIT_BYTES } = options;
  const takeTurn = createTurns();
  let notBefore = 0;

  async function waitForTurn(host: string, signal: AbortSignal) {
    const wait = notBefore - clock.now();
    if (wait <= 0) return;
    if (wait > LONGEST_WAIT) throw askedToStayAway(host, wait);
    if (wait > options.minimumIntervalMilliseconds) log?.info('source-waiting', { host, milliseconds: wait });
    await clock.sleep(wait, signal);
  }

  async function attempt(url: string, host: string, { signal, accept, token }: ReadOptions): Promise<Attempt> {
    const timeout = AbortSignal.timeout(options.timeoutMilliseconds);
    try {
      const response = await fetch(url, {
        signal: AbortSignal.any([signal, timeout]),
        headers: { accept, 'user-agent': options.userAgent, ...(token && { authorization: `Bearer ${token}` }) },
      });
      const text = await readBody(response, bodyLimitBytes, host);
      notBefore = clock.now() + waitBeforeNext(response.headers, clock.now());
      const { status, headers } = response;
      return status === 429 || status >= 500 ? { failure: `answered ${status}` } : { status, headers, text };
    } catch (cause) {
      if (signal.aborted) throw signal.reason;
      if (cause instanceof SourceFault) throw cause;
      return { failure: timeout.aborted ? 'did not answer in time' : 'cannot be reached', cause };
    } finally {
      notBefore = Math.max(notBefore, clock.now() + options.minimumIntervalMilliseconds);
    }
  }

  async function readNow(url: string, host: string, readOptions: ReadOptions): Promise<HttpAnswer> {
    for (let number = 1; ; number++) {
      await waitForTurn(host, readOptions.signal);
      const outcome = await attempt(url, host, readOptions);
      if ('status' in outcome) return outcome;
      log?.warn('source-attempt-failed', { host, attempt: number, failure: outcome.failure });
      if (number >= attempts) throw gaveUp(host, outcome, options);
      const backOff = Math.min(LONGEST_BACK_OFF, FIRST_BACK_OFF * 2 ** (number - 1)) * (0.5 + random() / 2);
      notBefore = Math.max(notBefore, clock.now() + Math.round(backOff));
    }
  }

  return {
    read(url, readOptions) {
      if (!URL.canParse(url)) {
        const help = `Check the address in ${options.addressSetting}.`;
        return Promise.reject(new SourceFault('The address of a paper source is no web address.', help));
      }
      const { host } = new URL(url);
      return takeTurn(() => readNow(url, host, readOptions), readOptions.signal);
    },
  };
}

function gaveUp(host: string, { failure, cause }: { failure: string; cause?: unknown }, options: HttpReaderOptions) {
  const answered = failure.startsWith('answered');
  const help = answered
    ? 'The trouble is on their side: wait a few minutes and try again.'
    : `Check the network connection, and the address in ${options.addressSetting} if you set it; then try again.`;
  const times = options.attempts === 1 ? '' : ` (${options.attempts} attempts)`;
  return new SourceFault(`${host} ${failure}${times}.`, help, { cause, retryable: true });
}

function askedToStayAway(host: string, wait: number): SourceFault {
  const minutes = Math.ceil(wait / 60_000);
  return new SourceFault(`${host} asks us to wait for ${minutes} minutes.`, `Try again in ${minutes} minutes.`, {
    retryable: true,
  });
}
