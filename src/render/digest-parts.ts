/** What every digest says: what it is, of which days, how many of how many, each paper, and who wrote the lines. */
import type { Action } from '../domain/actions.ts';
import type { Digest, DigestEntry } from '../domain/digest.ts';
import type { Span } from '../domain/line.ts';
import type { Block, Line } from '../domain/message.ts';
import { arxivIdOf, describeAuthors, type Paper } from '../domain/paper.ts';
import type { CardsBlock, EntriesBlock } from '../domain/paper-card.ts';
import { shorten } from '../domain/text/clean.ts';
import { inARow, type Label, say, sayCounted, type Words } from '../domain/words.ts';
import { cardOf, interestOf, titleSpan } from './paper-lines.ts';

/** In a compact list of more papers, a line of each would make it anything but compact. */
export const MOST_WITH_LINES = 10;
const LONGEST_COMPACT_LINE = 140;
const LONGEST_COMPACT_TITLE = 90;
const LONGEST_COMPACT_NAME = 40;
/** Of a label of a select, and of its choices. */
const LONGEST_LABEL = 100;
const MOST_CHOICES = 25;

/** "Daily papers · Tuesday 30 June 2026". */
export function titleOf({ edition, from, to }: Pick<Digest, 'edition' | 'from' | 'to'>): Words {
  const days: Span = { kind: 'days', from, to, as: edition === 'monthly' ? 'month' : 'days' };
  switch (edition) {
    case 'daily':
      return say('Daily papers · {days}', { days });
    case 'weekly':
      return say('The week in papers · {days}', { days });
    case 'monthly':
      return say('The month in papers · {month}', { month: days });
  }
}

/** "10 of 45 papers", or why there is none. */
export function countOf({ edition, entries, papers, from, to, empty }: Digest): Words {
  const days: Span = { kind: 'days', from, to, as: 'days' };
  switch (empty) {
    case undefined:
      break;
    case 'no-listing':
      return from === to
        ? say('Nothing was listed on {day}.', { day: days })
        : say('Nothing was listed in these days: {days}.', { days });
    case 'nothing-fits':
      return sayCounted(
        {
          one: '{count} paper was listed, and it does not fit what is chosen here.',
          other: '{count} papers were listed, and none of them fits what is chosen here.',
        },
        papers,
      );
    case 'all-posted-before':
      return say('Every paper that fits was posted here before.');
  }
  if (edition !== 'daily') {
    return sayCounted({ one: '{count} paper was listed.', other: '{count} papers were listed.' }, papers);
  }
  if (entries.length === papers) {
    return sayCounted(
      { one: 'The {count} paper that was listed.', other: 'All {count} papers that were listed.' },
      papers,
    );
  }
  return sayCounted(
    { one: '{chosen} of {count} paper that was listed.', other: '{chosen} of {count} papers that were listed.' },
    papers,
    { chosen: entries.length },
  );
}

/** @param digest of one day, which its heading says: then no paper repeats it */
export function cardsOf(entries: readonly DigestEntry[], { from, to }: Pick<Digest, 'from' | 'to'>): CardsBlock {
  return {
    kind: 'cards',
    items: entries.map(({ paper, line, reasons }) => {
      const { date, ...card } = cardOf(paper, line);
      return {
        ...card,
        ...(date && (from !== to || date !== from) && { date }),
        ...(reasons.length && { reasons: inARow(reasons) }),
      };
    }),
  };
}

/** Titles with who it is from and how it is liked; a short line of each where they are few. */
export function compactOf(entries: readonly DigestEntry[]): EntriesBlock {
  const withLines = entries.length <= MOST_WITH_LINES;
  return {
    kind: 'entries',
    items: entries.map(({ paper, line, reasons }) => {
      const facts = [
        paper.organisation ? shorten(paper.organisation, LONGEST_COMPACT_NAME) : describeAuthors(paper),
        ...interestOf(paper).slice(0, 1),
        ...reasons.slice(0, 1),
      ];
      const known = facts.filter((fact): fact is Label => fact !== undefined);
      return {
        title: [titleSpan({ ...paper, title: shorten(paper.title, LONGEST_COMPACT_TITLE) })],
        details: [
          ...(known.length ? [[{ kind: 'emphasis', text: inARow(known) }] as Line] : []),
          ...(withLines && line ? [[shorten(line, LONGEST_COMPACT_LINE)]] : []),
        ],
      };
    }),
  };
}

/** Where the papers have no buttons of their own: one of them can be chosen. */
export function summarizeOne(entries: readonly DigestEntry[]): Action[] {
  const papers = entries.map(({ paper }) => paper).filter(({ abstract, withdrawn }) => abstract !== '' && !withdrawn);
  if (!papers.length) return [];
  return [
    {
      kind: 'select',
      placeholder: say('Summarize one of them…'),
      do: 'run',
      option: 'paper',
      command: 'summarize',
      args: {},
      choices: papers.slice(0, MOST_CHOICES).map((paper) => ({
        label: shorten(paper.title, LONGEST_LABEL),
        value: shorten(keyOf(paper), LONGEST_LABEL),
      })),
    },
  ];
}

/** Small print: who wrote the lines below the titles. */
export function whoWroteThem(entries: readonly DigestEntry[]): Block[] {
  const lines = entries.filter(({ line }) => line);
  if (!lines.length) return [];
  const written = lines.filter((entry) => entry.written).length;
  if (!written) return note(say('The line of each paper is a sentence of its abstract.'));
  return written === lines.length
    ? note(say('The line of each paper was written by a language model and checked against its abstract.'))
    : note(
        say(
          'Some lines were written by a language model and checked against the abstract; the others are sentences of the abstract.',
        ),
      );
}

export function heading(words: Words): Block {
  return { kind: 'heading', line: [words] };
}

export function paragraph(words: Words): Block {
  return { kind: 'paragraph', line: [words] };
}

export function note(words: Words): Block[] {
  return [{ kind: 'note', line: [words] }];
}

function keyOf(paper: Paper): string {
  return arxivIdOf(paper) ?? paper.id;
}
