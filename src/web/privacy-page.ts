/** What is kept of whom, for how long, as a page. Pure. */
import { html } from '../domain/text/html.ts';
import type { WebAddresses } from '../domain/web-addresses.ts';
import { say, textIn, type Words } from '../domain/words.ts';
import { page } from './page.ts';

const TITLE = say('Privacy');
const SECTIONS: readonly { readonly heading: Words; readonly lines: readonly Words[] }[] = [
  {
    heading: say('These pages and feeds'),
    lines: [
      say('They set no cookies, hold no scripts, and load nothing from elsewhere.'),
      say(
        'Your network address is held in memory for a few minutes, to slow down who asks too often, and is not written down by Paperboy. A server in front of it may keep records of its own.',
      ),
    ],
  },
  {
    heading: say('Papers by mail'),
    lines: [
      say(
        'Your address is used for what you asked for and for nothing else. It is given to the mail server that sends the mail, and to nobody else.',
      ),
      say(
        'Mails hold no pictures from elsewhere and no links that count clicks: nobody is told whether you read them.',
      ),
      say(
        'An address that is not confirmed is deleted after 48 hours. A confirmed one is deleted when you unsubscribe, with what was sent to it.',
      ),
      say('Where somebody asked never to be written to, a code of the address is kept that does not tell what it was.'),
    ],
  },
  {
    heading: say('On Discord'),
    lines: [
      say(
        '/following lists what you follow, /unfollow ends it, and /forget deletes everything that Paperboy keeps of you.',
      ),
    ],
  },
];

/** @param contact an address that a person reads, where there is one */
export function privacyPage(addresses: WebAddresses, contact?: string): string {
  const words = (said: Words) => textIn(said);
  return page({
    addresses,
    title: words(TITLE),
    canonical: addresses.privacy(),
    body: html`<h1>${words(TITLE)}</h1>
${SECTIONS.map(({ heading, lines }) => html`<h2>${words(heading)}</h2>\n${lines.map((line) => html`<p>${words(line)}</p>\n`)}`)}
${contact && html`<h2>${words(say('Who answers for it'))}</h2>\n<p>${words(say('Whoever runs this Paperboy: {contact}', { contact }))}</p>`}`,
  });
}
