/** An outline of a digest → what stands of it on a page, and in a feed. Pure. */
import type { DigestOutline, OutlineEntry, OutlineTheme } from '../domain/digest-outline.ts';
import { dotted, type Html, html, linkedTitle } from '../domain/text/html.ts';
import { lineHtml } from '../domain/text/line-html.ts';

/** @param picture its address; missing where there is none */
export function digestHtml(outline: DigestOutline, picture?: string): Html {
  const { title, summary } = outline;
  return html`<h1>${title}</h1>
${summary && html`<p class="quiet">${summary}</p>`}
${digestBody(outline, picture)}`;
}

/** The same without its title, which a feed has elsewhere. */
export function digestBody(outline: DigestOutline, picture?: string): Html {
  const { nothing, entries, themes, roseLate, labels } = outline;
  const isWrapUp = themes.length > 0 || roseLate.length > 0;
  return html`${nothing && html`<p>${nothing}</p>`}
${picture && html`<img src="${picture}" alt="${outline.picture?.alternative ?? ''}">`}
${themes.length > 0 && html`<h2>${labels.themes}</h2>\n${themes.map(themeHtml)}`}
${entries.length > 0 && html`${isWrapUp && html`<h2>${labels.papers}</h2>`}\n${entriesHtml(entries, labels.discussion)}`}
${roseLate.length > 0 && html`<h2>${labels.roseLate}</h2>\n${entriesHtml(roseLate, labels.discussion)}`}`;
}

function entriesHtml(entries: readonly OutlineEntry[], discussion: string): Html {
  return html`<ol class="entries">
${entries.map((entry) => entryHtml(entry, discussion))}</ol>`;
}

function entryHtml({ title, url, facts, line, reasons, discussion }: OutlineEntry, label: string): Html {
  const shown = [
    ...facts.map((fact) => html`${fact}`),
    ...(discussion ? [linkTo({ title: label, url: discussion })] : []),
  ];
  return html`<li>
<h3 dir="auto">${linkTo({ title, url })}</h3>
${shown.length > 0 && html`<p class="quiet">${dotted(shown)}</p>`}
${line && html`<p dir="auto">${line}</p>`}
${reasons.length > 0 && html`<p class="quiet"><em>${dotted(reasons.map(lineHtml))}</em></p>`}
</li>
`;
}

function themeHtml({ name, size, claims, examples }: OutlineTheme): Html {
  const cited = claims.map(({ text, sources }) => {
    const links = sources.map((source) => html` <span class="quiet">[${linkTo(source)}]</span>`);
    return html`<p dir="auto">${text}${links}</p>\n`;
  });
  const papers = examples.map((paper) => html`<p dir="auto" class="quiet">${linkTo(paper)}</p>\n`);
  return html`<div class="theme"><h3 dir="auto">${name} <span class="quiet">(${size})</span></h3>
${cited.length ? cited : papers}</div>
`;
}

function linkTo(of: { readonly title: string; readonly url?: string | undefined }): Html {
  return linkedTitle(of, html`rel="noreferrer"`);
}
