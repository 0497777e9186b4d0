/** Text of ours and of strangers → HTML in which nothing but our own templates is mark-up. */

/** Mark-up that a template of ours made. */
export class Html {
  readonly markup: string;

  /** @param markup is taken as it is: only `html` and constants of ours may make one */
  constructor(markup: string) {
    this.markup = markup;
  }
}

export type HtmlPart = Html | string | number | false | undefined | readonly HtmlPart[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** What XML and HTML know no character for; it would make a whole feed unreadable. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const NO_CHARACTER = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|\p{Cs}/gu;

/** Safe between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  return withoutControls(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** Without what XML cannot hold, halves of surrogate pairs among it. */
export function withoutControls(text: string): string {
  return text.replace(NO_CHARACTER, '');
}

/** A template: what stands in its gaps is escaped, unless a template made it. Lists stand one after the other. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlPart[]): Html {
  const made = parts.reduce((before, part, at) => before + markupOf(values[at - 1]) + part);
  return new Html(made);
}

/** "3 upvotes · 2 comments". */
export function dotted(parts: readonly Html[]): Html {
  return html`${parts.map((part, at) => (at ? html` · ${part}` : part))}`;
}

/** The title, as a link where there is somewhere to go. @param attributes further ones of the link */
export function linkedTitle(
  { title, url }: { readonly title: string; readonly url?: string | undefined },
  attributes: Html,
): Html {
  return url ? html`<a href="${url}" ${attributes}>${title}</a>` : html`${title}`;
}

function markupOf(part: HtmlPart): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Html) return part.markup;
  if (typeof part === 'number') return String(part);
  return typeof part === 'string' ? escapeHtml(part) : part.map(markupOf).join('');
}
