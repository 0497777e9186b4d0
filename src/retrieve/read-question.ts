/** What a person typed → a question that can be worked with, or a clear word on why not. Pure. */
import { InvalidInput } from '../domain/errors.ts';
import type { Day } from '../domain/paper.ts';
import type { PaperFilter } from '../domain/ports.ts';
import { cleanText } from '../domain/text/clean.ts';
import { findDays, parseSince, SINCE_EXAMPLES } from './parse-days.ts';

export const LONGEST_QUESTION = 1_000;

/** @throws InvalidInput when there is nothing to look for, or too much */
export function readQuestion(typed: string): string {
  const question = cleanText(typed);
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

/**
 * The days to look at and the words to look for. The `since` option wins over dates in the question.
 * @throws InvalidInput when `since` is no date, the question holds one that does not exist, or it is in the future
 */
export function daysOfQuestion(
  question: string,
  since: string | undefined,
  today: Day,
): { topic: string; filter: PaperFilter } {
  if (since?.trim()) return { topic: question, filter: { from: readSince(since, today) } };
  const { filter, rest, impossible } = findDays(question, today);
  if (impossible !== undefined) throw noDate(impossible);
  if (filter.from && filter.from > today) throw future(filter.from, today);
  return /[\p{L}\p{N}]/u.test(rest) ? { topic: rest, filter } : { topic: question, filter };
}

/** @throws InvalidInput when the text is no date, or in the future */
export function readSince(since: string, today: Day): Day {
  const result = parseSince(since, today);
  if (result.kind === 'future') throw future(result.day, today);
  if (result.kind === 'unreadable') throw noDate(since);
  return result.day;
}

/** For a date that cannot be read or does not exist. */
export function noDate(typed: string): InvalidInput {
  return new InvalidInput(
    `“${cleanText(typed).slice(0, 60)}” is no date that I can read.`,
    `Say it like one of these: ${SINCE_EXAMPLES}.`,
  );
}

function future(day: Day, today: Day): InvalidInput {
  return new InvalidInput(`${day} is in the future; today is ${today}.`, 'Give a day that has been.');
}
