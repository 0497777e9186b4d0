/** What stands in a message in Discord's Markdown → HTML that looks as Discord shows it. What Discord does not mark up is shown as it is. */

export interface Names {
  /** Of channels, roles and people, by id. */
  readonly of: (id: string) => string | undefined;
  /** Milliseconds since 1970, for times such as "in 3 hours". */
  readonly now: number;
}

/** A whole text: blocks are lines. */
export function markdownToHtml(text: string, names: Names): string {
  const parts = text.split(/(```(?:[\w+-]*\n)?[\s\S]*?```)/);
  return parts.map((part, index) => (index % 2 ? codeBlock(part) : lines(part, names))).join('');
}

function codeBlock(part: string): string {
  const inner = part.replace(/^```(?:[\w+-]*\n)?/, '').replace(/\n?```$/, '');
  return `<pre><code>${escapeHtml(inner)}</code></pre>`;
}

function lines(text: string, names: Names): string {
  let quoted: string[] = [];
  const html: string[] = [];
  const endQuote = () => {
    if (quoted.length) html.push(`<blockquote>${quoted.map((line) => block(line, names)).join('')}</blockquote>`);
    quoted = [];
  };
  for (const line of text.replace(/^\n|\n$/g, '').split('\n')) {
    if (line.startsWith('> ')) quoted.push(line.slice(2));
    else {
      endQuote();
      html.push(block(line, names));
    }
  }
  endQuote();
  return html.join('');
}

function block(line: string, names: Names): string {
  const heading = /^(#{1,3}) (.+)$/.exec(line);
  if (heading) return `<h${heading[1]?.length}>${inline(heading[2] ?? '', names)}</h${heading[1]?.length}>`;
  if (line.startsWith('-# ')) return `<div class="small">${inline(line.slice(3), names)}</div>`;
  const item = /^(\s*)(?:[-*]|(\d+)\.) (.+)$/.exec(line);
  if (item) {
    const [, indent = '', number, rest = ''] = item;
    const mark = number ? `${number}.` : '•';
    return `<div class="item" style="margin-left:${indent.length * 8}px"><span class="mark">${mark}</span><span>${inline(rest, names)}</span></div>`;
  }
  const indent = /^ */.exec(line)?.[0].length ?? 0;
  return line.trim()
    ? `<div${indent ? ` style="margin-left:${indent * 8}px"` : ''}>${inline(line.trim(), names)}</div>`
    : '<div class="gap"></div>';
}

/** One pass from left to right: what comes first wins, and what is escaped is only shown. */
const MARKS: readonly (readonly [RegExp, (found: RegExpExecArray, names: Names) => string])[] = [
  [/^\\([^A-Za-z0-9\s])/, ([, character = '']) => escapeHtml(character)],
  [/^(`+)([\s\S]*?[^`])\1(?!`)/, ([, , code = '']) => `<code>${escapeHtml(code.trim())}</code>`],
  [/^<\/([^:>]+):\d+>/, ([, name]) => `<span class="mention">/${escapeHtml(name ?? '')}</span>`],
  [/^<t:(\d+)(?::(\w))?>/, ([, seconds, style], { now }) => time(Number(seconds) * 1000, style, now)],
  [/^<#(\d+)>/, ([, id = ''], { of }) => `<span class="mention"># ${escapeHtml(of(id) ?? 'unknown')}</span>`],
  [/^<@[&!]?(\d+)>/, ([, id = ''], { of }) => `<span class="mention">@${escapeHtml(of(id) ?? 'unknown')}</span>`],
  [
    /^\[((?:\\.|\[[^\]]*\]|[^[\]\\])+)\]\(<?(https?:[^\s>)]+)>?\)/,
    ([, text = ''], names) => `<a>${inline(text, names)}</a>`,
  ],
  [/^<(https?:[^\s>]+)>/, ([, address = '']) => `<a>${escapeHtml(address)}</a>`],
  [/^https?:\/\/[^\s<)]+/, ([address = '']) => `<a>${escapeHtml(address)}</a>`],
  [/^\*\*((?:\\.|[^\\])+?)\*\*(?!\*)/, ([, text = ''], names) => `<strong>${inline(text, names)}</strong>`],
  [/^\*((?:\\.|[^\\*\s])(?:\\.|[^\\*])*?)\*/, ([, text = ''], names) => `<em>${inline(text, names)}</em>`],
  [/^_((?:\\.|[^\\_\s])(?:\\.|[^\\_])*?)_(?!\w)/, ([, text = ''], names) => `<em>${inline(text, names)}</em>`],
];

function inline(text: string, names: Names): string {
  let html = '';
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at);
    const hit = MARKS.map(([pattern, show]) => ({ found: pattern.exec(rest), show })).find(({ found }) => found);
    if (hit?.found) {
      html += hit.show(hit.found, names);
      at += hit.found[0].length;
    } else {
      html += escapeHtml(text[at] ?? '');
      at += 1;
    }
  }
  return html;
}

function time(instant: number, style: string | undefined, now: number): string {
  const shown =
    style === 'R'
      ? relative(instant - now)
      : new Date(instant).toLocaleString('en-GB', {
          ...{ timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' },
          ...(style === 'd' || style === 'D' ? {} : { hour: '2-digit', minute: '2-digit' }),
          ...(style === 'F' && { weekday: 'long' }),
        });
  return `<span class="time">${shown}</span>`;
}

function relative(milliseconds: number): string {
  const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  const hours = milliseconds / 3_600_000;
  if (Math.abs(hours) < 1) return format.format(Math.round(hours * 60), 'minute');
  return Math.abs(hours) < 24 ? format.format(Math.round(hours), 'hour') : format.format(Math.round(hours / 24), 'day');
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
