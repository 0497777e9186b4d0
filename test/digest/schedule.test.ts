import { describe, expect, it } from 'vitest';
import { createWallClock } from '../../bench/daily/wall-clock.ts';
import { createSlotTimes } from '../../src/digest/schedule.ts';
import { suggestZones, zoneNames } from '../../src/digest/zones.ts';
import { InvalidInput } from '../../src/domain/errors.ts';
import type { Edition, Schedule, Weekday } from '../../src/domain/subscription.ts';

const EVERY_DAY: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const slots = createSlotTimes();
const at = (instant: string) => Date.parse(instant);

function timing(time: string, zone: string, weekdays = EVERY_DAY, edition: Edition = 'daily') {
  return { schedule: { time, zone, weekdays }, edition };
}

function nextSlots(of: ReturnType<typeof timing>, after: string, count: number): string[] {
  const found: string[] = [];
  for (let from = at(after); found.length < count; ) {
    const slot = slots.next(of, from);
    found.push(`${slot.day} ${new Date(slot.at).toISOString().slice(0, 16)}`);
    from = slot.at;
  }
  return found;
}

describe('a daily post at a time of a place', () => {
  it('keeps its time on the wall when clocks change', () => {
    expect(nextSlots(timing('08:30', 'Europe/Berlin'), '2026-03-27T12:00Z', 3)).toEqual([
      '2026-03-28 2026-03-28T07:30',
      '2026-03-29 2026-03-29T06:30',
      '2026-03-30 2026-03-30T06:30',
    ]);
  });

  it('at 02:30 on the night that skips it comes at the first instant after the gap, on that day', () => {
    expect(nextSlots(timing('02:30', 'Europe/Berlin'), '2026-03-28T12:00Z', 2)).toEqual([
      '2026-03-29 2026-03-29T01:00',
      '2026-03-30 2026-03-30T00:30',
    ]);
  });

  it('at 01:30 on the night that has it twice comes the first time, and not again', () => {
    expect(nextSlots(timing('01:30', 'America/New_York'), '2026-10-31T12:00Z', 2)).toEqual([
      '2026-11-01 2026-11-01T05:30',
      '2026-11-02 2026-11-02T06:30',
    ]);
  });

  it('at midnight where the clock goes forward at midnight comes an hour later', () => {
    expect(nextSlots(timing('00:00', 'Asia/Beirut'), '2026-03-28T12:00Z', 1)).toEqual(['2026-03-29 2026-03-28T22:00']);
  });

  it('does not come on a day that the place left out of its calendar', () => {
    expect(nextSlots(timing('08:00', 'Pacific/Apia'), '2011-12-29T00:00Z', 2)).toEqual([
      '2011-12-29 2011-12-29T18:00',
      '2011-12-31 2011-12-30T18:00',
    ]);
  });

  it('comes on the days of the week that were chosen, as they are at the place', () => {
    // Monday 08:00 in Auckland is Sunday in UTC.
    expect(nextSlots(timing('08:00', 'Pacific/Auckland', [1]), '2026-07-01T00:00Z', 1)).toEqual([
      '2026-07-06 2026-07-05T20:00',
    ]);
  });

  it('comes monthly on the first of its weekdays', () => {
    expect(nextSlots(timing('09:00', 'UTC', [1, 4], 'monthly'), '2026-07-15T00:00Z', 3)).toEqual([
      '2026-08-03 2026-08-03T09:00',
      '2026-09-03 2026-09-03T09:00',
      '2026-10-01 2026-10-01T09:00',
    ]);
  });

  it('has one slot between two that follow each other, and none before its time', () => {
    const daily = timing('08:30', 'Asia/Kolkata');
    const [from, to] = [at('2026-07-01T00:00Z'), at('2026-07-02T02:59:59Z')];
    expect(slots.latest(daily, to, from)?.day).toBe('2026-07-01');
    expect(slots.latest(daily, from + 1_000, from)).toBeUndefined();
  });

  it('agrees with what clocks show, in a fifth of all zones on every day of a year', () => {
    const [first, last] = [at('2026-01-01T00:00Z'), at('2026-12-31T00:00Z')];
    const walls = createWallClock(first, last);
    const times = ['00:00', '00:30', '01:30', '02:00', '02:30', '03:00', '23:59'];
    const wrong: string[] = [];
    for (const [index, zone] of zoneNames().entries()) {
      if (index % 5) continue;
      const daily = timing(times[index % times.length] ?? '', zone);
      for (let from = first; from < last; ) {
        const slot = slots.next(daily, from);
        if (walls.instantOf(zone, slot.day, daily.schedule.time) !== slot.at) wrong.push(`${zone} ${slot.day}`);
        from = slot.at;
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('what an admin types for a schedule', () => {
  const check = (schedule: Partial<Schedule>) => () =>
    slots.check({ time: '08:30', zone: 'Europe/Berlin', weekdays: [1], ...schedule });

  it('is kept as the database spells it, weekdays in order', () => {
    expect(slots.check({ time: '08:30', zone: 'europe/berlin', weekdays: [5, 1, 5] })).toEqual({
      time: '08:30',
      zone: 'Europe/Berlin',
      weekdays: [1, 5],
    });
  });

  it.each([
    ['Europe/Brelin', /Europe\/Berlin/],
    ['Berlin', /Europe\/Berlin/],
    ['new york', /America\/New_York/],
    ['Mars/Phobos', /such as Europe\/Berlin/],
    ['+02:00', /named for a place/],
    ['EST', /named for a place/],
  ])('is refused where the zone is %s, with what may be meant', (zone, help) => {
    expect(check({ zone })).toThrow(InvalidInput);
    expect(check({ zone })).toThrow(expect.objectContaining({ help: expect.stringMatching(help) }));
  });

  it.each(['24:00', '8:30', '08:60', 'noon', ''])('is refused where the time is "%s"', (time) => {
    expect(check({ time })).toThrow(InvalidInput);
  });

  it('is refused without a weekday', () => {
    expect(check({ weekdays: [] })).toThrow(/day of the week/);
  });

  it('is completed by places and their words', () => {
    expect(suggestZones('kolk', 3)).toEqual(['Asia/Kolkata']);
    expect(suggestZones('york', 3)).toEqual(['America/New_York']);
    expect(suggestZones('', 2)).toHaveLength(2);
  });
});
