/** "since March", "last week", "in 2025", "between May and July" → calendar days. Pure; today is an argument. */
import { isDay } from '../domain/days.ts';
import type { Day } from '../domain/paper.ts';
import type { PaperFilter } from '../domain/ports.ts';
import { cutOut } from './cut-out.ts';
import { DAY_PATTERNS, type DayPattern } from './day-patterns.ts';
import { COUNT, daysBefore, readSpan } from './day-span.ts';

/** What `since` may look like; shown when it cannot be read. */
export const SINCE_EXAMPLES = '2026-06-01, June 2026, March, 2025, yesterday, last week, 30 days';

export type SinceResult =
  | { readonly kind: 'day'; readonly day: Day }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'future'; readonly day: Day };

/** The first day that an answer to "since when?" means. */
export function parseSince(text: string, today: Day): SinceResult {
  const words = text
    .trim()
    .toLowerCase()
    .replace(/^since\s+/, '');
  const day = firstDayOfCount(words, today) ?? readSpan(words, today)?.first;
  if (!day || !isDay(day)) return { kind: 'unreadable' };
  return day > today ? { kind: 'future', day } : { kind: 'day', day };
}

/** "30 days", "7d", "the past three months", "last week". */
function firstDayOfCount(words: string, today: Day): Day | undefined {
  const [, count, unit = ''] =
    new RegExp(
      `^(?:the )?(?:(?:last|past) )?(?:(\\d{1,4}|${COUNT}|an?) ?)?(d|w|m|y|day|week|month|year)s?(?: ago)?$`,
    ).exec(words) ?? [];
  if (!unit || (!count && unit.length === 1)) return undefined;
  const whole = ['day', 'week', 'month', 'year'].find((name) => name.startsWith(unit)) as string;
  return daysBefore(count ?? 'a', whole, today);
}

export interface FoundDays {
  readonly filter: PaperFilter;
  /** The question without the words that were read. */
  readonly rest: string;
  /** A date that was meant and does not exist, as it was typed: "2026-02-31". */
  readonly impossible?: string;
}

/**
 * The days that a question speaks of, and the question without those words.
 * Only unmistakable phrases count: "AIME 2024" and "2024 models" are left alone.
 */
export function findDays(question: string, today: Day): FoundDays {
  const found = findOnce(question, today, DAY_PATTERNS);
  if (!found) return { filter: {}, rest: question };
  if (found.impossible !== undefined || (found.filter.from && found.filter.to)) return found;
  // "after June 2025 and before March 2026"
  const other = findOnce(
    found.rest,
    today,
    DAY_PATTERNS.filter(({ isOpen }) => isOpen),
  );
  if (other?.impossible !== undefined) return other;
  if (!other || 'from' in other.filter === 'from' in found.filter) return found;
  const { from = '', to = '' } = { ...found.filter, ...other.filter };
  return { filter: from <= to ? { from, to } : { from: to, to: from }, rest: other.rest };
}

function findOnce(question: string, today: Day, patterns: readonly DayPattern[]): FoundDays | undefined {
  for (const { pattern, read } of patterns) {
    for (const match of question.matchAll(pattern)) {
      const result = read(match, today, question);
      if (!result) continue;
      const rest = cutOut(question, [{ start: match.index, end: match.index + match[0].length }]);
      return typeof result === 'string' ? { filter: {}, rest, impossible: result } : { filter: result, rest };
    }
  }
  return undefined;
}
