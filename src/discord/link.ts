/** Addresses of our own come in; Discord links that do not unfold go out. */
import { escapeMarkdown, visibleText } from './escape-markdown.ts';

/** A longer address is left out, its text stays. */
const LONGEST_ADDRESS = 450;

/** The address as it may stand between `<` and `>`, or `undefined` when it is none of the web's. */
export function safeAddress(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return undefined;
  const address = href.replace(/[()<>\s\\*`|"']/g, (character) =>
    encodeURIComponent(character).replace(/[()*']/g, hexadecimal),
  );
  return address.length <= LONGEST_ADDRESS ? address : undefined;
}

/**
 * `[text](<url>)`; for an address as its text stands `<url>`, and behind a text that begins with one stands `<url>`, too:
 * Discord refuses to mask an address by an address.
 */
export function renderLink(text: string, url: string): string {
  const address = safeAddress(url);
  if (!address) return escapeMarkdown(text);
  const shown = visibleText(text).trim();
  if (!shown || /^https?:\/\/\S+$/i.test(shown)) return `<${address}>`;
  if (/^https?:\/\//i.test(shown)) return `${escapeMarkdown(shown)} <${address}>`;
  return `[${escapeMarkdown(withBalancedBrackets(shown))}](<${address}>)`;
}

/** `[[2]](<url>)`, or `[2]` where there is nothing to point to. */
export function renderCitation(number: number, url: string | undefined): string {
  const address = url && safeAddress(url);
  return address ? `[[${number}]](<${address}>)` : `[${number}]`;
}

/** Discord's link rule counts brackets even when they are escaped. */
function withBalancedBrackets(text: string): string {
  let depth = 0;
  let lowest = 0;
  for (const character of text) {
    depth += character === '[' ? 1 : character === ']' ? -1 : 0;
    lowest = Math.min(lowest, depth);
  }
  return depth === 0 && lowest === 0 ? text : text.replaceAll('[', '(').replaceAll(']', ')');
}

function hexadecimal(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
