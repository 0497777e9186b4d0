/** In: the headers of an answer. Out: how long its server asks us to stay away. */

/**
 * Reads `Retry-After` (seconds, or an HTTP date: RFC 9110 section 10.2.3) and, when nothing remains of the allowance,
 * `RateLimit: "api";r=0;t=120` (`r` requests remain, new ones in `t` seconds: Hugging Face Hub's rate limits).
 * @param now milliseconds since 1970
 * @returns milliseconds from now, 0 when the server asks for nothing
 */
export function waitBeforeNext(headers: Headers, now: number): number {
  return Math.max(retryAfter(headers.get('retry-after'), now), allowance(headers.get('ratelimit')));
}

function retryAfter(value: string | null, now: number): number {
  if (value === null) return 0;
  if (/^\s*\d+\s*$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}

function allowance(value: string | null): number {
  const remaining = /;\s*r=(\d+)/.exec(value ?? '')?.[1];
  const seconds = /;\s*t=(\d+)/.exec(value ?? '')?.[1];
  return remaining !== undefined && Number(remaining) === 0 && seconds !== undefined ? Number(seconds) * 1000 : 0;
}
