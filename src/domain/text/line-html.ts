/** A line in one language → HTML. Its links lead to known places only; what else is linked is plain text. Pure. */
import type { PlainSpan } from '../line.ts';
import { bareText } from '../words.ts';
import { type Html, html } from './html.ts';

/** Where papers are read and discussed. */
const PAPER_PLACES = ['https://arxiv.org/', 'https://huggingface.co/papers/'];

export function lineHtml(line: readonly PlainSpan[]): Html {
  return html`${line.map(spanHtml)}`;
}

function spanHtml(span: PlainSpan): Html | string {
  if (typeof span === 'string') return span;
  if (span.kind === 'strong') return html`<strong>${span.text}</strong>`;
  if (span.kind === 'emphasis') return html`<em>${span.text}</em>`;
  if (span.kind === 'code') return html`<code>${span.text}</code>`;
  const isKnown = 'url' in span && span.url && PAPER_PLACES.some((place) => span.url?.startsWith(place));
  return isKnown ? html`<a href="${span.url}">${bareText(span)}</a>` : bareText(span);
}
