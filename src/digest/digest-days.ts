/** An edition, when it is due and when it was due before → the listing days that it looks at. Pure. */
import { addDays } from '../domain/days.ts';
import type { Day } from '../domain/paper.ts';
import type { Edition } from '../domain/subscription.ts';
import { feedDay } from './feed-day.ts';

const WEEK = 7;

/** Both included. */
export interface DigestDays {
  readonly from: Day;
  readonly to: Day;
}

/**
 * It looks at every listing day that was completed since the one before, so that no day is left out and none is looked
 * at twice, whatever weekdays it comes on; where none was, at the newest complete one. A weekly one looks at a week at
 * least, a monthly one at the calendar month before.
 * @param at when it is due, and `previous` when the one before was, in milliseconds since 1970
 * @param day the slot's own, at the place of the subscription
 */
export function digestDays(edition: Edition, at: number, previous: number, day: Day): DigestDays {
  const { complete } = feedDay(at);
  if (edition !== 'monthly') {
    const since = feedDay(previous).current;
    const least = edition === 'weekly' ? addDays(complete, 1 - WEEK) : complete;
    return { from: since < least ? since : least, to: complete };
  }
  const last = addDays(`${day.slice(0, 7)}-01`, -1);
  const to = last < complete ? last : complete;
  return { from: `${to.slice(0, 7)}-01`, to };
}
