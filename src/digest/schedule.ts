/** In: a schedule by the clock on a wall. Out: the instants at which it is due, also where that clock is put forward or back. */
import { Temporal } from 'temporal-polyfill';
import { addDays, dayOf } from '../domain/days.ts';
import type { SlotTimes } from '../domain/delivery-ledger.ts';
import { InvalidInput } from '../domain/errors.ts';
import type { Day } from '../domain/paper.ts';
import type { Schedule, Subscription, Weekday } from '../domain/subscription.ts';
import { checkZone } from './zones.ts';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
/** From one first Monday of a month to the next and to the one after it, where a place left the day of one out of its calendar. */
const MOST_DAYS = 75;
/** Days of a time and a place are asked for by everybody who chose them. */
const MOST_REMEMBERED = 20_000;

/** Remembers what it worked out: thousands of subscriptions share some hundred places and times. */
export function createSlotTimes(): SlotTimes {
  const remembered = new Map<string, number | undefined>();
  const instantOn = (day: Day, { time, zone }: Schedule): number | undefined => {
    const key = `${day}T${time}[${zone}]`;
    if (remembered.has(key)) return remembered.get(key);
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    const instant = instantOfWall(day, time, zone);
    remembered.set(key, instant);
    return instant;
  };
  const isDue = (day: Day, { schedule, edition }: Pick<Subscription, 'schedule' | 'edition'>) => {
    if (!schedule.weekdays.includes(weekdayOf(day))) return false;
    return edition !== 'monthly' || isFirstOfMonth(day, schedule.weekdays);
  };

  return {
    check: checkSchedule,

    next(timing, after) {
      // Calendars of places run from 12 hours behind UTC to 14 before it.
      const first = addDays(dayOf(after), -1);
      for (let ahead = 0; ahead <= MOST_DAYS; ahead += 1) {
        const day = addDays(first, ahead);
        const at = isDue(day, timing) ? instantOn(day, timing.schedule) : undefined;
        if (at !== undefined && at > after) return { day, at };
      }
      throw new RangeError(`No slot within ${MOST_DAYS} days: ${JSON.stringify(timing.schedule)}`);
    },

    latest(timing, notAfter, notBefore) {
      const earliest = addDays(dayOf(notBefore), -1);
      for (let day = addDays(dayOf(notAfter), 1); day >= earliest; day = addDays(day, -1)) {
        const at = isDue(day, timing) ? instantOn(day, timing.schedule) : undefined;
        if (at !== undefined && at <= notAfter) return at >= notBefore ? { day, at } : undefined;
      }
      return undefined;
    },

    dayAt: (zone, instant) =>
      Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDate().toString(),
  };
}

/**
 * The schedule with its weekdays in order and its zone as the IANA database spells it.
 * @throws InvalidInput that says what to write instead
 */
function checkSchedule({ time, zone, weekdays }: Schedule): Schedule {
  if (!TIME.test(time)) {
    throw new InvalidInput(
      `"${time}" is no time of day.`,
      'Write hours and minutes of 24 hours, such as 08:30 or 17:05.',
    );
  }
  const days = [...new Set(weekdays)].sort((a, b) => a - b);
  if (!days.length || days.some((day) => !Number.isInteger(day) || day < 1 || day > 7)) {
    throw new InvalidInput('There is no day of the week to post on.', 'Choose at least one, from Monday to Sunday.');
  }
  return { time, zone: checkZone(zone), weekdays: days };
}

/**
 * When the clock on the wall shows a time. Shown twice, the first counts. Skipped, it is the first instant after the gap;
 * where that is another day (a place that left a day out of its calendar), there is none.
 */
function instantOfWall(day: Day, time: string, zone: string): number | undefined {
  const wall = Temporal.PlainDateTime.from(`${day}T${time}`);
  const earlier = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (earlier.toPlainDateTime().equals(wall)) return earlier.epochMilliseconds;
  const afterGap = earlier.getTimeZoneTransition('next');
  return afterGap?.toPlainDate().toString() === day ? afterGap.epochMilliseconds : undefined;
}

function weekdayOf(day: Day): Weekday {
  return (new Date(Date.parse(day)).getUTCDay() || 7) as Weekday;
}

/** The first day in its month that is one of these weekdays. */
function isFirstOfMonth(day: Day, weekdays: readonly Weekday[]): boolean {
  const earlier = Number(day.slice(8)) - 1;
  return Array.from({ length: Math.min(earlier, 7) }, (_, index) => addDays(day, -1 - index)).every(
    (before) => !weekdays.includes(weekdayOf(before)),
  );
}
