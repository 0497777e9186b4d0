/** A page of a list of papers → a message that says what the list is, how long, and how to go on. */
import type { Line, Message, Span } from '../domain/message.ts';
import type { Paper } from '../domain/paper.ts';
import type { PaperConditions, PaperSort } from '../domain/ports.ts';
import { shorten } from '../domain/text/clean.ts';
import { type ListPlace, listActions } from './paper-actions.ts';
import { counted } from './paper-lines.ts';
import { type LineOf, renderPaperList } from './papers.ts';

/** Papers a page where nothing else is said. */
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
  /** Said in the heading; missing where the title says it. */
  readonly order?: PaperSort;
  /** From 1. */
  readonly page: number;
  /** Ten without it. */
  readonly pageLength?: number;
  /** What the list is, around the number of papers: "12 papers", "More than 200 papers". */
  readonly title: (number: string) => Line;
  /** The command that gave this page, without the page: `gardens sort:newest` as it is typed, and its options. */
  readonly command: Pick<ListPlace, 'args' | 'choices'> & { readonly name: string; readonly text: string };
  readonly lineOf?: LineOf;
  /** Names that say too little to choose papers by. */
  readonly unclear?: readonly { readonly name: string; readonly meant: readonly string[] }[];
  readonly notes?: readonly Line[];
}

/** @returns one page; or, beyond the end, how many pages there are */
export function renderListPage(list: ListPage): Message {
  const { papers, page, pageLength = PAGE_LENGTH, title, order, isMore, command, lineOf } = list;
  const pages = Math.max(1, Math.ceil(papers.length / pageLength));
  const number = isMore ? `More than ${counted(papers.length, 'paper')}` : counted(papers.length, 'paper');
  const goTo = (wanted: number): Span[] => [
    { kind: 'command', name: command.name },
    ` ${`${command.text} page:${wanted}`.trim()}`,
  ];
  const place: ListPlace = { ...command, command: command.name, page, pages };
  if (page > pages) {
    return {
      status: 'not-found',
      blocks: [
        { kind: 'paragraph', line: [`There is no page ${page}, only ${pages}: `, ...title(number), '.'] },
        { kind: 'note', line: ['The last one: ', ...goTo(pages)] },
      ],
      actions: listActions(place),
    };
  }
  const first = (page - 1) * pageLength;
  const notes: Line[] = [
    ...(list.notes ?? []),
    ...(list.unclear ?? []).map(({ name, meant }) => [
      `“${shorten(name, LONGEST_NAME)}” may be several (${shorten(meant.slice(0, MOST_NAMES).join(', '), 200)}): say the whole name to see theirs only.`,
    ]),
  ];
  const heading: Line = [
    ...title(number),
    ...(order ? [`, ${ORDERS[order]}`] : []),
    ...(pages > 1 ? [`, page ${page} of ${pages}`] : []),
  ];
  return renderPaperList(papers.slice(first, first + pageLength), heading, notes, {
    first: first + 1,
    lineOf,
    ...(page < pages && { next: ['The next page: ', ...goTo(page + 1)] }),
    actions: listActions(place),
  });
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
