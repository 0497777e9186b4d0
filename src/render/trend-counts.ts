/** Counts of a period and of the time before it → words. */
import { counted } from './paper-lines.ts';

/** The time that a period is compared with: so many times as long, right before it. */
export interface TimeBefore {
  readonly times: number;
  /** Of the period. */
  readonly days: number;
}

/** What a group's share of all papers did; `unknown` where there is nothing before. */
export type ShareChange = 'more' | 'fewer' | 'alike' | 'unknown';

export interface TrendCount {
  readonly now: number;
  readonly before: number;
  readonly change: ShareChange;
}

/** "25 papers, about 21 a week before", and what became of its share where that is more than chance. */
export function countInWords({ now, before, change }: TrendCount, time: TimeBefore | undefined): string {
  const papers = counted(now, 'paper');
  return time ? `${papers}, ${beforeInWords(before, time)}${shareInWords(change)}` : papers;
}

/** "about 21 a week before", "34 in the 4 weeks before", "none before". */
export function beforeInWords(before: number, { times, days }: TimeBefore): string {
  if (!before) return 'none before';
  if (times === 1) return `${before.toLocaleString('en-US')} in the ${lengthInWords(days)} before`;
  return `${averageInWords(before, times)} ${rateInWords(days)} before`;
}

/** "about 21", "fewer than 1". */
export function averageInWords(before: number, times: number): string {
  const average = before / times;
  return average < 1 ? 'fewer than 1' : `about ${Math.round(average).toLocaleString('en-US')}`;
}

export function shareInWords(change: ShareChange): string {
  if (change === 'more') return '; a larger share than before';
  return change === 'fewer' ? '; a smaller share than before' : '';
}

/** "week", "4 weeks", "10 days": what comes after "the". */
export function lengthInWords(days: number): string {
  if (days === 1 || days === 7) return days === 1 ? 'day' : 'week';
  return days % 7 ? `${days} days` : `${days / 7} weeks`;
}

/** "a week", "per 4 weeks". */
export function rateInWords(days: number): string {
  return days === 1 || days === 7 ? `a ${lengthInWords(days)}` : `per ${lengthInWords(days)}`;
}
