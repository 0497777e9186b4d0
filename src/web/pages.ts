/** What there is to read → pages. Pure. */
import { html } from '../domain/text/html.ts';
import type { WebAddresses } from '../domain/web-addresses.ts';
import { type Catalogue, say, textIn, type Words } from '../domain/words.ts';
import type { DayContent, DigestContent, SubscriptionContent } from './content.ts';
import { digestHtml } from './digest-html.ts';
import { notice, page } from './page.ts';

export function dayPage({ day, outline, previous, next }: DayContent, addresses: WebAddresses): string {
  const to = (other: string | undefined, label: string, rel: string) =>
    other ? html`<a rel="${rel}" href="${addresses.day(other)}">${label}</a>` : html`<span></span>`;
  return page({
    addresses,
    title: outline.title,
    canonical: addresses.day(day),
    note: outline.note,
    body: html`${digestHtml(outline)}
<nav class="days">${to(previous, `← ${previous}`, 'prev')}${to(next, `${next} →`, 'next')}</nav>`,
  });
}

export function emptyPage(addresses: WebAddresses): string {
  const words = inLanguage();
  return notice({ addresses }, words(say('No papers yet')), [
    words(
      say(
        'Nothing was listed on Daily Papers since this Paperboy began to read it. The first list comes within a day.',
      ),
    ),
  ]);
}

export function digestPage(content: DigestContent, addresses: WebAddresses): string {
  const { key, subscription, outline, catalogue } = content;
  const words = inLanguage(catalogue);
  const picture = outline.picture && typeof outline.picture.content !== 'string';
  return page({
    ...{ addresses, catalogue, title: outline.title, unlisted: true, note: outline.note },
    feed: (format) => addresses.subscriptionFeed(subscription, format),
    canonical: addresses.digest(key),
    body: html`${digestHtml(outline, picture ? `${addresses.digest(key)}/picture` : undefined)}
<nav class="days"><a href="${addresses.subscription(subscription)}">${words(say('Earlier digests'))}</a></nav>`,
  });
}

export function subscriptionPage(content: SubscriptionContent, addresses: WebAddresses): string {
  const { id, description, digests, state, olderThan, catalogue } = content;
  const words = inLanguage(catalogue);
  const list = digests.map(
    ({ key, outline }) =>
      html`<li><a href="${addresses.digest(key)}">${outline.title}</a><span class="quiet">${outline.summary || outline.nothing}</span></li>\n`,
  );
  return page({
    ...{ addresses, catalogue, title: words(say('Digests')), unlisted: true },
    feed: (format) => addresses.subscriptionFeed(id, format),
    canonical: addresses.subscription(id),
    body: html`<h1>${words(say('Digests'))}</h1>
<p dir="auto">${description}</p>
${state === 'paused' && html`<p class="quiet">${words(say('Paused: nothing is sent at present.'))}</p>`}
${list.length > 0 ? html`<ul class="past">\n${list}</ul>` : html`<p>${words(say('Nothing was sent yet.'))}</p>`}
${olderThan !== undefined && html`<p><a rel="next" href="${addresses.olderDigests(id, olderThan)}">${words(say('Earlier ones'))}</a></p>`}
<p class="quiet">${words(say('Whoever knows the address of this page can read it and its feeds; search engines are asked to leave it alone.'))}</p>`,
  });
}

export type ErrorKind = 'not-found' | 'method' | 'too-many' | 'failed';

const ERRORS: Readonly<Record<ErrorKind, { readonly title: Words; readonly text: Words }>> = {
  'not-found': {
    title: say('There is no such page'),
    text: say('The address may be misspelt, or what it showed was deleted by its reader.'),
  },
  method: { title: say('That cannot be done here'), text: say('This page can only be read.') },
  'too-many': { title: say('One moment, please'), text: say('You asked for very many pages. Try again in a minute.') },
  failed: {
    title: say('The page could not be made'),
    text: say('It is our fault, not yours. Try again in a minute.'),
  },
};

export function errorPage(kind: ErrorKind, addresses: WebAddresses): string {
  const { title, text } = ERRORS[kind];
  const words = inLanguage();
  return notice({ addresses }, words(title), [words(text)]);
}

function inLanguage(catalogue?: Catalogue): (said: Words) => string {
  return (said) => textIn(said, catalogue);
}
