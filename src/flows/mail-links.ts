/** Links of mails, and mails that came back → subscriptions that begin and end. */

import type { Clock } from '../domain/clock.ts';
import type { SubscriptionStore } from '../domain/delivery.ts';
import type { MailRequests, MailSigner, PendingMail } from '../domain/mail.ts';
import type { Subscription, SubscriptionChoices } from '../domain/subscription.ts';
import type { Bounce } from '../mail/read-bounce.ts';
import { isUnsubscribeSignature } from '../mail/unsubscribe-signature.ts';

export interface MailLinkRooms {
  readonly requests: MailRequests;
  readonly subscriptions: SubscriptionStore;
  /** Asked for with the first request. */
  readonly signer: () => Promise<MailSigner>;
  readonly clock: Clock;
}

export type ConfirmedOutcome =
  | { readonly kind: 'confirmed'; readonly subscription: Subscription }
  | { readonly kind: 'used' | 'unknown' };

export type UnsubscribeOutcome =
  | { readonly kind: 'there'; readonly subscription: Subscription }
  /** It was ours, and is no more. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'forged' };

export type MailLinks = ReturnType<typeof createMailLinks>;

export function createMailLinks({ requests, subscriptions, signer, clock }: MailLinkRooms) {
  const lookAtUnsubscribe = async (id: string, signature: string): Promise<UnsubscribeOutcome> => {
    if (!isUnsubscribeSignature(id, signature, await signer())) return { kind: 'forged' };
    const subscription = await subscriptions.get(id);
    return subscription?.to.kind === 'mail' ? { kind: 'there', subscription } : { kind: 'gone' };
  };

  return {
    /** What a link asks, without doing it: mail programs and scanners open links by themselves. */
    lookAtConfirm: (token: string) => requests.look(token),

    /** Begins what was asked for, once however often it is pressed. @throws StateFault */
    async confirm(token: string): Promise<ConfirmedOutcome> {
      const claimed = await requests.claim(token);
      if (claimed.kind !== 'claimed') return claimed;
      const { pending } = claimed;
      try {
        const subscription = (await begunBefore(pending)) ?? (await subscriptions.add(newSubscription(pending)));
        await resume(subscription);
        await requests.finish(pending.id);
        return { kind: 'confirmed', subscription };
      } catch (error) {
        await requests.release(pending.id);
        throw error;
      }
    },

    /** Ends all that goes to the address, whoever asked for it. @returns whether the link was ours @throws StateFault */
    async refuse(token: string): Promise<boolean> {
      const isRefused = await requests.refuse(token);
      if (!isRefused) return false;
      for await (const { id, to } of subscriptions.all()) {
        if (to.kind === 'mail' && isRefused(to.address)) await subscriptions.remove(id);
      }
      return true;
    },

    lookAtUnsubscribe,

    async unsubscribe(id: string, signature: string): Promise<UnsubscribeOutcome> {
      const found = await lookAtUnsubscribe(id, signature);
      if (found.kind === 'there') await subscriptions.remove(id);
      return found;
    },

    /** @returns how many subscriptions it stopped: all of an address that is lost */
    async bounced(bounce: Extract<Bounce, { kind: 'failed' }>): Promise<number> {
      if (bounce.mail.kind === 'confirmation') {
        await requests.drop(bounce.mail.id);
        return 0;
      }
      const { to } = (await subscriptions.get(bounce.mail.subscription)) ?? {};
      if (to?.kind !== 'mail') return 0;
      const all = await subscriptions.ofAddress(to.address);
      const pause = { reason: 'mail-bounced', since: clock.now(), detail: bounce.detail } as const;
      for (const { id } of all) {
        await subscriptions.change(id, (before) => (before.pause ? undefined : { ...before, pause }));
      }
      return all.filter((subscription) => !subscription.pause).length;
    },
  };

  /** A process that ended between adding and finishing has added it: then it is not added again. */
  async function begunBefore({ address, choices, reader }: PendingMail): Promise<Subscription | undefined> {
    const wanted = choicesText(choices);
    const all = await subscriptions.ofAddress(address);
    return all.find(
      ({ to, ...before }) => to.kind === 'mail' && to.reader === reader && choicesText(before) === wanted,
    );
  }

  /** Whoever confirms an address that bounced before says that it is good again: all that it gets goes on. */
  async function resume({ to }: Subscription): Promise<void> {
    if (to.kind !== 'mail') return;
    for (const { id, pause } of await subscriptions.ofAddress(to.address)) {
      if (pause?.reason !== 'mail-bounced') continue;
      await subscriptions.change(id, ({ pause: before, ...others }) =>
        before?.reason === 'mail-bounced' ? others : undefined,
      );
    }
  }
}

function newSubscription({ address, reader, choices }: PendingMail) {
  return { ...choices, to: { kind: 'mail', address, reader } as const, createdBy: reader };
}

/** What is chosen, the same text for the same choices whatever the order they are written in. */
function choicesText(choices: SubscriptionChoices): string {
  const { edition, schedule, papers, leastUpvotes, include, exclude, language } = choices;
  const { time, zone, weekdays } = schedule;
  const topics = [include, exclude].map((list) => list.map(({ kind, text }) => `${kind}:${text}`).sort());
  return JSON.stringify([edition, time, zone, [...weekdays].sort(), papers, leastUpvotes, topics, language]);
}
