/** Counts of a period and of the time before it → words. */
import { say, sayCounted, type Words } from '../domain/words.ts';

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
export function countInWords({ now, before, change }: TrendCount, time: TimeBefore | undefined): Words {
  const papers = sayCounted({ one: '{count} paper', other: '{count} papers' }, now);
  if (!time) return papers;
  const counts = { papers, before: beforeInWords(before, time) };
  if (change === 'more') return say('{papers}, {before}; a larger share than before', counts);
  return change === 'fewer'
    ? say('{papers}, {before}; a smaller share than before', counts)
    : say('{papers}, {before}', counts);
}

/** "about 21 a week before", "34 in the 4 weeks before", "none before". */
export function beforeInWords(before: number, { times, days }: TimeBefore): Words {
  if (!before) return say('none before');
  if (times === 1) return say('{number} in the {time} before', { number: before, time: lengthInWords(days) });
  const number = averageInWords(before, times);
  if (days === 1) return say('{number} a day before', { number });
  if (days === 7) return say('{number} a week before', { number });
  return say('{number} per {time} before', { number, time: lengthInWords(days) });
}

/** "about 21", "fewer than 1". */
export function averageInWords(before: number, times: number): Words {
  const average = before / times;
  return average < 1 ? say('fewer than 1') : say('about {number}', { number: Math.round(average) });
}

/** "week", "4 weeks", "10 days": what comes after "the". */
export function lengthInWords(days: number): Words {
  return days % 7
    ? sayCounted({ one: 'day', other: '{count} days' }, days)
    : sayCounted({ one: 'week', other: '{count} weeks' }, days / 7);
}
