/** What links of mails ask, and what came of pressing → pages. Each says kindly what holds, whoever opens it. Pure. */

import type { SubscriptionId } from '../domain/subscription.ts';
import { type Html, html } from '../domain/text/html.ts';
import type { WebAddresses } from '../domain/web-addresses.ts';
import { type Catalogue, type Label, say, textIn, type Words } from '../domain/words.ts';
import type { AskedFor } from './content.ts';
import { notice, pressButton } from './page.ts';

export function createMailPages(addresses: WebAddresses) {
  const made = (
    title: Words,
    paragraphs: readonly Label[],
    catalogue?: Catalogue,
    { form, link }: { readonly form?: Html; readonly link?: Html } = {},
  ) => {
    const words = (said: Words) => textIn(said, catalogue);
    return notice(
      { addresses, catalogue },
      words(title),
      [...paragraphs.map((line) => html`${textIn(line, catalogue)}`), ...(link ? [link] : [])],
      form,
    );
  };
  const label = (said: Words, catalogue?: Catalogue) => textIn(said, catalogue);

  return {
    askToConfirm: ({ address, description, catalogue }: AskedFor, token: string) =>
      made(say('Papers by mail?'), [description, say('They will be sent to {address}.', { address })], catalogue, {
        form: pressButton(addresses.confirm(token), label(say('Yes, send them to me'), catalogue)),
      }),
    confirmed: ({ address, description, catalogue }: AskedFor, subscription: SubscriptionId) => {
      const text = label(say('All of it on the web, and as a feed'), catalogue);
      return made(
        say('Done: the papers will come'),
        [description, say('They go to {address}. Every mail has a link that ends it.', { address })],
        catalogue,
        { link: html`<a href="${addresses.subscription(subscription)}">${text}</a>` },
      );
    },
    confirmedBefore: () =>
      made(say('This link was used'), [
        say('The papers are on their way, unless they were ended since. There is nothing more to do.'),
      ]),
    unknownConfirmation: () =>
      made(say('This link is no longer good'), [
        say('Such links are good for 48 hours, and only as they stand in the mail.'),
        say('Ask for a new one with the command /follow on Discord.'),
      ]),
    askToRefuse: (token: string) =>
      made(
        say('Never be written to again?'),
        [
          say(
            'Paperboy will not ask this address any more, whoever wishes it. Of the address only a code is kept that does not tell what it was.',
          ),
          say('What is sent to this address now ends as well.'),
        ],
        undefined,
        { form: pressButton(addresses.refuse(token), label(say('Never write to this address again'))) },
      ),
    refused: () => made(say('You will not be written to again'), [say('Sorry for the disturbance.')]),
    askToUnsubscribe: ({ address, description, catalogue }: AskedFor, action: string) =>
      made(say('Unsubscribe?'), [description, say('It is sent to {address}.', { address })], catalogue, {
        form: pressButton(action, label(say('Unsubscribe'), catalogue)),
      }),
    unsubscribed: (catalogue?: Catalogue) =>
      made(
        say('You are unsubscribed'),
        [
          say('Nothing more of it will be sent. Your address and what was sent to it are deleted.'),
          say('If you change your mind: /follow on Discord begins anew.'),
        ],
        catalogue,
      ),
    unsubscribedBefore: () => made(say('You are unsubscribed already'), [say('Nothing more of it will be sent.')]),
    forgedUnsubscribe: () =>
      made(say('This link is not complete'), [
        say(
          'Open it from the mail itself, or copy all of it: something is missing or was changed, so that nothing was done.',
        ),
        say('On Discord, /following lists what you follow, and /unfollow ends it.'),
      ]),
  };
}

export type MailPages = ReturnType<typeof createMailPages>;
