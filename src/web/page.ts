/** What stands on a page → the whole document. Pure. */
import { directionOf } from '../domain/text/direction.ts';
import { Html, type HtmlPart, html } from '../domain/text/html.ts';
import type { FeedFormat, WebAddresses } from '../domain/web-addresses.ts';
import { type Catalogue, say, textIn, type Words } from '../domain/words.ts';
import { STYLE } from './style.ts';

export interface PageFrame {
  readonly title: string;
  readonly body: HtmlPart;
  readonly addresses: WebAddresses;
  readonly catalogue?: Catalogue | undefined;
  /** The feed that has what the page shows. */
  readonly feed?: (format: FeedFormat) => string;
  /** The one address of the page; missing where it has none that lasts. */
  readonly canonical?: string;
  readonly note?: string;
  /** Only who was given its address should find it. */
  readonly unlisted?: boolean;
}

const STYLE_ELEMENT = new Html(`<style>${STYLE}</style>`);

export function page({ title, body, addresses, catalogue, feed, canonical, note, unlisted }: PageFrame): string {
  const words = (said: Words) => textIn(said, catalogue);
  const feedOf = feed ?? addresses.feed;
  const language = catalogue?.language ?? 'en';
  return html`<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
${unlisted && html`<meta name="robots" content="noindex">`}
<title>${title} · Paperboy</title>
<link rel="icon" type="image/svg+xml" href="${addresses.base}/icon.svg">
${canonical && html`<link rel="canonical" href="${canonical}">`}
<link rel="alternate" type="application/atom+xml" title="Paperboy (Atom)" href="${feedOf('atom')}">
<link rel="alternate" type="application/feed+json" title="Paperboy (JSON Feed)" href="${feedOf('json')}">
${STYLE_ELEMENT}
</head>
<body>
<header><a class="name" href="${addresses.today()}">Paperboy</a>
<nav><a href="${feedOf('atom')}">Atom</a><a href="${feedOf('json')}">JSON Feed</a></nav></header>
<main>
${body}
</main>
<footer>${note && html`<p>${note}</p>`}<p><a href="${addresses.today()}">${words(say('Today’s papers'))}</a> · <a href="${addresses.privacy()}">${words(say('Privacy'))}</a></p></footer>
</body>
</html>
`.markup;
}

/** A few sentences, and perhaps a button. */
export function notice(
  frame: Pick<PageFrame, 'addresses' | 'catalogue'>,
  title: string,
  paragraphs: readonly HtmlPart[],
  form?: Html,
): string {
  return page({
    ...frame,
    title,
    unlisted: true,
    body: html`<h1>${title}</h1>
${paragraphs.map((paragraph) => html`<p>${paragraph}</p>\n`)}${form}`,
  });
}

/** @param action an address of ours; what is pressed is sent to it by POST */
export function pressButton(action: string, label: string): Html {
  return html`<form method="post" action="${action}"><button>${label}</button></form>\n`;
}
