/** "June 2025", "Q3 2025", "5 May", "2026-06-01", "two weeks ago" → the days it spans. Pure; today is an argument. */
import { addDays, isDay } from '../domain/days.ts';
import type { Day } from '../domain/paper.ts';

/** Both included. */
export interface DaySpan {
  readonly first: Day;
  readonly last: Day;
}

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const COUNTS: ReadonlyMap<string, number> = new Map([
  ...NUMBERS.map((word, at) => [word, at + 1] as const),
  ...([
    ['a', 1],
    ['an', 1],
    ['couple of', 2],
    ['a couple of', 2],
    ['few', 3],
    ['a few', 3],
  ] as const),
]);
/** Months and years are so many days wherever they are counted. */
const UNIT_DAYS: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30, year: 365 };

/** Pieces of regular expressions, to be read without regard to case. */
export const MONTH = `(?:${MONTHS.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)}|\\.)?`).join('|')}|sept\\.?)`;
export const YEAR = '(?:20\\d{2})';
export const UNIT = '(?:day|week|month|year)';
/** Digits or words to twelve, "few", "couple of". */
export const COUNT = `(?:\\d{1,3}|(?:a )?(?:couple of|few)|${NUMBERS.join('|')})`;
const ORDINAL = '(?:st|nd|rd|th)?';
const CALENDAR_DAY = `\\d{4}-\\d{1,2}-\\d{1,2}|${MONTH} \\d{1,2}${ORDINAL}(?!\\d),? ${YEAR}|\\d{1,2}${ORDINAL} (?:of )?${MONTH},? ${YEAR}|${MONTH} \\d{1,2}${ORDINAL}(?![\\d-])|\\d{1,2}${ORDINAL} (?:of )?${MONTH}`;
export const PART_OF_YEAR = `(?:the )?(?:q\\d|[1-4](?:st|nd|rd|th) quarter|(?:first|second|third|fourth|last) quarter|h[12]|(?:first|second|1st|2nd) half)(?: of)? ${YEAR}`;
/** A day, month or part of a year that says its year, or a day that says its month. */
export const DATED = `(?:${CALENDAR_DAY}|${PART_OF_YEAR}|${MONTH},? (?:of )?${YEAR}|${YEAR}-\\d{1,2})`;
export const RELATIVE = `(?:today|now|yesterday|last ${UNIT}|(?:${COUNT}|an?) ${UNIT}s? ago)`;

/** @returns `undefined` for what is no date, and for a date that does not exist */
export function readSpan(text: string, today: Day): DaySpan | undefined {
  const words = text.trim().toLowerCase().replace(/^the /, '');
  return readRelative(words, today) ?? readPart(words) ?? readCalendar(words, today);
}

/** @param unit `day`, `week`, `month` or `year`, in any case */
export function daysBefore(count: string, unit: string, today: Day): Day {
  const number = COUNTS.get(count.toLowerCase()) ?? Number(count);
  return addDays(today, -number * (UNIT_DAYS[unit.toLowerCase()] as number));
}

/** The days of a calendar year. */
export function wholeYear(year: number): DaySpan {
  return { first: `${year}-01-01`, last: `${year}-12-31` };
}

/** The first span of this month that ends on the day or later. */
export function monthFrom(span: DaySpan, day: Day): DaySpan {
  return span.last >= day ? span : wholeMonths(Number(span.first.slice(0, 4)) + 1, Number(span.first.slice(5, 7)), 1);
}

function readRelative(words: string, today: Day): DaySpan | undefined {
  if (words === 'today' || words === 'now') return { first: today, last: today };
  if (words === 'yesterday') return { first: addDays(today, -1), last: addDays(today, -1) };
  const [, counted, unit] = new RegExp(`^(?:last|(${COUNT}|an?)) (${UNIT})s?(?: ago)?$`).exec(words) ?? [];
  if (!unit) return undefined;
  const first = daysBefore(counted ?? 'a', unit, today);
  return { first, last: first };
}

function readPart(words: string): DaySpan | undefined {
  const [, part = '', year] = new RegExp(`^(.+?)(?: of)? (${YEAR})$`).exec(words) ?? [];
  if (!year) return undefined;
  const half = /^(?:h([12])|(first|1st|second|2nd) half)$/.exec(part);
  if (half) return wholeMonths(Number(year), /1|first/.test(part) ? 1 : 7, 6);
  const quarter = /^(?:q([1-4])|([1-4])\p{L}{2} quarter|(first|second|third|fourth|last) quarter)$/u.exec(part);
  if (!quarter) return undefined;
  const named = ['first', 'second', 'third', 'fourth', 'last'].indexOf(quarter[3] ?? '') + 1;
  const number = Math.min(4, Number(quarter[1] ?? quarter[2] ?? named));
  return wholeMonths(Number(year), 3 * number - 2, 3);
}

function readCalendar(words: string, today: Day): DaySpan | undefined {
  const numbers = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/.exec(words);
  if (numbers) return calendar(numbers[1] as string, numbers[2], numbers[3]);
  const named =
    new RegExp(`^(${MONTH})(?: (\\d{1,2})${ORDINAL}(?!\\d))?(?:,? (?:of )?(${YEAR}))?$`).exec(words) ??
    swapped(new RegExp(`^(\\d{1,2})${ORDINAL} (?:of )?(${MONTH})(?:,? (${YEAR}))?$`).exec(words));
  if (!named) return undefined;
  const month = String(MONTHS.findIndex((name) => name.startsWith((named[1] as string).slice(0, 3))) + 1);
  if (named[3]) return calendar(named[3], month, named[2]);
  // Without a year it is the last one that has begun.
  const thisYear = Number(today.slice(0, 4));
  const span = calendar(String(thisYear), month, named[2]);
  if (span && span.first <= today) return span;
  return calendar(String(thisYear - 1), month, named[2]);
}

function swapped(match: RegExpExecArray | null): (string | undefined)[] | undefined {
  return match ? [match[0], match[2], match[1], match[3]] : undefined;
}

function calendar(year: string, month: string | undefined, day: string | undefined): DaySpan | undefined {
  if (!month) return wholeYear(Number(year));
  if (Number(month) < 1 || Number(month) > 12) return undefined;
  if (!day) return wholeMonths(Number(year), Number(month), 1);
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(text) ? { first: text, last: text } : undefined;
}

/** @param month 1 to 12 */
function wholeMonths(year: number, month: number, count: number): DaySpan {
  const next = month + count > 12 ? `${year + 1}-01-01` : `${year}-${String(month + count).padStart(2, '0')}-01`;
  return { first: `${year}-${String(month).padStart(2, '0')}-01`, last: addDays(next, -1) };
}
