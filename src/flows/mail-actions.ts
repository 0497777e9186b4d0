/** What links of mails do → in words, for the pages behind them. */
import type { Languages } from '../domain/languages.ts';
import type { Destination, SubscriptionChoices } from '../domain/subscription.ts';
import { hintOf } from '../mail/mail-address.ts';
import { describeChoices } from '../render/describe-choices.ts';
import type { AskedFor, MailActions, UnsubscribeAsked } from '../web/content.ts';
import type { MailLinks, UnsubscribeOutcome } from './mail-links.ts';

export function createMailActions(links: MailLinks, languages: Languages): MailActions {
  const inWords = (choices: SubscriptionChoices, address: string): AskedFor => {
    const catalogue = languages.of(choices.language);
    return {
      description: describeChoices(choices, catalogue),
      address: hintOf(address),
      ...(catalogue && { catalogue }),
    };
  };
  const ofSubscription = (choices: SubscriptionChoices & { readonly to: Destination }) =>
    inWords(choices, choices.to.kind === 'mail' ? choices.to.address : '');
  const asked = (outcome: UnsubscribeOutcome): UnsubscribeAsked =>
    outcome.kind === 'there' ? { kind: 'there', ...ofSubscription(outcome.subscription) } : outcome;

  return {
    async lookAtConfirm(token) {
      const found = await links.lookAtConfirm(token);
      if (found.kind !== 'claimed') return found;
      return { kind: 'asks', ...inWords(found.pending.choices, found.pending.address) };
    },
    async confirm(token) {
      const outcome = await links.confirm(token);
      if (outcome.kind !== 'confirmed') return { kind: outcome.kind };
      const { subscription } = outcome;
      return { kind: 'confirmed', subscription: subscription.id, ...ofSubscription(subscription) };
    },
    refuse: links.refuse,
    lookAtUnsubscribe: async (id, signature) => asked(await links.lookAtUnsubscribe(id, signature)),
    unsubscribe: async (id, signature) => asked(await links.unsubscribe(id, signature)),
  };
}
