/** In: the dates of an exported page, which leave the year out where it is the page's own. Out: days. */
import { isDay } from '../domain/days.ts';
import type { Day } from '../domain/paper.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** A 29 February may lie eight years back (1896 and 1904, 2096 and 2104). */
const YEARS_BACK = 8;
const WHEN = /^([A-Z][a-z]{2}) (\d{1,2})(?:, (\d{4}))?(?: (\d+))?$/;

export interface When {
  readonly month: number;
  readonly dayOfMonth: number;
  readonly year?: number;
  /** The number of comments stands behind the date. */
  readonly comments?: number;
}

/** Reads `Feb 2`, `Jan 26 3`, `Sep 4, 2025`, `Sep 4, 2025 2`. */
export function readWhen(text: string): When | undefined {
  const [, name = '', dayOfMonth, year, comments] = WHEN.exec(text.trim()) ?? [];
  const month = MONTHS.indexOf(name) + 1;
  if (!month) return undefined;
  return {
    month,
    dayOfMonth: Number(dayOfMonth),
    ...(year && { year: Number(year) }),
    ...(comments && { comments: Number(comments) }),
  };
}

/** The day, its own year before the page's; nothing when no year is known or there is no such day. */
export function dayIn(when: When, pageYear: number | undefined): Day | undefined {
  const year = when.year ?? pageYear;
  if (year === undefined) return undefined;
  const day = `${year}-${String(when.month).padStart(2, '0')}-${String(when.dayOfMonth).padStart(2, '0')}`;
  return isDay(day) ? day : undefined;
}

/** A page never says its year: it is that of the latest such day which is not after today. */
export function yearOfPage(when: When, today: Day): number | undefined {
  const thisYear = Number(today.slice(0, 4));
  const years = Array.from({ length: YEARS_BACK + 1 }, (_, back) => thisYear - back);
  return when.year ?? years.find((year) => (dayIn(when, year) ?? '9999') <= today);
}
