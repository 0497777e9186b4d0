/** A paper of a list comes in; what its card says, as Discord Markdown of bounded length, goes out. Pure. */
import type { PaperCard } from '../../domain/paper-card.ts';
import { type Catalogue, say, textIn } from '../../domain/words.ts';
import { escapeMarkdown } from '../escape-markdown.ts';
import { renderLink } from '../link.ts';
import { fitText } from './fit-text.ts';

/** Characters of Markdown, a link's address aside. */
const LONGEST_TITLE = 300;
const LONGEST_PEOPLE = 120;
const LONGEST_ORGANISATION = 80;
const LONGEST_LINE = 400;
const LONGEST_REASONS = 200;
/** The title has at most this share of the card. */
const TITLE_SHARE = 0.6;
/** A line of fewer characters says nothing. */
const SHORTEST_LINE = 20;
const NO_TITLE = say('Without a title');

/**
 * Title, facts, one line and why it is there; what does not fit is cut, and the last is the first to go.
 * @param number its place in the whole list @param limit characters; from 300 on everything fits, if shortened
 */
export function cardText(card: PaperCard, number: number, limit: number, words?: Catalogue): string {
  const title = `### ${number}. ${titleOf(card, Math.floor(limit * TITLE_SHARE), words)}`;
  const withFacts = joined(title, factsOf(card, limit - title.length, words));
  const left = limit - withFacts.length - 1;
  const line = card.line && left >= SHORTEST_LINE ? fitText(card.line, Math.min(left, LONGEST_LINE), inOneLine) : '';
  const whole = joined(withFacts, line);
  return joined(whole, reasonsOf(card, limit - whole.length - 1));
}

/** In small print; the first to go where there is no room. */
function reasonsOf({ reasons }: PaperCard, limit: number): string | undefined {
  const text = reasons === undefined ? '' : textIn(reasons);
  if (!text || limit < SHORTEST_LINE) return undefined;
  return fitText(text, Math.min(limit, LONGEST_REASONS), (shown) => `-# ${inOneLine(shown)}`);
}

function titleOf({ title, url }: PaperCard, limit: number, words: Catalogue | undefined): string {
  const linked = (text: string) => renderLink(text, url ?? '');
  const longest = Math.min(LONGEST_TITLE, limit);
  const most = url ? Math.min(longest + url.length + 6, limit) : longest;
  // Without a letter to press on, the link would have nothing to show.
  const nothing = textIn(NO_TITLE, words);
  const shown = /\S/u.test(escapeMarkdown(title)) ? title : nothing;
  return (url && fitText(shown, most, linked)) || fitText(shown, longest, escapeMarkdown) || nothing;
}

/** Whole facts only, so many of them as fit: people, organisation, day, interest. */
function factsOf(card: PaperCard, limit: number, words: Catalogue | undefined): string {
  const facts = [
    card.people && fitText(textIn(card.people, words), LONGEST_PEOPLE, escapeMarkdown),
    card.organisation && fitText(card.organisation, LONGEST_ORGANISATION, escapeMarkdown),
    card.date && escapeMarkdown(card.date),
    ...card.interest.map((interest) => escapeMarkdown(textIn(interest, words))),
    card.withdrawn ? `**${escapeMarkdown(textIn(say('withdrawn'), words))}**` : '',
  ].filter((fact) => fact !== undefined && fact !== '');
  let text = '';
  for (const fact of facts) {
    const longer = text ? `${text} · ${fact}` : `-# ${fact}`;
    if (longer.length < limit) text = longer;
  }
  return text;
}

/** What would begin a list or a heading at the start of a line is escaped by `escapeMarkdown`. */
function inOneLine(text: string): string {
  return escapeMarkdown(text.replace(/\s+/gu, ' ').trim());
}

function joined(before: string, after: string | undefined): string {
  return after ? `${before}\n${after}` : before;
}
