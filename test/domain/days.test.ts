import { describe, expect, test } from 'vitest';
import { addDays, dayOf, daysBetween, isDay } from '../../src/domain/days.ts';

describe('a day', () => {
  test.each(['2024-02-29', '2026-06-30', '2000-02-29', '1999-12-31'])('%s exists', (day) => {
    expect(isDay(day)).toBe(true);
  });

  test.each([
    '2026-02-29',
    '2026-02-30',
    '2026-13-01',
    '2026-00-10',
    '1900-02-29',
    '2026-6-30',
    '20260630',
    '2026-06-30T00:00',
    '',
    'today',
  ])('“%s” is none', (text) => {
    expect(isDay(text)).toBe(false);
  });

  test.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2023-02-28', 1, '2023-03-01'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2026-03-29', 1, '2026-03-30'],
    ['2026-06-30', 0, '2026-06-30'],
    ['2026-06-30', 365, '2027-06-30'],
  ])('%s and %i days is %s', (day, count, expected) => {
    expect(addDays(day, count)).toBe(expected);
  });

  test('is the one in UTC', () => {
    expect(dayOf(Date.parse('2026-06-30T23:59:59.999Z'))).toBe('2026-06-30');
    expect(dayOf(Date.parse('2026-07-01T01:00:00+02:00'))).toBe('2026-06-30');
  });
});

describe('the days between two', () => {
  test('include both, over months and leap days', () => {
    expect(daysBetween('2024-02-28', '2024-03-01')).toEqual(['2024-02-28', '2024-02-29', '2024-03-01']);
    expect(daysBetween('2026-06-30', '2026-06-30')).toEqual(['2026-06-30']);
    expect(daysBetween('2024-05-27', '2026-06-30')).toHaveLength(765);
  });

  test('are none when the first is after the last', () => {
    expect(daysBetween('2026-07-01', '2026-06-30')).toEqual([]);
  });
});
