/** A page of a list of papers → a message that says what the list is, how long, and how to go on. */
import type { Line, Message, Span } from '../domain/message.ts';
import type { Day, Paper } from '../domain/paper.ts';
import type { PaperConditions, PaperSort } from '../domain/ports.ts';
import { shorten } from '../domain/text/clean.ts';
import { inARow, quoted, say, sayCounted, several, type Value, type Words } from '../domain/words.ts';
import { type ListPlace, listActions } from './paper-actions.ts';
import { type LineOf, renderPaperList } from './papers.ts';

/** Papers a page where nothing else is said. */
export const PAGE_LENGTH = 10;
const LONGEST_SUBJECT = 80;
const LONGEST_NAME = 60;
const MOST_NAMES = 5;
const ORDERS: Readonly<Record<PaperSort, Words>> = {
  relevance: say('best fit first'),
  newest: say('newest first'),
  upvotes: say('most upvoted first'),
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
  readonly title: (number: Words) => Value;
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
  const number = isMore
    ? sayCounted({ one: 'More than {count} paper', other: 'More than {count} papers' }, papers.length)
    : sayCounted({ one: '{count} paper', other: '{count} papers' }, papers.length);
  const goTo = (wanted: number): Span[] => [
    { kind: 'command', name: command.name },
    ` ${`${command.text} page:${wanted}`.trim()}`,
  ];
  const place: ListPlace = { ...command, command: command.name, page, pages };
  if (page > pages) {
    return {
      status: 'not-found',
      blocks: [
        {
          kind: 'paragraph',
          line: [say('There is no page {page}, only {pages}: {title}.', { page, pages, title: title(number) })],
        },
        { kind: 'note', line: [say('The last one: {command}', { command: goTo(pages) })] },
      ],
      actions: listActions(place),
    };
  }
  const first = (page - 1) * pageLength;
  const notes: Line[] = [
    ...(list.notes ?? []),
    ...(list.unclear ?? []).map(({ name, meant }) => [
      say('“{name}” may be several ({meant}): say the whole name to see theirs only.', {
        name: shorten(name, LONGEST_NAME),
        meant: shorten(meant.slice(0, MOST_NAMES).join(', '), 200),
      }),
    ]),
  ];
  const parts = [
    title(number),
    ...(order ? [ORDERS[order]] : []),
    ...(pages > 1 ? [say('page {page} of {pages}', { page, pages })] : []),
  ];
  const heading: Line = [inARow(parts, ', ')];
  return renderPaperList(papers.slice(first, first + pageLength), heading, notes, {
    first: first + 1,
    lineOf,
    ...(page < pages && { next: [say('The next page: {command}', { command: goTo(page + 1) })] }),
    actions: listActions(place),
  });
}

/** "{what} on “gardens” by Ada Lovelace since 2026-01-01 without “roses”". @param what of the library: "12 papers" */
export function aboutSubject(what: Value, subject: string, conditions: PaperConditions): Words {
  const short = shorten(subject, LONGEST_SUBJECT);
  const topic = /["“”]/.test(short) ? short : quoted(short);
  return inWords(short ? say('{what} on {topic}', { what, topic }) : inARow([what]), conditions);
}

/** What the conditions ask for, but for phrases, which are part of the subject. @param what a noun that they narrow down */
export function inWords(what: Value, { authors = [], organisation, from, to, excluded = [] }: PaperConditions): Words {
  const words = excluded.map((text) => quoted(shorten(text, LONGEST_SUBJECT)));
  const narrowed: readonly ((what: Value) => Words | undefined)[] = [
    (it) => (authors.length ? say('{what} by {authors}', { what: it, authors: several(named(authors)) }) : undefined),
    (it) =>
      organisation
        ? say('{what} from {organisation}', { what: it, organisation: shorten(organisation, LONGEST_NAME) })
        : undefined,
    (it) => inTime(it, from, to),
    (it) => (words.length ? say('{what} without {words}', { what: it, words: several(words, 'or') }) : undefined),
  ];
  return narrowed.reduce<Words>((it, narrow) => narrow(it) ?? it, inARow([what]));
}

function inTime(what: Value, from: Day | undefined, to: Day | undefined): Words | undefined {
  if (from && to) return say('{what} between {from} and {to}', { what, from, to });
  if (from) return say('{what} since {from}', { what, from });
  return to ? say('{what} until {to}', { what, to }) : undefined;
}

function named(names: readonly string[]): string[] {
  return names.map((name) => shorten(name, LONGEST_SUBJECT));
}

/** A command's options as they are typed; those that are missing are left out. */
export function asTyped(text: string, options: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(options).flatMap(([name, value]) => (value?.trim() ? [`${name}:${value.trim()}`] : []));
  return [text, ...given].join(' ');
}
