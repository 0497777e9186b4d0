/** What a person typed → a question that can be worked with, or a clear word on why not. Pure. */
import { InvalidInput } from '../domain/errors.ts';
import type { Day } from '../domain/paper.ts';
import type { PaperFilter } from '../domain/ports.ts';
import type { QuestionReading } from '../domain/question-reading.ts';
import { cleanText } from '../domain/text/clean.ts';
import { withoutOrders } from '../domain/text/orders.ts';
import { say } from '../domain/words.ts';
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
      say('This reads as an order to a language model, not as a question.'),
      say('Ask about papers, in your own words.'),
    );
  if (!/[\p{L}\p{N}]/u.test(question))
    throw new InvalidInput(
      say('There is no question in this.'),
      say('Ask in a sentence or a few words, such as: how can a model decide when to search?'),
    );
  if (question.length > LONGEST_QUESTION) {
    throw new InvalidInput(
      say('The question has {number} characters; {most} is the most.', {
        number: question.length,
        most: LONGEST_QUESTION,
      }),
      say('Ask for one thing at a time.'),
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
  if (from && to && from > to)
    throw new InvalidInput(say('{from} is after {to}.', { from, to }), say('Give the earlier day as “since”.'));
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
    say('“{typed}” is no date that I can read.', { typed: cleanText(typed).slice(0, 60) }),
    say('Say it like one of these: {examples}.', { examples: SINCE_EXAMPLES }),
  );
}

function future(day: Day, today: Day): InvalidInput {
  return new InvalidInput(
    say('{day} is in the future; today is {today}.', { day, today }),
    say('Give a day that has been.'),
  );
}
