/** Edits come in, rate-limit headers and the decision "too many" go out. Discord's real limits are unpublished. */
export interface RateLimitOptions {
  /** Edits allowed in a window, per channel or interaction. */
  readonly limit: number;
  readonly windowMilliseconds: number;
}

export interface RateLimitResult {
  readonly limited: boolean;
  /** Seconds until the window ends. */
  readonly retryAfter: number;
  readonly headers: Readonly<Record<string, string>>;
}

export type RateLimit = (method: string, path: string) => RateLimitResult | undefined;

const edits = /^\/((?:channels\/\d+)|(?:webhooks\/\d+\/[^/]+))\/messages\/[^/]+$/;

export function createRateLimit(options: RateLimitOptions | undefined, now: () => number): RateLimit {
  const windows = new Map<string, { used: number; end: number }>();
  return (method, path) => {
    const key = method === 'PATCH' ? edits.exec(path)?.[1] : undefined;
    if (!options || !key) return undefined;
    let window = windows.get(key);
    if (!window || now() >= window.end) {
      window = { used: 0, end: now() + options.windowMilliseconds };
      windows.set(key, window);
    }
    const limited = window.used >= options.limit;
    if (!limited) window.used += 1;
    const retryAfter = (window.end - now()) / 1000;
    const headers = {
      'X-RateLimit-Limit': String(options.limit),
      'X-RateLimit-Remaining': String(options.limit - window.used),
      'X-RateLimit-Reset': (window.end / 1000).toFixed(3),
      'X-RateLimit-Reset-After': retryAfter.toFixed(3),
      'X-RateLimit-Bucket': 'message-edits',
      ...(limited && { 'Retry-After': String(Math.ceil(retryAfter)), 'X-RateLimit-Scope': 'user' }),
    };
    return { limited, retryAfter, headers };
  };
}
