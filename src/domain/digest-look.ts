/** How a digest reads in a channel or a direct message, before a platform lays it out. */
import type { Digest } from './digest.ts';
import type { Message } from './message.ts';
import type { Subscription } from './subscription.ts';

export interface DigestMessages {
  /** Plain text on one line: what a thread or a post in a forum is called. */
  readonly title: string;
  /** One after the other, in the language of the subscription; where there is a thread, what stands above it. */
  readonly messages: readonly Message[];
  /** What stands in a thread below the last of them; nothing where no thread is wished. */
  readonly inThread: readonly Message[];
}

/** Pure; never without a message. */
export type DigestLook = (subscription: Subscription, digest: Digest) => DigestMessages;
