/** "since March", "last week", "in 2025", "2026-06-01" → calendar days. Pure; today is an argument. */
import { addDays, isDay } from '../domain/days.ts';
import type { Day } from '../domain/paper.ts';
import type { PaperFilter } from '../domain/ports.ts';

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
const MONTH = `(?:${MONTHS.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`).join('|')})`;
const YEAR = '(?:20\\d{2})';
const DAY = `${YEAR}-\\d{2}-\\d{2}`;
const UNIT_DAYS: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30, year: 365 };

/** What `since` may look like; shown when it cannot be read. */
export const SINCE_EXAMPLES = '2026-06-01, June 2026, March, 2025, yesterday, last week, 30 days';

export type SinceResult =
  | { readonly kind: 'day'; readonly day: Day }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'future'; readonly day: Day };

/** The first day that an answer to "since when?" means. */
export function parseSince(text: string, today: Day): SinceResult {
  const day = firstDay(
    text
      .trim()
      .toLowerCase()
      .replace(/^since\s+/, ''),
    today,
  );
  if (!day || !isDay(day)) return { kind: 'unreadable' };
  return day > today ? { kind: 'future', day } : { kind: 'day', day };
}

/**
 * The days that a question speaks of, and the question without those words.
 * Only unmistakable phrases count: "AIME 2024" and "2024 models" are left alone.
 */
export function findDays(question: string, today: Day): { filter: PaperFilter; rest: string } {
  const patterns: readonly [RegExp, (match: RegExpExecArray) => PaperFilter | undefined][] = [
    [new RegExp(`\\bbetween (${DAY}) and (${DAY})\\b`, 'i'), ([, from, to]) => range(from, to)],
    [
      new RegExp(
        `\\bsince (${DAY}|${MONTH} ${YEAR}|${YEAR}-\\d{2}|${MONTH}|${YEAR}|yesterday|last (?:week|month|year))(?![\\w-])`,
        'i',
      ),
      ([, since]) => from(since, today),
    ],
    [
      /\b(?:in|from|over|during|of)? ?(?:the )?(?:last|past) (\d{1,3}) (day|week|month|year)s?\b/i,
      ([, count, unit]) => ({ from: addDays(today, -Number(count) * (UNIT_DAYS[unit?.toLowerCase() ?? ''] ?? 1)) }),
    ],
    [
      /\b(?:in|from|of)? ?(?:the )?(last|past|this) (week|month|year)\b/i,
      ([, which, unit]) => lastOrThis(which, unit, today),
    ],
    [/\b(today|yesterday)(?:['’]s(?= (?:papers|work|research)\b)|(?!['’]))\b/i, ([, word]) => from(word, today)],
    [new RegExp(`\\bin (${MONTH}) (${YEAR})\\b`, 'i'), ([, month, year]) => wholeMonth(month, year)],
    [
      new RegExp(
        `\\b(?:in|during) (?:the year )?(${YEAR})(?=[\\s?.!,;]*$|[?.!,;]| (?:papers|work|research|about|on)\\b)`,
        'i',
      ),
      ([, year]) => ({ from: `${year}-01-01`, to: `${year}-12-31` }),
    ],
  ];
  for (const [pattern, read] of patterns) {
    const match = pattern.exec(question);
    const filter = match && read(match);
    if (match && filter) {
      const rest = `${question.slice(0, match.index)} ${question.slice(match.index + match[0].length)}`;
      return {
        filter,
        rest: rest
          .replace(/\s+/g, ' ')
          .replace(/\s+([?.!,;])/g, '$1')
          .trim(),
      };
    }
  }
  return { filter: {}, rest: question };
}

function firstDay(text: string, today: Day): Day | undefined {
  if (isDay(text)) return text;
  if (text === 'today') return today;
  if (text === 'yesterday') return addDays(today, -1);
  const ago = /^(?:the )?(?:(?:last|past) )?(?:(\d{1,4}) ?)?(d|w|m|y|day|week|month|year)s?(?: ago)?$/.exec(text);
  if (ago && (ago[1] || (ago[2]?.length ?? 0) > 1)) {
    const unit = Object.keys(UNIT_DAYS).find((name) => name.startsWith(ago[2] as string)) as string;
    return addDays(today, -Number(ago[1] ?? 1) * (UNIT_DAYS[unit] as number));
  }
  if (new RegExp(`^${YEAR}$`).test(text)) return `${text}-01-01`;
  if (new RegExp(`^${YEAR}-\\d{2}$`).test(text)) return isDay(`${text}-01`) ? `${text}-01` : undefined;
  const month = new RegExp(`^(${MONTH})\\.?(?: (${YEAR}))?$`).exec(text);
  if (!month) return undefined;
  if (month[2]) return monthStart(month[1] as string, month[2]);
  const thisYear = monthStart(month[1] as string, today.slice(0, 4));
  return thisYear <= today ? thisYear : monthStart(month[1] as string, String(Number(today.slice(0, 4)) - 1));
}

function from(text: string | undefined, today: Day): PaperFilter | undefined {
  const day = text && firstDay(text.toLowerCase(), today);
  return day ? { from: day } : undefined;
}

function range(first: string | undefined, last: string | undefined): PaperFilter | undefined {
  if (!first || !last || !isDay(first) || !isDay(last)) return undefined;
  return first <= last ? { from: first, to: last } : { from: last, to: first };
}

function lastOrThis(which: string | undefined, unit: string | undefined, today: Day): PaperFilter {
  const kind = unit?.toLowerCase() ?? 'week';
  if (which?.toLowerCase() === 'this' && kind === 'year') return { from: `${today.slice(0, 4)}-01-01` };
  if (which?.toLowerCase() === 'last' && kind === 'year') {
    const year = Number(today.slice(0, 4)) - 1;
    return { from: `${year}-01-01`, to: `${year}-12-31` };
  }
  return { from: addDays(today, -(UNIT_DAYS[kind] ?? 7)) };
}

function wholeMonth(month: string | undefined, year: string | undefined): PaperFilter {
  const first = monthStart(month ?? 'january', year ?? '2000');
  const next = addDays(first, 31).slice(0, 7);
  return { from: first, to: addDays(`${next}-01`, -1) };
}

function monthStart(name: string, year: string): Day {
  const index = MONTHS.findIndex((month) => month.startsWith(name.toLowerCase().slice(0, 3)));
  return `${year}-${String(index + 1).padStart(2, '0')}-01`;
}
