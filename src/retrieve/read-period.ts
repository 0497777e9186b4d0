/** "week", "month", "June 2026", "2026-06-01 to 2026-06-15", "last 10 days" → the days of a period. Pure. */
import { addDays, daysBetween } from '../domain/days.ts';
import { InvalidInput } from '../domain/errors.ts';
import type { Day } from '../domain/paper.ts';
import { cleanText } from '../domain/text/clean.ts';
import { say } from '../domain/words.ts';
import { readSpan } from './day-span.ts';
import { findDays } from './parse-days.ts';

const WEEK = 7;
/** Four weeks: as many weekdays as any other four weeks, so that they can be compared. */
const MONTH = 28;
export const LONGEST_PERIOD_DAYS = 366;
export const PERIOD_EXAMPLES = 'week, month, June 2026, last 10 days, 2026-06-01 to 2026-06-15';
const UNITS: Readonly<Record<string, number>> = { day: 1, week: WEEK, month: MONTH };

/** Both included. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
}

/**
 * Weeks, months and counted days end on the newest listing day; whatever has a date is taken as it is, to the newest
 * listing day at most.
 * @throws InvalidInput when it cannot be read, does not exist, is in the future or longer than a year
 */
export function readPeriod(typed: string | undefined, newest: Day, today: Day): Period {
  const text = cleanText(typed ?? '') || 'week';
  const days = countedDays(text);
  const period = days ? { from: addDays(newest, 1 - days), to: newest } : datedDays(text, newest, today);
  if (!period) throw unreadable(text);
  if (period.from > today)
    throw new InvalidInput(
      say('{day} is in the future; today is {today}.', { day: period.from, today }),
      say('Give a period that has begun.'),
    );
  if (daysBetween(period.from, period.to).length > LONGEST_PERIOD_DAYS)
    throw new InvalidInput(
      say('A period can have a year at most.'),
      say('Say it like one of these: {examples}.', { examples: PERIOD_EXAMPLES }),
    );
  return period;
}

/** "week", "this week", "the last three weeks" have no number beyond 366 days. */
function countedDays(text: string): number | undefined {
  const [, count = '1', unit = ''] =
    /^(?:the )?(?:(?:last|past|this) )?(?:(\d{1,3}) ?)?(day|week|month)s?$/i.exec(text) ?? [];
  const days = Number(count) * (UNITS[unit.toLowerCase()] ?? 0);
  return days > 0 ? days : undefined;
}

/** "from May to June", "1 June – 15 June", "2026-06-01..2026-06-15". */
const RANGE = /^(?:from |between )?(.+?)(?: to | and | until | through |\s*[–—]\s*|\s*\.\.+\s*| - )(.+)$/i;
/** Of these `readSpan` knows the first day only. */
const RELATIVE = /\b(?:last|ago)\b|^\d{1,3} [a-z]/i;

function datedDays(text: string, newest: Day, today: Day): Period | undefined {
  const [, one = '', other = ''] = RANGE.exec(text) ?? [];
  const [start, end] = [readSpan(one, today), readSpan(other, today)];
  if (start && end)
    return upTo(
      start.first <= end.last ? { from: start.first, to: end.last } : { from: end.first, to: start.last },
      newest,
    );
  const span = RELATIVE.test(text) && !/\d{4}/.test(text) ? undefined : readSpan(text, today);
  if (span) return upTo({ from: span.first, to: span.last }, newest);
  for (const phrase of [text, `in ${text}`]) {
    const { filter, rest, impossible } = findDays(phrase, today);
    if (impossible !== undefined) throw unreadable(text);
    if (filter.from && !/[\p{L}\p{N}]/u.test(rest))
      return upTo({ from: filter.from, to: filter.to ?? (filter.from > newest ? filter.from : newest) }, newest);
  }
  return undefined;
}

/** Days that nothing can have been listed on yet say nothing about what is less than before. */
function upTo({ from, to }: Period, newest: Day): Period {
  return { from, to: to > newest && from <= newest ? newest : to };
}

function unreadable(typed: string): InvalidInput {
  return new InvalidInput(
    say('“{typed}” is no period that I can read.', { typed: typed.slice(0, 60) }),
    say('Say it like one of these: {examples}.', { examples: PERIOD_EXAMPLES }),
  );
}
