/** Part of the composition root: settings in; what sends mails, and what answers for their links, out. */
import type { Clock } from './domain/clock.ts';
import type { DigestSender, SubscriptionStore } from './domain/delivery.ts';
import { MailFault } from './domain/errors.ts';
import type { Languages } from './domain/languages.ts';
import type { MailRequests } from './domain/mail.ts';
import type { Log } from './domain/ports.ts';
import { createWebAddresses, type WebAddresses } from './domain/web-addresses.ts';
import { createMailActions } from './flows/mail-actions.ts';
import { createMailLinks, type MailLinks } from './flows/mail-links.ts';
import { createMailSender, type MailSender } from './mail/digest-sender.ts';
import { mailboxOf } from './mail/mail-address.ts';
import { createMailer } from './mail/smtp.ts';
import type { MailSettings, WebSettings } from './mail-settings.ts';
import { openedOnce } from './opened-once.ts';
import { describeChoices } from './render/describe-choices.ts';
import { outlineDigest } from './render/digest-outline.ts';
import { openMailKey } from './state/mail-key.ts';
import { createMailRequests } from './state/mail-requests.ts';
import type { StateDatabase } from './state/tables.ts';
import type { MailActions } from './web/content.ts';

export interface MailTools {
  readonly config: { readonly mail?: MailSettings; readonly web?: WebSettings };
  readonly clock: Clock;
  readonly log: Log;
  readonly languages: Languages;
  /** Tells readers on Discord that their mail stopped; missing until it is connected. */
  readonly discord?: () => DigestSender | undefined;
  /** The state database of this process. */
  readonly state: () => Promise<StateDatabase>;
}

export interface OpenMail {
  /** For the deliveries, and for `/follow`. */
  readonly sender: MailSender;
  readonly requests: MailRequests;
  readonly addresses: WebAddresses;
  links(subscriptions: SubscriptionStore): MailLinks;
  /** For the pages behind the links of mails. */
  actions(subscriptions: SubscriptionStore): MailActions;
  close(): void;
}

/** How long the server may take for one mail. */
const MAIL_TIMEOUT = 60_000;

/** @returns nothing where no mail server or no public address is set @throws InvalidConfiguration */
export function openMail({ config, clock, log, languages, state, discord }: MailTools): OpenMail | undefined {
  const { mail, web } = config;
  if (!mail || !web) return undefined;
  const { open: key } = openedOnce(async () => openMailKey(await state()));
  const addresses = createWebAddresses(web.publicUrl);
  const mailer = createMailer({ ...mail, url: mail.smtpUrl, timeoutMilliseconds: MAIL_TIMEOUT }, { clock });
  const sender = createMailSender({
    mailer,
    addresses,
    signer: key,
    languages,
    domain: mail.from.address.slice(mail.from.address.lastIndexOf('@') + 1),
    outline: outlineDigest,
    // Whoever gets this mail may not have asked for it: it holds nothing that a stranger wrote.
    describe: ({ choices }, catalogue) => describeChoices({ ...choices, include: [], exclude: [] }, catalogue),
    log,
  });
  const requests = createMailRequests({ database: state, key, mailboxOf, clock });
  const links = (subscriptions: SubscriptionStore) => createMailLinks({ requests, subscriptions, signer: key, clock });
  return {
    ...{ requests, addresses, links },
    sender: {
      ...sender,
      async tellAdmins(...pause) {
        const told = discord?.();
        if (!told?.tellAdmins)
          throw new MailFault('Discord is not connected yet.', 'It is tried again later.', { retryable: true });
        await told.tellAdmins(...pause);
      },
    },
    actions: (subscriptions) => createMailActions(links(subscriptions), languages),
    close: () => mailer.close(),
  };
}
