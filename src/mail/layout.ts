/** What stands in a mail → a whole HTML document that reads well on a phone and on a desk, in the light and in the dark. Pure. */
import { directionOf } from '../domain/text/direction.ts';
import { Html, type HtmlPart, html } from '../domain/text/html.ts';

export interface MailFrame {
  /** As BCP 47 writes it. */
  readonly language: string;
  readonly title: string;
  /** What a list of mails shows beside the subject. */
  readonly preheader: string;
  readonly body: HtmlPart;
  /** Small print, a paragraph each. */
  readonly footer: readonly HtmlPart[];
}

const FONT = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/**
 * Styles stand at the elements, for programs that take the head away; the head has what they can only say there. Text
 * has a contrast of at least 4.5:1 against its background in both, as WCAG 2.2 asks (1.4.3).
 */
const STYLES = {
  page: 'margin:0;padding:0;background:#f4f5f7',
  outer: 'background:#f4f5f7',
  sheet: `width:100%;max-width:600px;background:#ffffff;border-radius:12px;font-family:${FONT};color:#1b1f24`,
  // A word of a stranger may be as long as it likes.
  inside: 'padding:28px 28px 8px;overflow-wrap:anywhere;word-break:break-word',
  name: 'margin:0 0 6px;font-size:13px;line-height:1.4;letter-spacing:.04em;text-transform:uppercase;color:#59636e;font-weight:600',
  title: 'margin:0;font-size:24px;line-height:1.25;font-weight:700;color:#1b1f24',
  summary: 'margin:6px 0 0;font-size:15px;line-height:1.5;color:#59636e',
  section:
    'margin:30px 0 0;font-size:13px;line-height:1.4;letter-spacing:.04em;text-transform:uppercase;color:#59636e;font-weight:700',
  entry: 'margin:22px 0 0;padding:22px 0 0;border-top:1px solid #e2e6ea',
  entryTitle: 'margin:0;font-size:18px;line-height:1.35;font-weight:600',
  link: 'color:#0a58b8;text-decoration:none',
  facts: 'margin:6px 0 0;font-size:14px;line-height:1.45;color:#59636e',
  text: 'margin:8px 0 0;font-size:16px;line-height:1.55;color:#1b1f24',
  reasons: 'margin:8px 0 0;font-size:14px;line-height:1.45;color:#59636e;font-style:italic',
  theme: 'margin:16px 0 0;font-size:17px;line-height:1.4;font-weight:600;color:#1b1f24',
  picture: 'display:block;width:100%;max-width:544px;height:auto;border:0;border-radius:10px;margin:22px 0 0',
  button:
    'display:inline-block;margin:20px 0 6px;padding:13px 24px;border-radius:8px;background:#0a58b8;color:#ffffff;font-size:16px;font-weight:600;text-decoration:none',
  foot: 'padding:14px 28px 26px;overflow-wrap:anywhere;word-break:break-word',
  footText: 'margin:10px 0 0;font-size:13px;line-height:1.5;color:#59636e',
  footLink: 'color:#59636e;text-decoration:underline',
} as const;

export type StyleName = keyof typeof STYLES;

const HEAD = new Html(`<style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
a:hover { text-decoration: underline !important; }
@media (max-width: 480px) {
  .outer { padding: 0 !important; }
  .sheet { border-radius: 0 !important; }
  .inside { padding: 22px 18px 6px !important; }
  .foot { padding: 12px 18px 24px !important; }
  .button { display: block !important; text-align: center !important; }
}
@media (prefers-color-scheme: dark) {
  .page, .outer { background: #14171b !important; }
  .sheet { background: #1b1f24 !important; color: #f2f4f6 !important; }
  .title, .text, .theme { color: #f2f4f6 !important; }
  .name, .summary, .section, .facts, .reasons, .footText, .footLink { color: #b9c1ca !important; }
  .entry { border-top-color: #353c45 !important; }
  .link { color: #7cc0ff !important; }
  .button { background: #7cc0ff !important; color: #10151a !important; }
}
</style>`);

/** `class="…" style="…"` of an element. */
export function look(name: StyleName): Html {
  return new Html(`class="${name}" style="${STYLES[name]}"`);
}

export function mailDocument({ language, title, preheader, body, footer }: MailFrame): string {
  const direction = directionOf(language);
  const side = direction === 'rtl' ? 'right' : 'left';
  return html`<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${title}</title>
${HEAD}
</head>
<body ${look('page')}>
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${preheader}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" ${look('outer')}><tr><td align="center" class="outer" style="padding:24px 12px">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" ${look('sheet')}>
<tr><td align="${side}" ${look('inside')}>
${body}
</td></tr>
<tr><td align="${side}" ${look('foot')}>
${footer.map((part) => html`<p ${look('footText')}>${part}</p>\n`)}</td></tr>
</table>
</td></tr></table>
</body>
</html>
`.markup;
}
