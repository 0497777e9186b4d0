/** What was to be said and what stands on Discord come in; what is missing of it, or could ping somebody, goes out. */
import { visibleText } from '../../../src/discord/escape-markdown.ts';
import type { Line, Message, PlainBlock } from '../../../src/domain/message.ts';
import { withoutCards } from '../../../src/domain/message.ts';
import type { CardsBlock } from '../../../src/domain/paper-card.ts';
import { lineIn } from '../../../src/domain/words.ts';
import { shownText } from '../../../test/discord/shown-text.ts';
import type { LoggedRequest } from '../../../test/servers/discord/rest-server.ts';

/** Between the parts of a long answer and its file. */
const ATTACHED = 'The rest is long, so it is in the attached file.';

/** Every run of text of a message, in the order in which it is read; marks, numbers and addresses aside. */
export function saidIn({ blocks }: Message): string[] {
  return withoutCards(blocks).flatMap(saidInBlock).filter(Boolean);
}

function saidInBlock(block: PlainBlock): string[] {
  switch (block.kind) {
    case 'list':
      return block.items.flatMap(saidInLine);
    case 'entries':
      return block.items.flatMap(({ title, details }) => [title, ...details].flatMap(saidInLine));
    case 'table':
      return block.rows.flatMap((row) => row.flatMap(saidInLine));
    case 'sources':
      return block.items.flatMap(({ line }) => saidInLine(line));
    default:
      return saidInLine(block.line);
  }
}

function saidInLine(line: Line): string[] {
  return lineIn(line).flatMap((span) => {
    if (typeof span === 'string') return [lettersOf(span)];
    if (!('text' in span)) return [];
    // An address as the text of a link is shown as the address that it leads to.
    const isAddress = span.kind === 'link' && /^https?:\/\/\S+$/i.test(visibleText(span.text).trim());
    return isAddress ? [] : [lettersOf(span.text)];
  });
}

/** @param shown texts of all messages and files, in order @returns what was to be said and is not there, in order */
export function missingIn(said: readonly string[], shown: readonly string[]): string[] {
  const letters = lettersOf(shown.map((text) => shownText(withoutAddresses(text.replace(ATTACHED, '')))).join('\n'));
  let at = 0;
  for (const text of said) {
    const found = letters.indexOf(text, at);
    if (found < 0) return [text];
    at = found + text.length;
  }
  return [];
}

/** A card may be shortened where one sees that it is. @returns titles that are cut without a sign */
export function cutInSilence({ items }: CardsBlock, shown: string): string[] {
  const letters = lettersOf(shownText(shown));
  const isCut = shown.includes('…');
  return items.map(({ title }) => lettersOf(title)).filter((title) => !letters.includes(title) && !isCut);
}

/** @returns requests that carry a text and do not forbid every mention */
export function pingsIn(requests: readonly LoggedRequest[]): string[] {
  return requests.flatMap(({ method, path, body }) => {
    const sent = (/callback$/.test(path) ? (body as { data?: unknown } | undefined)?.data : body) as
      | { content?: unknown; components?: unknown; allowed_mentions?: { parse?: unknown } }
      | undefined;
    if (sent?.content === undefined && sent?.components === undefined) return [];
    const { parse } = sent.allowed_mentions ?? {};
    return Array.isArray(parse) && parse.length === 0 ? [] : [`${method} ${path}`];
  });
}

/** Markdown without its addresses, those of links and those that stand by themselves. */
function withoutAddresses(markdown: string): string {
  return markdown.replace(/(?<=\])\(<https?:\/\/[^>\s]*>\)|<https?:\/\/[^>\s]*>/g, '');
}

function lettersOf(text: string): string {
  return visibleText(text).replace(/[^\p{L}\p{N}]/gu, '');
}
