/** Requests come in, rate-limit headers and the decision "too many" go out. Discord's real limits are unpublished. */
export interface Bucket {
  readonly limit: number;
  readonly windowMilliseconds: number;
}

/** Edits allowed in a window, per channel or interaction. */
export interface RateLimitOptions extends Bucket {
  /** New messages in a channel, and follow-ups of an interaction. */
  readonly posts?: Bucket;
  /** Requests in a second with the bot's token, over all routes; Discord's is 50. Callbacks and webhooks are outside of it. */
  readonly global?: number;
}

export interface RateLimitResult {
  readonly limited: boolean;
  readonly global: boolean;
  /** Seconds until the window ends. */
  readonly retryAfter: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** @param byToken the path carries its own token, so that the global limit does not count it */
export type RateLimit = (method: string, path: string, byToken: boolean) => RateLimitResult | undefined;

const edits = /^\/((?:channels\/\d+)|(?:webhooks\/\d+\/[^/]+))\/messages\/[^/]+$/;
const posts = /^\/((?:channels\/\d+\/messages)|(?:webhooks\/\d+\/[^/]+))$/;

interface Window {
  used: number;
  end: number;
}

export function createRateLimit(options: RateLimitOptions | undefined, now: () => number): RateLimit {
  const windows = new Map<string, Window>();
  const windowOf = (key: string, length: number) => {
    const known = windows.get(key);
    if (known && now() < known.end) return known;
    const window = { used: 0, end: now() + length };
    windows.set(key, window);
    return window;
  };
  return (method, path, byToken) => {
    if (!options) return undefined;
    if (options.global !== undefined && !byToken) {
      const window = windowOf('global', 1000);
      window.used += 1;
      if (window.used > options.global) return globally((window.end - now()) / 1000);
    }
    const edited = method === 'PATCH' ? edits.exec(path)?.[1] : undefined;
    const posted = method === 'POST' ? posts.exec(path)?.[1] : undefined;
    const bucket = edited ? options : posted ? options.posts : undefined;
    const name = edited ? 'message-edits' : 'message-posts';
    if (!bucket) return undefined;
    return counted(bucket, name, windowOf(`${name} ${edited ?? posted}`, bucket.windowMilliseconds), now());
  };
}

function counted({ limit }: Bucket, name: string, window: Window, now: number): RateLimitResult {
  const limited = window.used >= limit;
  if (!limited) window.used += 1;
  const retryAfter = (window.end - now) / 1000;
  const headers = {
    'X-RateLimit-Limit': String(limit),
    'X-RateLimit-Remaining': String(limit - window.used),
    'X-RateLimit-Reset': (window.end / 1000).toFixed(3),
    'X-RateLimit-Reset-After': retryAfter.toFixed(3),
    'X-RateLimit-Bucket': name,
    ...(limited && { 'Retry-After': String(Math.ceil(retryAfter)), 'X-RateLimit-Scope': 'user' }),
  };
  return { limited, global: false, retryAfter, headers };
}

function globally(retryAfter: number): RateLimitResult {
  const headers = {
    'Retry-After': String(Math.ceil(retryAfter)),
    'X-RateLimit-Global': 'true',
    'X-RateLimit-Scope': 'global',
  };
  return { limited: true, global: true, retryAfter, headers };
}
