/** What a person typed → a question that can be worked with, or a clear word on why not. Pure. */
import { InvalidInput } from '../domain/errors.ts';
import type { Day } from '../domain/paper.ts';
import type { PaperFilter } from '../domain/ports.ts';
import type { QuestionReading } from '../domain/question-reading.ts';
import { cleanText } from '../domain/text/clean.ts';
import { withoutOrders } from '../domain/text/orders.ts';
import { findDays, parseSince, SINCE_EXAMPLES } from './parse-days.ts';

export const LONGEST_QUESTION = 1_000;

/**
 * Without what would be an order to a language model.
 * @throws InvalidInput when there is nothing to look for, or too much
 */
export function readQuestion(typed: string): string {
  const question = cleanText(withoutOrders(typed));
  if (!question && cleanText(typed))
    throw new InvalidInput(
      'This reads as an order to a language model, not as a question.',
      'Ask about papers, in your own words.',
    );
  if (!/[\p{L}\p{N}]/u.test(question))
    throw new InvalidInput(
      'There is no question in this.',
      'Ask in a sentence or a few words, such as: how can a model decide when to search?',
    );
  if (question.length > LONGEST_QUESTION) {
    throw new InvalidInput(
      `The question has ${question.length.toLocaleString('en-US')} characters; ${LONGEST_QUESTION.toLocaleString('en-US')} is the most.`,
      'Ask for one thing at a time.',
    );
  }
  return question;
}

export interface GivenDays {
  readonly since?: string;
  readonly until?: string;
}

/**
 * The days to look at. What is given beside the question wins over the dates in it.
 * @throws InvalidInput when a date cannot be read, does not exist or is in the future, or the last day is before the first
 */
export function daysToLookAt(
  { days, impossibleDate }: Pick<QuestionReading, 'days' | 'impossibleDate'>,
  given: GivenDays,
  today: Day,
): PaperFilter {
  const from = given.since?.trim() ? readSince(given.since, today) : undefined;
  const to = given.until?.trim() ? readUntil(given.until, today) : undefined;
  if (from && to && from > to) throw new InvalidInput(`${from} is after ${to}.`, 'Give the earlier day as “since”.');
  if (from || to) return { ...(from && { from }), ...(to && { to }) };
  if (impossibleDate !== undefined) throw noDate(impossibleDate);
  if (days.from && days.from > today) throw future(days.from, today);
  return days;
}

/** @throws InvalidInput when the text is no date */
function readUntil(until: string, today: Day): Day {
  const date = until.trim().replace(/^until\s+/i, '');
  const { filter, rest, impossible } = findDays(`until ${date}`, today);
  if (impossible === undefined && filter.to && !filter.from && !rest) return filter.to;
  const result = parseSince(date, today);
  if (result.kind === 'unreadable') throw noDate(date);
  return result.day;
}

/** @throws InvalidInput when the text is no date, or in the future */
function readSince(since: string, today: Day): Day {
  const result = parseSince(since, today);
  if (result.kind === 'future') throw future(result.day, today);
  if (result.kind === 'unreadable') throw noDate(since);
  return result.day;
}

/** For a date that cannot be read or does not exist. */
function noDate(typed: string): InvalidInput {
  return new InvalidInput(
    `“${cleanText(typed).slice(0, 60)}” is no date that I can read.`,
    `Say it like one of these: ${SINCE_EXAMPLES}.`,
  );
}

function future(day: Day, today: Day): InvalidInput {
  return new InvalidInput(`${day} is in the future; today is ${today}.`, 'Give a day that has been.');
}
