/** An instant in; which listing day of Daily Papers is under way, and when it turns, out. Pure. */
import { Temporal } from 'temporal-polyfill';
import { addDays } from '../domain/days.ts';
import type { Day } from '../domain/paper.ts';

/** The feed's day turns here, by the clock on the wall: a day begins on the evening before it. */
const ZONE = 'America/New_York';
const TURNS_AT = Temporal.PlainTime.from('21:30');

/** All times in milliseconds since 1970. */
export interface FeedDay {
  /** The listing day under way: papers still come to it, and upvotes most of all. */
  readonly current: Day;
  /** The newest day that has all its papers; on Mondays that is a Sunday, which has none. */
  readonly complete: Day;
  /** When `current` began. */
  readonly began: number;
  /** When `current` is complete, and the next day begins. */
  readonly ends: number;
}

export function feedDay(now: number): FeedDay {
  const there = Temporal.Instant.fromEpochMilliseconds(Math.floor(now)).toZonedDateTimeISO(ZONE);
  const today = there.toPlainDate().toString();
  const hasTurned = Temporal.PlainTime.compare(there.toPlainTime(), TURNS_AT) >= 0;
  const current = hasTurned ? addDays(today, 1) : today;
  return {
    current,
    complete: addDays(current, -1),
    began: feedDayBegins(current),
    ends: feedDayBegins(addDays(current, 1)),
  };
}

/** When a listing day begins, in milliseconds since 1970: on the evening before, so that no day lasts 24 hours when clocks change. */
export function feedDayBegins(day: Day): number {
  const evening = Temporal.PlainDate.from(addDays(day, -1));
  return evening.toZonedDateTime({ timeZone: ZONE, plainTime: TURNS_AT }).epochMilliseconds;
}
