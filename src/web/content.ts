/** What pages and feeds are made of: the ports of this room, which flows implement. */
import type { DigestOutline } from '../domain/digest-outline.ts';
import type { Day } from '../domain/paper.ts';
import type { SubscriptionId } from '../domain/subscription.ts';
import type { Catalogue } from '../domain/words.ts';

/** The papers of a listing day. */
export interface DayContent {
  readonly day: Day;
  readonly outline: DigestOutline;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
  /** Days beside it that have papers. */
  readonly previous?: Day;
  readonly next?: Day;
}

export interface DigestContent {
  readonly key: string;
  readonly subscription: SubscriptionId;
  readonly outline: DigestOutline;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  readonly catalogue?: Catalogue;
}

export interface SubscriptionContent {
  readonly id: SubscriptionId;
  /** Which papers, and when, in words. Says nothing of who reads it. */
  readonly description: string;
  /** `ended`: what a channel got can be read on. */
  readonly state: 'sent' | 'paused' | 'ended';
  /** Newest first. */
  readonly digests: readonly DigestContent[];
  /** There are earlier ones, sent before this instant (milliseconds since 1970). */
  readonly olderThan?: number;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly catalogue?: Catalogue;
}

/** Everything that is read. What is not there is `undefined`. Every method @throws Fault */
export interface WebContent {
  newestDay(): Promise<Day | undefined>;
  day(day: Day): Promise<DayContent | undefined>;
  /** The newest days that have papers, newest first. */
  recentDays(most: number): Promise<readonly DayContent[]>;
  digest(key: string): Promise<DigestContent | undefined>;
  /** @param before only what was sent before this instant, in milliseconds since 1970 */
  subscription(id: SubscriptionId, before?: number): Promise<SubscriptionContent | undefined>;
}

/** What a link of a mail asks for, in words. */
export interface AskedFor {
  readonly description: string;
  /** "a•••@example.org". */
  readonly address: string;
  readonly catalogue?: Catalogue;
}

/** Everything that is pressed. Every method @throws Fault */
export interface MailActions {
  lookAtConfirm(token: string): Promise<({ readonly kind: 'asks' } & AskedFor) | { readonly kind: 'used' | 'unknown' }>;
  confirm(
    token: string,
  ): Promise<
    | ({ readonly kind: 'confirmed'; readonly subscription: SubscriptionId } & AskedFor)
    | { readonly kind: 'used' | 'unknown' }
  >;
  /** @returns whether the link was ours */
  refuse(token: string): Promise<boolean>;
  lookAtUnsubscribe(id: SubscriptionId, signature: string): Promise<UnsubscribeAsked>;
  /** Does it too; what it says is how it was before. */
  unsubscribe(id: SubscriptionId, signature: string): Promise<UnsubscribeAsked>;
}

export type UnsubscribeAsked = ({ readonly kind: 'there' } & AskedFor) | { readonly kind: 'gone' | 'forged' };
