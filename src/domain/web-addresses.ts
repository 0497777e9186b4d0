/** The public address comes in; the address of every page, feed and link of ours goes out. Pure. */
import type { Day } from './paper.ts';
import type { SubscriptionId } from './subscription.ts';

export type FeedFormat = 'atom' | 'json';

export interface WebAddresses {
  /** Without a slash at its end. */
  readonly base: string;
  today(): string;
  day(day: Day): string;
  /** Of every listing day. */
  feed(format: FeedFormat): string;
  /** What a subscription is, and its digests; whoever has the address can read it. */
  subscription(id: SubscriptionId): string;
  /** @param before in milliseconds since 1970 */
  olderDigests(id: SubscriptionId, before: number): string;
  subscriptionFeed(id: SubscriptionId, format: FeedFormat): string;
  /** The permanent address of what was sent. @param key of its delivery */
  digest(key: string): string;
  confirm(token: string): string;
  /** @param token of a mail that asks for a confirmation: it stops all mail to its address */
  refuse(token: string): string;
  unsubscribe(id: SubscriptionId, signature: string): string;
  privacy(): string;
}

/** @param publicUrl such as `https://papers.example.org` or `https://example.org/papers/` */
export function createWebAddresses(publicUrl: string): WebAddresses {
  const base = publicUrl.replace(/\/+$/, '');
  const at = (...parts: readonly string[]) => `${base}/${parts.map(encodeURIComponent).join('/')}`;
  return {
    base,
    today: () => `${base}/`,
    day: (day) => at('day', day),
    feed: (format) => at(fileOf(format)),
    subscription: (id) => at('subscription', id),
    olderDigests: (id, before) => at('subscription', id, 'before', String(before)),
    subscriptionFeed: (id, format) => at('subscription', id, fileOf(format)),
    digest: (key) => at('digest', key),
    confirm: (token) => at('confirm', token),
    refuse: (token) => at('refuse', token),
    unsubscribe: (id, signature) => at('unsubscribe', id, signature),
    privacy: () => at('privacy'),
  };
}

function fileOf(format: FeedFormat): string {
  return format === 'atom' ? 'feed.atom' : 'feed.json';
}
