/** The phrases in which questions give dates, and the days that each of them means. Pure. */
import { addDays } from '../domain/days.ts';
import type { Day } from '../domain/paper.ts';
import type { PaperFilter } from '../domain/ports.ts';
import {
  COUNT,
  DATED,
  type DaySpan,
  daysBefore,
  MONTH,
  monthFrom,
  PART_OF_YEAR,
  RELATIVE,
  readSpan,
  UNIT,
  wholeYear,
  YEAR,
} from './day-span.ts';

export interface DayPattern {
  readonly pattern: RegExp;
  /** One side only, so that another may give the other side. */
  readonly isOpen?: true;
  /** @returns the days; the text of a date that does not exist; or `undefined` when this is no date after all */
  readonly read: (match: RegExpExecArray, today: Day, question: string) => PaperFilter | string | undefined;
}

const ANY = `(?:${DATED}|${RELATIVE}|${MONTH}|${YEAR})`;
const PREPOSITION = '(?:in|from|over|during|of|within|for|throughout|on)';
/** Of these nothing goes on: neither "2024-style" nor "Marching". */
const END = '(?![\\w-])';
/** After a bare year or month stands nothing that it could count or belong to ("2025 tokens", "May Day"). */
const ALONE =
  /^(?:[\s?.!,;:)]*$|[?.!,;:)]|\s(?:papers?|works?|research|articles?|about|on|for|with|by|that|which|but|not|and|except|excluding|without|using|please|before|after|until|since)(?!\p{L}))/iu;
/** "but not in 2024" asks for the other years, which no span of days can say. */
const NEGATED = /(?:^|[\s,])(?:not|except|excluding|without|than)(?: (?:those|the|papers?|works?|ones|anything))*\s*$/i;

export const DAY_PATTERNS: readonly DayPattern[] = [
  {
    pattern: phrase(`between (?:the )?(${ANY}) and (?:the )?(${ANY})${END}`),
    read: readRange,
  },
  {
    pattern: phrase(`from (?:the )?(${ANY})(?: to | until | till | through | up to | ?[–—-] ?)(?:the )?(${ANY})${END}`),
    read: readRange,
  },
  { pattern: phrase(`(?:in|during|of|from) (${YEAR})(?: and | or | ?[–/-] ?)(${YEAR})${END}`), read: readRange },
  {
    isOpen: true,
    pattern: phrase(`since (?:the )?(?:(?:last|past) )?(?:(${COUNT}|an?) (${UNIT})s?(?: ago)?)${END}`),
    read: ([, count = '', unit = ''], today) => ({ from: daysBefore(count, unit, today) }),
  },
  {
    isOpen: true,
    pattern: phrase(
      `(?:since|not before|no earlier than|not older than|starting(?: from| in)?) (?:the )?(${ANY})${END}`,
    ),
    read: ([, date = ''], today) => open(date, today, ({ first }) => ({ from: first })),
  },
  {
    isOpen: true,
    pattern: phrase(`from (${ANY}) (?:on|onwards?)${END}(?! \\p{L})`),
    read: ([, date = ''], today) => open(date, today, ({ first }) => ({ from: first })),
  },
  {
    isOpen: true,
    pattern: phrase(`(?:after|newer than|later than) (?:the )?(${ANY})${END}`),
    read: openAlone(({ last }) => ({ from: addDays(last, 1) })),
  },
  {
    isOpen: true,
    pattern: phrase(
      `(?:not after|no later than|not later than|not newer than|until|till|up to) (?:the )?(${ANY})${END}`,
    ),
    read: openAlone(({ last }) => ({ to: last })),
  },
  {
    isOpen: true,
    pattern: phrase(`(?:before|older than|earlier than|prior to) (?:the )?(${ANY})${END}`),
    read: openAlone(({ first }) => ({ to: addDays(first, -1) })),
  },
  {
    pattern: phrase(`(?:${PREPOSITION} )?(?:the )?(?:last|past|previous) (${COUNT}) (${UNIT})s?${END}(?:['’]s?)?`),
    read: ([, count = '', unit = ''], today) => ({ from: daysBefore(count, unit, today) }),
  },
  {
    pattern: phrase(`(?:${PREPOSITION} )?(?:about )?(${COUNT}|an?) (${UNIT})s? ago${END}`),
    read: ([, count = '', unit = ''], today) => {
      const day = daysBefore(count, unit, today);
      return unit.toLowerCase() === 'year' ? toFilter(wholeYear(Number(day.slice(0, 4)))) : { from: day };
    },
  },
  {
    pattern: phrase(
      `(?:${PREPOSITION} )?(?:the )?(last|past|this) (week|month|year)${END}(?:['’]s(?= (?:\\w+ )?(?:papers|work|research)\\b))?`,
    ),
    read: unlessNegated(([, which = '', unit = ''], today) => lastOrThis(which, unit, today)),
  },
  {
    pattern: phrase(
      `(?:(?:from|of|since|on|for) )?(today|yesterday)(?:['’]s(?= (?:\\w+ )?(?:papers|work|research)\\b)|(?!['’\\w]))`,
    ),
    read: unlessNegated(([, word = ''], today) => open(word, today, ({ first }) => ({ from: first }))),
  },
  {
    pattern: phrase(`(?:${PREPOSITION}|published|dated) (?:the )?(${DATED})${END}`),
    read: unlessNegated(([, date = ''], today) => {
      const span = readSpan(date, today);
      // "in 2024-25" is a season and no impossible month.
      return span ? toFilter(span) : /^\d{4}-\d+$/.test(date) ? undefined : date;
    }),
  },
  {
    pattern: phrase(`(${PART_OF_YEAR})${END}`),
    read: unlessNegated(([, part = ''], today) => {
      const span = readSpan(part, today);
      return span ? toFilter(span) : part;
    }),
  },
  {
    pattern: phrase(`(?:in|from|during|of) (?=(?-i:\\p{Lu}))(${MONTH})${END}`),
    read: unlessNegated(alone(([, month = ''], today) => open(month, today, toFilter))),
  },
  {
    pattern: phrase(`(?:in|during|of|from) (?:the year )?(${YEAR})${END}`),
    read: unlessNegated(
      alone(([, year = ''], today) => (isLikelyYear(year, today) ? toFilter(wholeYear(Number(year))) : undefined)),
    ),
  },
];

function phrase(source: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}_-])${source}`, 'giu');
}

type Read = DayPattern['read'];

function unlessNegated(read: Read): Read {
  return (match, today, question) =>
    NEGATED.test(question.slice(Math.max(0, match.index - 60), match.index)) ? undefined : read(match, today, question);
}

function alone(read: Read): Read {
  return (match, today, question) =>
    ALONE.test(following(match, question)) ? read(match, today, question) : undefined;
}

/** A side of the calendar; a bare year or month only where it stands alone. */
function openAlone(toSide: (span: DaySpan) => PaperFilter): Read {
  return (match, today, question) => {
    const date = match[1] ?? '';
    return isBare(date) && !(ALONE.test(following(match, question)) && isLikely(date, today))
      ? undefined
      : open(date, today, toSide);
  };
}

function open(date: string, today: Day, toSide: (span: DaySpan) => PaperFilter): PaperFilter | string {
  const span = readSpan(date, today);
  return span ? toSide(span) : date;
}

function readRange(match: RegExpExecArray, today: Day, question: string): PaperFilter | string | undefined {
  const [, one = '', other = ''] = match;
  if (isBare(other) && !(ALONE.test(following(match, question)) && isLikely(one, today) && isLikely(other, today)))
    return undefined;
  const end = readSpan(other, today);
  if (!end) return other;
  // "between November and February 2026": the months before that February; "from June to August": the August after June.
  const start = readSpan(isMonth(one) && /\d{4}/.test(other) ? `${one} ${end.first.slice(0, 4)}` : one, today);
  if (!start) return one;
  if (!isMonth(one)) return inOrder(start, isMonth(other) ? monthFrom(end, start.first) : end);
  if (isMonth(other)) return inOrder(start, monthFrom(end, start.first));
  return start.first <= end.last
    ? inOrder(start, end)
    : inOrder(readSpan(`${one} ${Number(end.first.slice(0, 4)) - 1}`, today) ?? start, end);
}

function inOrder(one: DaySpan, other: DaySpan): PaperFilter {
  return {
    from: one.first <= other.first ? one.first : other.first,
    to: one.last >= other.last ? one.last : other.last,
  };
}

function toFilter({ first, last }: DaySpan): PaperFilter {
  return { from: first, to: last };
}

function lastOrThis(which: string, unit: string, today: Day): PaperFilter {
  const year = Number(today.slice(0, 4));
  if (unit.toLowerCase() === 'year' && which.toLowerCase() === 'this') return { from: `${year}-01-01` };
  if (unit.toLowerCase() === 'year' && which.toLowerCase() === 'last') return toFilter(wholeYear(year - 1));
  return { from: daysBefore('a', unit, today) };
}

function following(match: RegExpExecArray, question: string): string {
  return question.slice(match.index + match[0].length, match.index + match[0].length + 40);
}

function isMonth(date: string): boolean {
  return new RegExp(`^${MONTH}$`, 'i').test(date);
}

function isBare(date: string): boolean {
  return isMonth(date) || /^\d{4}$/.test(date);
}

/** 2048 is a number of tokens; "may" a verb. */
function isLikely(date: string, today: Day): boolean {
  return /^\d{4}$/.test(date) ? isLikelyYear(date, today) : !/^(?:may|mar|march|august)$/.test(date);
}

function isLikelyYear(year: string, today: Day): boolean {
  return Number(year) <= Number(today.slice(0, 4)) + 1;
}
