/** An outline of a digest in; a mail to read, as HTML with its picture inside and as plain text, out. Pure. */
import type { DigestOutline, OutlineEntry, OutlineTheme } from '../domain/digest-outline.ts';
import type { PlainSpan } from '../domain/line.ts';
import { dotted, type Html, html, linkedTitle } from '../domain/text/html.ts';
import { lineHtml } from '../domain/text/line-html.ts';
import { bareText, type Catalogue, say, textIn, type Words } from '../domain/words.ts';
import { look, mailDocument } from './layout.ts';
import { underlined, wrapText } from './wrap-text.ts';

/** What goes into a mail, before it has a sender and a recipient. */
export interface MailContent {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly pictures: readonly InlinePicture[];
}

/** Shown inside the HTML by `cid:`. */
export interface InlinePicture {
  readonly cid: string;
  readonly name: string;
  readonly content: Uint8Array;
}

export interface DigestMailAddresses {
  /** The same digest as a page. */
  readonly online: string;
  readonly unsubscribe: string;
  readonly privacy: string;
}

const PREHEADER_TITLES = 3;

export function digestMail(outline: DigestOutline, addresses: DigestMailAddresses, catalogue?: Catalogue): MailContent {
  const words = (said: Words) => textIn(said, catalogue);
  const pictures = pictureOf(outline);
  const said = {
    why: words(say('You get this mail because you asked for it and confirmed it.')),
    online: words(say('Read it on the web')),
    unsubscribe: words(say('Unsubscribe')),
    privacy: words(say('Privacy')),
  };
  const footer = [
    html`${outline.note}`,
    html`${said.why}`,
    html`<a href="${addresses.online}" ${look('footLink')}>${said.online}</a> &nbsp;·&nbsp; <a href="${addresses.unsubscribe}" ${look('footLink')}>${said.unsubscribe}</a> &nbsp;·&nbsp; <a href="${addresses.privacy}" ${look('footLink')}>${said.privacy}</a>`,
  ];
  return {
    subject: outline.title,
    html: mailDocument({
      language: outline.language,
      title: outline.title,
      preheader: preheaderOf(outline),
      body: bodyHtml(outline, pictures),
      footer,
    }),
    text: [
      underlined(outline.title),
      ...bodyText(outline),
      '-- ',
      wrapText(outline.note),
      wrapText(said.why),
      `${said.online}:\n${addresses.online}`,
      `${said.unsubscribe}:\n${addresses.unsubscribe}`,
      `${said.privacy}:\n${addresses.privacy}`,
      '',
    ].join('\n\n'),
    pictures,
  };
}

function preheaderOf({ entries, nothing = '' }: DigestOutline): string {
  if (!entries.length) return nothing;
  const titles = entries.slice(0, PREHEADER_TITLES).map(({ title }) => title);
  return titles.join(' · ');
}

function pictureOf({ picture }: DigestOutline): InlinePicture[] {
  if (!picture || typeof picture.content === 'string') return [];
  return [{ cid: 'counts@paperboy', name: picture.name, content: picture.content }];
}

function bodyHtml(outline: DigestOutline, pictures: readonly InlinePicture[]): Html {
  const { title, summary, nothing, entries, themes, roseLate, picture, labels } = outline;
  const section = (label: string, parts: readonly Html[]) =>
    parts.length > 0 && html`<h2 ${look('section')}>${label}</h2>\n${parts}`;
  const entry = (one: OutlineEntry) => entryHtml(one, labels.discussion);
  const isWrapUp = themes.length > 0 || roseLate.length > 0;
  return html`<p ${look('name')}>Paperboy</p>
<h1 ${look('title')}>${title}</h1>
${summary && html`<p ${look('summary')}>${summary}</p>`}
${nothing && html`<p ${look('text')}>${nothing}</p>`}
${pictures.map(({ cid }) => html`<img src="cid:${cid}" alt="${picture?.alternative ?? ''}" width="544" ${look('picture')}>`)}
${section(
  labels.themes,
  themes.map((theme) => themeHtml(theme)),
)}
${isWrapUp ? section(labels.papers, entries.map(entry)) : entries.map(entry)}
${section(labels.roseLate, roseLate.map(entry))}`;
}

function entryHtml({ title, url, facts, line, reasons, discussion }: OutlineEntry, label: string): Html {
  const shown = [
    ...facts.map((fact) => html`${fact}`),
    ...(discussion ? [linkTo({ title: label, url: discussion })] : []),
  ];
  return html`<div ${look('entry')}>
<h3 dir="auto" ${look('entryTitle')}>${linkTo({ title, url })}</h3>
${shown.length > 0 && html`<p ${look('facts')}>${dotted(shown)}</p>`}
${line && html`<p dir="auto" ${look('text')}>${line}</p>`}
${reasons.length > 0 && html`<p ${look('reasons')}>${dotted(reasons.map(lineHtml))}</p>`}
</div>
`;
}

function themeHtml({ name, size, claims, examples }: OutlineTheme): Html {
  const cited = claims.map(
    ({ text, sources }) =>
      html`<p dir="auto" ${look('text')}>${text} ${sources.map((source) => sourceHtml(source))}</p>`,
  );
  const papers = examples.map((paper) => html`<p dir="auto" ${look('facts')}>${linkTo(paper)}</p>`);
  return html`<h3 dir="auto" ${look('theme')}>${name} <span ${look('facts')}>(${size})</span></h3>
${cited.length ? cited : papers}
`;
}

type Source = { readonly title: string; readonly url?: string | undefined };

function sourceHtml(source: Source): Html {
  return html`<span ${look('facts')}>[${linkTo(source)}]</span> `;
}

function linkTo(of: Source): Html {
  return linkedTitle(of, look('link'));
}

function bodyText({ summary, nothing, entries, themes, roseLate, labels }: DigestOutline): string[] {
  const isWrapUp = themes.length > 0 || roseLate.length > 0;
  const section = (label: string, parts: readonly string[]) => (parts.length ? [underlined(label, '-'), ...parts] : []);
  const chosen = entries.map((entry, at) => entryText(entry, at + 1));
  return [
    ...(summary ? [wrapText(summary)] : []),
    ...(nothing ? [wrapText(nothing)] : []),
    ...section(labels.themes, themes.map(themeText)),
    ...(isWrapUp ? section(labels.papers, chosen) : chosen),
    ...section(
      labels.roseLate,
      roseLate.map((entry, at) => entryText(entry, at + 1)),
    ),
  ];
}

function entryText({ title, url, facts, line, reasons }: OutlineEntry, number: number): string {
  const mark = `${number}. `;
  const indent = ' '.repeat(mark.length);
  return [
    wrapText(title, indent, mark),
    ...(facts.length ? [wrapText(facts.join('\u00a0· '), indent)] : []),
    ...(line ? [wrapText(line, indent)] : []),
    ...(reasons.length ? [wrapText(`(${reasons.map(bareLine).join('; ')})`, indent)] : []),
    ...(url ? [`${indent}${url}`] : []),
  ].join('\n');
}

function themeText({ name, size, claims, examples }: OutlineTheme): string {
  const said = claims.map(({ text, sources }) =>
    [wrapText(text, '  '), ...sources.flatMap(({ url }) => (url ? [`  ${url}`] : []))].join('\n'),
  );
  const papers = examples.map(({ title, url }) => [wrapText(title, '  '), ...(url ? [`  ${url}`] : [])].join('\n'));
  return [wrapText(`${name} (${size})`), ...(said.length ? said : papers)].join('\n');
}

function bareLine(line: readonly PlainSpan[]): string {
  return line.map(bareText).join('');
}
