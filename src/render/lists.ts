/** A page of a list of papers → a message that says what the list is, how long, and how to go on. */
import type { Line, Message, Span } from '../domain/message.ts';
import type { Paper } from '../domain/paper.ts';
import type { PaperConditions, PaperSort } from '../domain/ports.ts';
import { shorten } from '../domain/text/clean.ts';
import { counted } from './paper-lines.ts';
import { renderPaperList } from './papers.ts';

export const PAGE_LENGTH = 10;
const LONGEST_SUBJECT = 80;
const LONGEST_NAME = 60;
const MOST_NAMES = 5;
const ORDERS: Readonly<Record<PaperSort, string>> = {
  relevance: 'best fit first',
  newest: 'newest first',
  upvotes: 'most upvoted first',
};

export interface ListPage {
  readonly papers: readonly Paper[];
  /** More fit than are listed. */
  readonly isMore: boolean;
  readonly order: PaperSort;
  /** From 1. */
  readonly page: number;
  /** What the list is, around the number of papers: "12 papers", "More than 200 papers". */
  readonly title: (number: string) => Line;
  /** The command that gave this page, without the page: `search`, and `gardens sort:newest`. */
  readonly command: { readonly name: string; readonly text: string };
  /** Names that say too little to choose papers by. */
  readonly unclear?: readonly { readonly name: string; readonly meant: readonly string[] }[];
}

/** @returns one page; or, beyond the end, how many pages there are */
export function renderListPage(list: ListPage): Message {
  const { papers, page, title, order, isMore, command } = list;
  const pages = Math.max(1, Math.ceil(papers.length / PAGE_LENGTH));
  const number = isMore ? `More than ${counted(papers.length, 'paper')}` : counted(papers.length, 'paper');
  const goTo = (wanted: number): Span[] => [{ kind: 'command', name: command.name }, ` ${command.text} page:${wanted}`];
  if (page > pages) {
    return {
      status: 'not-found',
      blocks: [
        { kind: 'paragraph', line: [`There is no page ${page}, only ${pages}: `, ...title(number), '.'] },
        { kind: 'note', line: ['The last one: ', ...goTo(pages)] },
      ],
    };
  }
  const shown = papers.slice((page - 1) * PAGE_LENGTH, page * PAGE_LENGTH);
  const place = pages > 1 ? `, page ${page} of ${pages}` : '';
  const notes: Line[] = [
    ...(page < pages ? [['The next page: ', ...goTo(page + 1)]] : []),
    ...(list.unclear ?? []).map(({ name, meant }) => [
      `“${shorten(name, LONGEST_NAME)}” may be several (${shorten(meant.slice(0, MOST_NAMES).join(', '), 200)}): say the whole name to see theirs only.`,
    ]),
  ];
  const heading: Line = [...title(number), `, ${ORDERS[order]}${place}`];
  return renderPaperList(shown, heading, notes, (page - 1) * PAGE_LENGTH + 1);
}

/** " on “gardens” by Ada Lovelace since 2026-01-01 without “roses”"; begins with a space, or is empty. */
export function aboutSubject(subject: string, conditions: PaperConditions): string {
  const short = shorten(subject, LONGEST_SUBJECT);
  const quoted = /["“”]/.test(short) ? short : `“${short}”`;
  return `${short && ` on ${quoted}`}${inWords(conditions)}`;
}

/** What the conditions ask for, but for phrases, which are part of the subject. */
export function inWords({ authors = [], organisation, from, to, excluded = [] }: PaperConditions): string {
  return [
    authors.length ? ` by ${shorten(authors.join(' and '), LONGEST_SUBJECT)}` : '',
    organisation ? ` from ${shorten(organisation, LONGEST_NAME)}` : '',
    from && to ? ` between ${from} and ${to}` : from ? ` since ${from}` : to ? ` until ${to}` : '',
    excluded.length ? ` without ${shorten(excluded.map((text) => `“${text}”`).join(' or '), LONGEST_SUBJECT)}` : '',
  ].join('');
}

/** A command's options as they are typed; those that are missing are left out. */
export function asTyped(text: string, options: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(options).flatMap(([name, value]) => (value?.trim() ? [`${name}:${value.trim()}`] : []));
  return [text, ...given].join(' ');
}
