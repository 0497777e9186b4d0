/** How what a subscription gets reaches its readers: the ports between who composes, who sends and who keeps the books. */
import type { Digest } from './digest.ts';
import type { PaperId } from './paper.ts';
import type { Destination, Edition, Pause, PauseReason, Slot, Subscription, SubscriptionId } from './subscription.ts';

/** What a subscription gets for a slot. */
export interface DigestComposer {
  /**
   * The loop asks once for subscriptions that choose the same, so that what comes out depends on the choices, the slot's
   * day and `postedBefore` alone, never on who gets it.
   * @param postedBefore papers that this place had in this edition lately; none of them is among the entries
   * @throws a fault that may pass (the papers of the day are late, a source is down): it is tried again within the
   * slot's hours
   */
  compose(
    subscription: Subscription,
    slot: Slot,
    postedBefore: ReadonlySet<PaperId>,
    signal: AbortSignal,
  ): Promise<Digest>;
  /**
   * Equal for subscriptions that get the same for the same slot and `postedBefore`. Without it these are all choices but
   * time, role and empty days.
   */
  sameFor?(subscription: Subscription): string | Promise<string>;
}

/**
 * What came of sending: it stands there (`reference` is where, such as a channel and a message), or the place is lost
 * until somebody does something about it. A fault that may pass is thrown.
 */
export type SendOutcome =
  | { readonly kind: 'sent'; readonly reference?: string }
  | { readonly kind: 'lost'; readonly reason: PauseReason; readonly detail?: string };

/** Whether something with a key stands at its place; `unknown` where nobody can look. */
export type SentBefore =
  | { readonly kind: 'sent'; readonly reference?: string }
  | { readonly kind: 'not-sent' }
  | { readonly kind: 'unknown' };

/** Sends it, exactly as often as it is called with one key: the key is the nonce. */
export interface DigestSender {
  /**
   * @param key of the delivery: 22 characters of `[A-Za-z0-9_-]`, the same at every attempt for a slot, and the last part
   * of the digest's permanent address. It goes with the first message as its enforced nonce, and somewhere in it where
   * it can be read again for days: Discord forgets nonces after minutes, and does not tell them of messages that stand.
   * A digest of several messages is finished by a later call with the same key.
   * @throws what may pass: no answer in time, 5xx, 429; whether it was sent is then not known
   */
  send(subscription: Subscription, digest: Digest, key: string, signal: AbortSignal): Promise<SendOutcome>;
  /**
   * Looks at the place for what an earlier call with this key left there. Asked before it is sent again once the nonce may be
   * forgotten: after a process died between sending and recording, or sending failed so that nobody knows.
   * `sent` only when all of it stands. Without this, it is sent again with the same key.
   * @param since milliseconds since 1970; the earliest it can have been sent
   */
  wasSent?(subscription: Subscription, key: string, since: number, signal: AbortSignal): Promise<SentBefore>;
  /**
   * Whether the cause of a pause is gone, as far as can be told without sending. Asked when a paused subscription is
   * due, before it is tried again; without this, sending tells.
   */
  isReachable?(subscription: Subscription, signal: AbortSignal): Promise<boolean>;
  /** Once for each pause that no admin made, where whoever set it up will see it. @throws when nobody could be told */
  tellAdmins?(subscription: Subscription, pause: Pause, signal: AbortSignal): Promise<void>;
}

/** What whoever subscribes decides; the rest is given by the store. */
export type NewSubscription = Omit<Subscription, 'id' | 'createdAt' | 'pause'>;

/** Subscriptions, kept. Lists are oldest first. Every method @throws StateFault */
export interface SubscriptionStore {
  /** @throws InvalidInput where the schedule cannot be meant: no such zone or time, no weekday */
  add(subscription: NewSubscription): Promise<Subscription>;
  get(id: SubscriptionId): Promise<Subscription | undefined>;
  /** Those that post to channels of the server. */
  ofServer(server: string): Promise<Subscription[]>;
  /** Those that a reader follows, by direct message and by mail. */
  ofReader(reader: string): Promise<Subscription[]>;
  /** Those of one mail address. */
  ofAddress(address: string): Promise<Subscription[]>;
  /** All of them, read page after page, so that tens of thousands need no memory. */
  all(): AsyncIterable<Subscription>;
  count(): Promise<number>;
  /**
   * Reads, changes and writes in one step. The schedule holds from now on: what was not sent while it was paused stays
   * unsent, and a day that had its post has no second one when the time is moved. `change` may be called again when somebody
   * else was faster; nothing is written where it gives `undefined` or the same.
   * @returns how it is now; `undefined` where there is none with this id @throws InvalidInput as `add`
   */
  change(
    id: SubscriptionId,
    change: (before: Subscription) => Subscription | undefined,
  ): Promise<Subscription | undefined>;
  /**
   * What was posted in a channel can be read on; of a reader's or an address's own nothing is kept.
   * @returns whether it was there
   */
  remove(id: SubscriptionId): Promise<boolean>;
  /** Removes what this reader follows. @returns how many there were */
  forgetReader(reader: string): Promise<number>;
  /** What `/daily list` and `/following` show of them; those that are there. */
  statusOf(ids: readonly SubscriptionId[]): Promise<ReadonlyMap<SubscriptionId, DeliveryStatus>>;
}

/** How it stands with what a subscription gets. */
export interface DeliveryStatus {
  /** The last one that was sent. */
  readonly last?: {
    readonly slot: Slot;
    readonly sentAt: number;
    readonly papers: number;
    /** As the sender gave it. */
    readonly reference?: string;
    /** Of the past digest. */
    readonly key: string;
  };
  /** What came of the last slot where nothing was sent: a quiet day, one too old after an outage, one that failed. */
  readonly lastUnsent?: { readonly slot: Slot; readonly state: UnsentState; readonly detail?: string };
  /** Under way, or to be tried again at `tryAt`. */
  readonly underWay?: { readonly slot: Slot; readonly tryAt: number; readonly attempts: number };
  /** When the next slot is, in milliseconds since 1970; missing while an admin paused it. Of other pauses: when it is tried again. */
  readonly next?: number;
  readonly pause?: Pause;
  /** Slots in a row that could not be sent. */
  readonly failures: number;
}

/**
 * Why a slot was not sent: nothing fitted and silence is wished; it was too old when it could have been; every attempt in its
 * hours failed; the place was lost; it was paused or removed meanwhile; whether an attempt got through cannot be told.
 */
export type UnsentState = 'silent' | 'skipped' | 'failed' | 'lost' | 'paused' | 'uncertain';

/** What was sent, as it can be read again at its permanent address. */
export interface PastDigest {
  /** The key of its delivery, hard to guess. */
  readonly key: string;
  readonly subscription: SubscriptionId;
  readonly slot: Slot;
  readonly edition: Edition;
  readonly to: Destination['kind'];
  /** Where it was posted in a server; missing for a reader's own. */
  readonly server?: string;
  readonly sentAt: number;
  readonly digest: Digest;
}

/** Every digest that was sent. Every method @throws StateFault */
export interface PastDigests {
  get(key: string): Promise<PastDigest | undefined>;
  /** Newest first. @param before only those sent before this instant, for the next page */
  ofSubscription(id: SubscriptionId, limit: number, before?: number): Promise<PastDigest[]>;
}

export type NowOutcome =
  | { readonly kind: 'sent'; readonly digest: Digest; readonly reference?: string; readonly key: string }
  /** Nothing fits, and silence is wished. */
  | { readonly kind: 'silent'; readonly digest: Digest }
  | { readonly kind: 'lost'; readonly reason: PauseReason; readonly detail?: string }
  /** The slot of today is being sent at this moment, or this was asked twice. */
  | { readonly kind: 'under-way' }
  | { readonly kind: 'not-found' };

/** What commands may ask of the loop that delivers. */
export interface Deliveries {
  /**
   * Sends at once. Where today had none yet this is the one of today, and its slot is not sent again; else it is one
   * more. Papers that the place had lately are not repeated. Works while an admin paused it.
   * @throws what the composer or the sender throws; nothing is tried again then
   */
  now(id: SubscriptionId, signal: AbortSignal): Promise<NowOutcome>;
}
