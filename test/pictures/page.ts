/** Messages as a person sees them in a channel → one HTML page, as Discord would lay it out. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MessageFlags } from 'discord.js';
import type { WireMessage } from '../servers/discord/wire.ts';
import { componentToHtml, type Drawing, image } from './components.ts';
import { escapeHtml, markdownToHtml } from './markdown.ts';

export interface Shown {
  readonly message: WireMessage;
  /** "/ask question: …", where a command led to it. */
  readonly used?: string | undefined;
}

const STYLE = readFileSync(join(import.meta.dirname, 'page.css'), 'utf8');

export function pageOf(shown: readonly Shown[], theme: 'dark' | 'light', drawing: Drawing): string {
  const messages = shown.map((one) => messageToHtml(one, drawing)).join('\n');
  return `<!doctype html><html lang="en"><meta charset="utf-8"><style>${STYLE}</style><body class="${theme}">${messages}</body></html>`;
}

function messageToHtml({ message, used }: Shown, drawing: Drawing): string {
  const { author, content, components, attachments, flags, thread } = message;
  const isBot = author.bot === true;
  const text = content ? `<div class="text">${markdownToHtml(content, drawing)}</div>` : '';
  const drawn = components.map((component) => componentToHtml(component, drawing)).join('');
  const files =
    flags & MessageFlags.IsComponentsV2 ? '' : attachments.map((file) => attachment(file, drawing)).join('');
  const name = escapeHtml(isBot ? 'Paperboy' : String(author.global_name ?? author.username));
  const header = `<div><span class="who">${name}</span>${isBot ? '<span class="app">APP</span>' : ''}<span class="when">today at 09:00</span></div>`;
  const only =
    flags & MessageFlags.Ephemeral ? '<div class="only">👁 Only you can see this · Dismiss message</div>' : '';
  const above = used ? `<div class="used">↱ <b>Ada</b> used <b>${escapeHtml(used)}</b></div>` : '';
  const below = thread ? `<div class="thread"># ${escapeHtml(String(thread.name ?? 'thread'))} · thread</div>` : '';
  return `${above}<div class="message"><div class="face ${isBot ? '' : 'person'}">${name.slice(0, 1)}</div><div class="body">${header}${text}${files}${drawn}${only}</div></div>${below}`;
}

function attachment({ url, filename }: WireMessage['attachments'][number], drawing: Drawing): string {
  return image(url, drawing) || `<div class="file">📄 ${escapeHtml(filename)}</div>`;
}
