/** What a page or a feed is → an answer of HTTP: kept for a while, and told apart by what it holds. */
import { createHash } from 'node:crypto';
import type { Clock } from '../domain/clock.ts';

export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string | Uint8Array;
  /** When what it shows changed last, in milliseconds since 1970. */
  readonly changedAt?: number;
}

export interface KeptReply {
  readonly status: number;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly tag: string;
  readonly changedAt?: number;
}

export interface KeptReplies {
  /** @param make is called once for those who ask at the same time, and again when what was kept is old */
  get(name: string, make: () => Promise<Reply>): Promise<KeptReply>;
}

export const HTML = 'text/html; charset=utf-8';
/** How long a page is shown that may have changed meanwhile. */
const FRESH_MILLISECONDS = 60_000;
const MOST_REPLIES = 500;
const MOST_BYTES = 32_000_000;

interface Kept {
  readonly coming: Promise<KeptReply>;
  readonly until: number;
  bytes: number;
}

/** The least recently made go first. */
export function createKeptReplies(clock: Clock): KeptReplies {
  const kept = new Map<string, Kept>();
  let bytes = 0;

  const drop = (name: string, entry: Kept) => {
    if (kept.get(name) !== entry) return;
    kept.delete(name);
    bytes -= entry.bytes;
  };

  return {
    get(name, make) {
      const known = kept.get(name);
      if (known && clock.now() < known.until) return known.coming;
      if (known) drop(name, known);
      const entry: Kept = { coming: make().then(keptReply), until: clock.now() + FRESH_MILLISECONDS, bytes: 0 };
      kept.set(name, entry);
      entry.coming.then(
        (reply) => {
          if (kept.get(name) !== entry) return;
          entry.bytes = reply.bytes.byteLength;
          bytes += entry.bytes;
          for (const [oldest, old] of kept) {
            if (kept.size <= MOST_REPLIES && bytes <= MOST_BYTES) break;
            drop(oldest, old);
          }
        },
        // What failed is tried again by the next who asks.
        () => drop(name, entry),
      );
      return entry.coming;
    },
  };
}

export function keptReply({ status, type, body, changedAt }: Reply): KeptReply {
  const bytes = new Uint8Array(typeof body === 'string' ? new TextEncoder().encode(body) : body);
  const tag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  return { status, type, bytes, tag, ...(changedAt && { changedAt }) };
}

/** Whether whoever asks has it already (RFC 9110, 13.1): the tag decides, and the time only where there is no tag. */
export function hasAlready(
  { tag, changedAt }: KeptReply,
  given: { readonly ifNoneMatch?: string | undefined; readonly ifModifiedSince?: string | undefined },
): boolean {
  if (given.ifNoneMatch !== undefined) {
    const tags = given.ifNoneMatch.split(',').map((text) => text.trim().replace(/^W\//, ''));
    return tags.includes(tag) || tags.includes('*');
  }
  const since = given.ifModifiedSince === undefined ? Number.NaN : Date.parse(given.ifModifiedSince);
  // HTTP knows whole seconds only.
  return changedAt !== undefined && Math.floor(changedAt / 1000) * 1000 <= since;
}
