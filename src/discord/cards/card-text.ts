/** A paper of a list comes in; what its card says, as Discord Markdown of bounded length, goes out. Pure. */
import type { PaperCard } from '../../domain/paper-card.ts';
import { escapeMarkdown } from '../escape-markdown.ts';
import { renderLink } from '../link.ts';
import { fitText } from './fit-text.ts';

/** Characters of Markdown, a link's address aside. */
const LONGEST_TITLE = 300;
const LONGEST_PEOPLE = 120;
const LONGEST_ORGANISATION = 80;
const LONGEST_LINE = 400;
/** The title has at most this share of the card. */
const TITLE_SHARE = 0.6;
/** A line of fewer characters says nothing. */
const SHORTEST_LINE = 20;
const NO_TITLE = 'Without a title';

/**
 * Title, facts and one line; what does not fit is cut, and the line is the first to go.
 * @param number its place in the whole list @param limit characters; from 300 on everything fits, if shortened
 */
export function cardText(card: PaperCard, number: number, limit: number): string {
  const title = `### ${number}. ${titleOf(card, Math.floor(limit * TITLE_SHARE))}`;
  const withFacts = joined(title, factsOf(card, limit - title.length));
  const left = limit - withFacts.length - 1;
  const line = card.line && left >= SHORTEST_LINE ? fitText(card.line, Math.min(left, LONGEST_LINE), inOneLine) : '';
  return joined(withFacts, line);
}

function titleOf({ title, url }: PaperCard, limit: number): string {
  const linked = (text: string) => renderLink(text, url ?? '');
  const longest = Math.min(LONGEST_TITLE, limit);
  const most = url ? Math.min(longest + url.length + 6, limit) : longest;
  // Without a letter to press on, the link would have nothing to show.
  const shown = /\S/u.test(escapeMarkdown(title)) ? title : NO_TITLE;
  return (url && fitText(shown, most, linked)) || fitText(shown, longest, escapeMarkdown) || NO_TITLE;
}

/** Whole facts only, so many of them as fit: people, organisation, day, interest. */
function factsOf(card: PaperCard, limit: number): string {
  const facts = [
    card.people && fitText(card.people, LONGEST_PEOPLE, escapeMarkdown),
    card.organisation && fitText(card.organisation, LONGEST_ORGANISATION, escapeMarkdown),
    card.date && escapeMarkdown(card.date),
    ...card.interest.map(escapeMarkdown),
    card.withdrawn ? '**withdrawn**' : '',
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
