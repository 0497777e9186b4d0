/**
 * The books of deliveries: which slots have come, who sends them, and what came of each. Several processes may keep the same
 * books.
 */
import type { UnsentState } from './delivery.ts';
import type { Digest } from './digest.ts';
import type { Day, PaperId } from './paper.ts';
import type { Destination, Edition, Pause, Schedule, Slot, Subscription, SubscriptionId } from './subscription.ts';

/** Roads that do not wait for each other: a mail server that hangs holds up no channel. */
export type Lane = 'discord' | 'mail';

export function laneOf({ kind }: Destination): Lane {
  return kind === 'mail' ? 'mail' : 'discord';
}

/** Where papers count as posted, whoever posted them there. */
export function placeOf(to: Destination): string {
  switch (to.kind) {
    case 'channel':
      return `channel:${to.channel}`;
    case 'reader':
      return `reader:${to.reader}`;
    case 'mail':
      return `mail:${to.address.toLowerCase()}`;
  }
}

/** A slot that this process, and no other, sends. */
export interface Claim {
  readonly key: string;
  readonly slot: Slot;
  /** As it is now; missing when it was removed. */
  readonly subscription?: Subscription;
  /** Slots in a row before this one that could not be sent. */
  readonly failures: number;
  /** Whether the admins were told of the pause. */
  readonly told: boolean;
  /** How often it was claimed, with this time. */
  readonly attempts: number;
  /** What an earlier attempt was going to send. */
  readonly prepared?: string;
  /** Since when something with this key may stand at its place, in milliseconds since 1970. */
  readonly tryingSince?: number;
  /** Asked for by a person, at this moment. */
  readonly wished: boolean;
}

/** How a claim ends. */
export type Settlement =
  | { readonly kind: 'sent'; readonly reference?: string }
  | { readonly kind: 'unsent'; readonly state: Exclude<UnsentState, 'failed'>; readonly detail?: string }
  /** It could not be sent within its hours; with the pause where that happened too often. */
  | { readonly kind: 'failed'; readonly pause?: Pause }
  | { readonly kind: 'lost'; readonly pause: Pause }
  | { readonly kind: 'again'; readonly readyAt: number; readonly detail?: string; readonly tryingSince?: number };

export type OpenedNow =
  | { readonly kind: 'claimed'; readonly claim: Claim }
  | { readonly kind: 'under-way' }
  | { readonly kind: 'not-found' };

/** Every method @throws StateFault */
export interface DeliveryLedger {
  /** When something is to be done next on these lanes, in milliseconds since 1970; `undefined` while nothing is. */
  nextDue(lanes: readonly Lane[]): Promise<number | undefined>;
  /**
   * Writes down the slots that have come, the latest of each subscription to be sent and older ones as skipped, and takes as
   * many as there is room for. Whatever goes to one place goes one after the other.
   */
  claim(room: Readonly<Record<Lane, number>>): Promise<Claim[]>;
  /** For a slot of today, or one more where today had one. */
  claimNow(id: SubscriptionId): Promise<OpenedNow>;
  /** Says that this process lives. Without it for `LEASE_MILLISECONDS`, others take what it claimed. */
  renew(): Promise<void>;
  /** What this place had since an instant, without this slot's own. */
  postedBefore(claim: Claim, edition: Edition, since: number): Promise<ReadonlySet<PaperId>>;
  /**
   * Before it is sent: what will be, and since when that may stand at its place.
   * @returns false when it is no longer this process's to send
   */
  prepare(claim: Claim, digest: Digest, tryingSince: number): Promise<boolean>;
  /** @param id as a claim has it in `prepared` */
  preparedDigest(id: string): Promise<Digest | undefined>;
  settle(claim: Claim, settlement: Settlement): Promise<void>;
  told(id: SubscriptionId): Promise<void>;
  /** A pause that no admin made is over. */
  reachable(id: SubscriptionId): Promise<void>;
  /** Gives back what this process holds, for others or its own next start. */
  release(): Promise<void>;
  /** Works out anew when everybody is due: zones change their rules, and clocks are set back. */
  rearm(): Promise<void>;
}

/** How long a claim outlives its process. */
export const LEASE_MILLISECONDS = 30_000;

type Timing = Pick<Subscription, 'schedule' | 'edition'>;

/** Longer than from one first Monday of a month to the next. */
const LONGEST_BETWEEN_SLOTS = 75 * 86_400_000;

/** When something is due: once a calendar day of its place at most. */
export interface SlotTime {
  readonly day: Day;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface SlotTimes {
  /** The schedule as it is kept: a zone as the IANA database spells it. @throws InvalidInput that says what to write instead */
  check(schedule: Schedule): Schedule;
  /** The first slot after an instant. */
  next(timing: Timing, after: number): SlotTime;
  /** The last slot from one instant to another, both included. */
  latest(timing: Timing, notAfter: number, notBefore: number): SlotTime | undefined;
  /** The calendar day of a zone at an instant. */
  dayAt(zone: string, instant: number): Day;
}

/**
 * The slot of a subscription before an instant, also where its schedule was changed since: what the new one would have had
 * before that, or once more on the day of the last one by the old, was nobody's.
 */
export function slotBefore(slots: SlotTimes, subscription: Subscription, at: number): SlotTime | undefined {
  const before = slots.latest(subscription, at - 1, at - LONGEST_BETWEEN_SLOTS);
  const { moved } = subscription;
  if (!moved || (before && before.at >= moved.at && before.day > moved.last.day)) return before;
  return moved.last;
}
