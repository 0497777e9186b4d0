/** Digests for mail addresses in; sent, one mail each, out. What refuses an address for good is a lost place. */
import type { DigestSender } from '../domain/delivery.ts';
import type { Digest } from '../domain/digest.ts';
import type { DigestOutline } from '../domain/digest-outline.ts';
import type { Languages } from '../domain/languages.ts';
import type { MailOutcome, MailSigner, PendingMail } from '../domain/mail.ts';
import type { Log } from '../domain/ports.ts';
import type { WebAddresses } from '../domain/web-addresses.ts';
import type { Catalogue } from '../domain/words.ts';
import { confirmMail } from './confirm-mail.ts';
import { digestMail } from './digest-mail.ts';
import { messageIdOf } from './message-id.ts';
import type { Mailer } from './smtp.ts';
import { unsubscribeSignature } from './unsubscribe-signature.ts';

export interface MailSenderOptions {
  readonly mailer: Mailer;
  readonly addresses: WebAddresses;
  /** Asked for with the first mail. */
  readonly signer: () => Promise<MailSigner>;
  readonly languages: Languages;
  /** Of MAIL_FROM: message ids end with it. */
  readonly domain: string;
  readonly outline: (digest: Digest, catalogue?: Catalogue) => DigestOutline;
  /** How much would come, and when, in words of ours alone. */
  readonly describe: (request: PendingMail, catalogue?: Catalogue) => string;
  readonly log: Log;
}

export interface MailSender extends DigestSender {
  /** Asks an address whether it wants what was asked for it. @throws MailFault */
  askForConfirmation(pending: PendingMail, token: string, signal: AbortSignal): Promise<MailOutcome>;
}

/** Nobody is on holiday for a machine (RFC 3834), and no answer of one starts a loop. */
const AUTOMATIC = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };
/** RFC 8058: a mail program sends this itself when its own button is pressed. */
const ONE_CLICK = { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };

export function createMailSender(options: MailSenderOptions): MailSender {
  const { mailer, addresses, signer, languages, domain, outline, describe, log } = options;

  return {
    async send(subscription, digest, key, signal) {
      const { id, to, language } = subscription;
      if (to.kind !== 'mail') throw new TypeError(`a ${to.kind} is no mail address`);
      const catalogue = languages.of(language);
      const ours = await signer();
      const unsubscribe = addresses.unsubscribe(id, unsubscribeSignature(id, ours));
      const online = addresses.digest(key);
      const content = digestMail(
        outline(digest, catalogue),
        { online, unsubscribe, privacy: addresses.privacy() },
        catalogue,
      );
      const messageId = messageIdOf({ kind: 'digest', subscription: id }, key, domain, ours);
      const outcome = await mailer.send(
        {
          ...content,
          to: to.address,
          messageId,
          headers: {
            ...AUTOMATIC,
            ...ONE_CLICK,
            'List-Unsubscribe': `<${unsubscribe}>`,
            'List-Id': `Paperboy <papers.${domain}>`,
            'Archived-At': `<${online}>`,
            ...(subscription.language && { 'Content-Language': catalogue?.language ?? 'en' }),
          },
        },
        signal,
      );
      if (outcome.kind === 'sent') return { kind: 'sent', reference: messageId };
      log.warn('mail-refused', { subscription: id, detail: outcome.detail });
      return { kind: 'lost', reason: 'mail-bounced', detail: outcome.detail };
    },

    // An address that bounced is good again when its owner asks and confirms once more; a server comes back by itself.
    isReachable: async ({ pause }, signal) => pause?.reason !== 'mail-bounced' && mailer.isReachable(signal),

    async askForConfirmation(pending, token, signal) {
      const catalogue = languages.of(pending.choices.language);
      const refuse = addresses.refuse(token);
      const messageId = messageIdOf({ kind: 'confirmation', id: pending.id }, 'ask', domain, await signer());
      const content = confirmMail({
        confirm: addresses.confirm(token),
        refuse,
        privacy: addresses.privacy(),
        choices: describe(pending, catalogue),
        ...(catalogue && { catalogue }),
      });
      const headers = { ...AUTOMATIC, ...ONE_CLICK, 'List-Unsubscribe': `<${refuse}>` };
      const outcome = await mailer.send({ ...content, to: pending.address, messageId, headers }, signal);
      if (outcome.kind === 'refused') return outcome;
      return { kind: 'sent', reference: messageId };
    },
  };
}
