/** Who wants which papers, where and when. */
import type { Day, PaperId } from './paper.ts';

/** Random, and safe in an address. */
export type SubscriptionId = string;

/** Monday is 1, Sunday 7, as ISO 8601 counts. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** What is posted: the papers of a day, or a wrap-up of a week or a month. */
export type Edition = 'daily' | 'weekly' | 'monthly';

/** By the clock on the wall of a place. A weekly one goes out on its weekdays, a monthly one on the first of them in a month. */
export interface Schedule {
  /** `08:30`, of 24 hours. */
  readonly time: string;
  /** As the IANA database names it: `Europe/Berlin`. */
  readonly zone: string;
  readonly weekdays: readonly Weekday[];
}

/** What a paper may be about, from whom, or from which field. Words are matched as a search is, names as they are spelled. */
export interface Topic {
  readonly kind: 'words' | 'category' | 'organisation' | 'author';
  readonly text: string;
}

export type Destination =
  | {
      readonly kind: 'channel';
      readonly server: string;
      readonly channel: string;
      /** What the channel was when it was chosen; an announcement is published, a forum gets a post of its own each time. */
      readonly form: 'text' | 'announcement' | 'forum' | 'thread';
    }
  /** A direct message. */
  | { readonly kind: 'reader'; readonly reader: string }
  | { readonly kind: 'mail'; readonly address: string; readonly reader: string };

/** `thread`: a headline, and the papers in a thread below it. */
export type DigestStyle = 'cards' | 'compact' | 'thread';

/** What it chooses, and how it looks: what `/daily edit` can change. */
export interface SubscriptionChoices {
  readonly edition: Edition;
  readonly schedule: Schedule;
  /** At most so many papers, 1 to 25. */
  readonly papers: number;
  readonly leastUpvotes: number;
  /** Any of these; none means every paper. */
  readonly include: readonly Topic[];
  readonly exclude: readonly Topic[];
  /** What summaries are written in, as BCP 47 writes it; the server's without it. */
  readonly language?: string;
  readonly style: DigestStyle;
  /** The one role that is told of it, where an admin chose one. */
  readonly role?: string;
  /** What comes on a day without papers. */
  readonly emptyDay: 'silence' | 'line';
}

/** Why nothing is sent. Admins resume what they paused; a cause that is gone resumes what it paused. */
export type PauseReason =
  | 'admin'
  | 'missing-permission'
  | 'channel-deleted'
  | 'thread-archived'
  | 'bot-removed'
  | 'direct-messages-closed'
  | 'mail-bounced'
  | 'failures';

export interface Pause {
  readonly reason: PauseReason;
  /** Milliseconds since 1970. */
  readonly since: number;
  /** What is lacking, in a sentence; missing where the reason says it all. */
  readonly detail?: string;
}

export interface Subscription extends SubscriptionChoices {
  readonly id: SubscriptionId;
  readonly to: Destination;
  /** Who set it up. */
  readonly createdBy: string;
  /** Milliseconds since 1970. Slots before it are nobody's. */
  readonly createdAt: number;
  readonly pause?: Pause;
  /**
   * Where its schedule was changed: when, in milliseconds since 1970, and the last slot by the one before. What was listed
   * since then is of the next slot.
   */
  readonly moved?: { readonly at: number; readonly last: { readonly day: Day; readonly at: number } };
}

/** One time at which a subscription is due: unique together with it. */
export interface Slot {
  readonly subscription: SubscriptionId;
  /** The calendar day at the place of the subscription. */
  readonly day: Day;
  /** When, in milliseconds since 1970. */
  readonly at: number;
  /** Somebody asked for it now: where its days have no papers, it is of the newest that have some. */
  readonly wished?: true;
}

/** What was sent for a slot, kept so that it can be read again at a permanent address. */
export interface DeliveredDigest {
  readonly slot: Slot;
  readonly papers: readonly PaperId[];
  readonly sentAt: number;
}
