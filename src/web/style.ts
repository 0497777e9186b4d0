/** How pages look: one sheet, inside the page, in the light and in the dark, on a phone and on a desk. */
import { createHash } from 'node:crypto';

/** Text has a contrast of at least 4.5:1 against its background in both, as WCAG 2.2 asks (1.4.3). */
export const STYLE = `
:root { color-scheme: light dark; --ground: #f4f5f7; --sheet: #ffffff; --text: #1b1f24; --quiet: #59636e; --link: #0a58b8; --line: #e2e6ea; --button-text: #ffffff; }
@media (prefers-color-scheme: dark) { :root { --ground: #14171b; --sheet: #1b1f24; --text: #f2f4f6; --quiet: #b9c1ca; --link: #7cc0ff; --line: #353c45; --button-text: #10151a; } }
* { box-sizing: border-box; }
html { background: var(--ground); color: var(--text); font: 17px/1.55 -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; padding: 1.25rem 1rem 3rem; max-width: 46rem; overflow-wrap: anywhere; }
a { color: var(--link); text-decoration: none; }
a:hover, a:focus-visible { text-decoration: underline; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; }
header { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; align-items: baseline; padding: 0 .25rem .9rem; }
header .name { font-weight: 700; color: var(--text); margin-right: auto; }
header nav { display: flex; gap: 1.1rem; }
main { background: var(--sheet); border-radius: 12px; padding: 1.75rem 1.75rem 1.5rem; }
h1 { margin: 0; font-size: 1.65rem; line-height: 1.25; }
h2 { margin: 2.2rem 0 0; font-size: .8rem; letter-spacing: .05em; text-transform: uppercase; color: var(--quiet); }
h3 { margin: 0; font-size: 1.1rem; line-height: 1.35; font-weight: 600; }
p { margin: .5rem 0 0; }
.quiet, footer { color: var(--quiet); font-size: .9rem; line-height: 1.5; }
.quiet a { white-space: nowrap; }
.entries { list-style: none; margin: 0; padding: 0; }
.entries > li { margin-top: 1.35rem; padding-top: 1.35rem; border-top: 1px solid var(--line); }
.days { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; justify-content: space-between; margin-top: 1.75rem; padding-top: 1.1rem; border-top: 1px solid var(--line); }
.past { margin: .75rem 0 0; padding: 0; list-style: none; }
.past li { padding: .45rem 0; border-bottom: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: 0 1rem; justify-content: space-between; }
.past + p { margin-top: 1rem; }
.theme { margin-top: 1.2rem; }
img { display: block; width: 100%; max-width: 36rem; height: auto; border-radius: 10px; margin-top: 1.5rem; }
form { margin: 1.4rem 0 0; }
button { font: inherit; font-weight: 600; padding: .75rem 1.5rem; border: 0; border-radius: 8px; background: var(--link); color: var(--button-text); cursor: pointer; }
footer { padding: 1rem .25rem 0; }
@media (max-width: 480px) { body { padding: 1rem 0 2rem; } header, footer { padding-left: 1.1rem; padding-right: 1.1rem; } main { border-radius: 0; padding: 1.4rem 1.1rem 1.2rem; } button { width: 100%; } }
@media print { html { background: none; font-size: 12pt; } header nav, .days, form { display: none; } main { padding: 0; } .entries > li { break-inside: avoid; } }
`;

/** No script, no frame, nothing from elsewhere: this one sheet, pictures of ours and forms to us. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');
