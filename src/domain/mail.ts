/** Mail addresses, and what asks to write to them: the ports between who asks, who keeps and who sends. */
import type { SubscriptionChoices, SubscriptionId } from './subscription.ts';

/** What a mail was, as its message id says: enough to know it again when it comes back. */
export type SentMail =
  | { readonly kind: 'digest'; readonly subscription: SubscriptionId }
  /** One that asks for a confirmation. */
  | { readonly kind: 'confirmation'; readonly id: string };

/** `refused`: the address takes no mail. A fault that may pass is thrown. */
export type MailOutcome =
  | { readonly kind: 'sent'; readonly reference: string }
  | { readonly kind: 'refused'; readonly detail: string };

/** An address that is to be confirmed, and what it would get. */
export interface MailRequest {
  readonly address: string;
  readonly reader: string;
  readonly choices: SubscriptionChoices;
}

/** What asks for a confirmation, with what names it. */
export interface PendingMail extends MailRequest {
  /** Random; of no use for confirming. */
  readonly id: string;
}

export type MailRequestOutcome =
  /** @param token confirms it; it is kept as a hash only */
  | { readonly kind: 'pending'; readonly pending: PendingMail; readonly token: string }
  /** Whoever has the address wants no such mail. */
  | { readonly kind: 'refused-before' }
  | { readonly kind: 'too-many'; readonly of: 'address' | 'reader'; readonly until: number };

export type ConfirmOutcome =
  | { readonly kind: 'claimed'; readonly pending: PendingMail }
  | { readonly kind: 'used' }
  /** Made up, or too old. */
  | { readonly kind: 'unknown' };

/** Addresses that were asked for and are not confirmed yet. Every method @throws StateFault */
export interface MailRequests {
  /** Counts it against the limits of the address and of the reader. */
  request(request: MailRequest): Promise<MailRequestOutcome>;
  /** What a token stands for, without using it. */
  look(token: string): Promise<ConfirmOutcome>;
  /** Takes the token for this caller alone, for a minute; then another may, unless `finish` was called. */
  claim(token: string): Promise<ConfirmOutcome>;
  /** It stands: the address is deleted here, and the token is used. */
  finish(id: string): Promise<void>;
  /** Something failed meanwhile: the token can be used again. */
  release(id: string): Promise<void>;
  /**
   * No mail of ours ever again: of the address only a keyed hash is kept.
   * @returns what tells which addresses are of the same mailbox, however they are spelled; `undefined` for an unknown token
   */
  refuse(token: string): Promise<((address: string) => boolean) | undefined>;
  /** The mail came back, or nobody knows whether it was sent. It counts against the limits as if it was. */
  drop(id: string): Promise<void>;
  /** No mail was sent, and whoever asked can do nothing for it: it counts against no limit. */
  withdraw(id: string): Promise<void>;
  /** Deletes what nobody confirmed in time. */
  deleteExpired(): Promise<void>;
  /** Deletes what this reader asked for. */
  forget(reader: string): Promise<void>;
}

/** Signs what goes out with mails, so that what comes back cannot be made up. */
export interface MailSigner {
  /** @returns hexadecimal digits, safe everywhere */
  sign(text: string): string;
  isSigned(text: string, signature: string): boolean;
}
