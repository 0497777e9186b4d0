import { describe, expect, it } from 'vitest';
import { daysBetween } from '../../src/domain/days.ts';
import { countByPart, lengthOf, partsOf, spanBefore } from '../../src/themes/spans.ts';
import { paper } from '../doubles/paper.ts';

const WEEK = { from: '2026-06-24', to: '2026-06-30' };
const MONTH = { from: '2026-06-03', to: '2026-06-30' };
const LONG_AGO = '2020-01-01';

describe('the time before a period', () => {
  it.each([
    ['a week', WEEK, false, '2026-05-06', 49],
    ['four weeks', MONTH, false, '2026-05-06', 28],
    ['a week, with a topic', WEEK, true, '2026-04-08', 77],
    ['a day', { from: '2026-06-30', to: '2026-06-30' }, false, '2026-06-03', 27],
    ['a quarter', { from: '2026-04-01', to: '2026-06-30' }, false, '2025-12-31', 91],
  ] as const)('%s is compared with a whole number of times as long, right before', (_, period, isTopic, from, days) => {
    const before = spanBefore(period, isTopic, LONG_AGO);
    expect(before?.from).toBe(from);
    expect(before && lengthOf(before)).toBe(days);
    expect(days % lengthOf(period)).toBe(0);
  });

  it('does not reach back to days that the library does not know', () => {
    expect(spanBefore(WEEK, false, '2026-06-05')).toEqual({ from: '2026-06-10', to: '2026-06-23' });
    expect(spanBefore(WEEK, false, '2026-06-20')).toBeUndefined();
    expect(spanBefore(WEEK, false, '2026-06-30')).toBeUndefined();
  });
});

describe('the parts that are counted', () => {
  it.each([
    ['weeks of a week and the time before', WEEK, 8, 7],
    ['weeks of four weeks and the time before', MONTH, 8, 7],
  ] as const)('are %s', (_, period, count, days) => {
    const parts = partsOf(period, spanBefore(period, false, LONG_AGO));
    expect(parts).toHaveLength(count);
    expect(parts.map(lengthOf)).toEqual(Array(count).fill(days));
    expect(parts.filter(({ isNow }) => isNow)[0]?.from).toBe(period.from);
  });

  it.each([
    { from: '2026-06-01', to: '2026-06-30' },
    { from: '2025-01-01', to: '2025-12-31' },
    { from: '2026-06-28', to: '2026-06-30' },
    WEEK,
  ])('have every day of both times once: %j', (period) => {
    const before = spanBefore(period, false, LONG_AGO);
    const parts = partsOf(period, before);
    expect(parts.flatMap(({ from, to }) => daysBetween(from, to))).toEqual(daysBetween(before?.from ?? '', period.to));
    expect(parts.length).toBeLessThanOrEqual(56);
  });

  it('are days where a week has nothing before it', () => {
    expect(partsOf(WEEK, undefined).map(({ from }) => from)).toEqual(daysBetween(WEEK.from, WEEK.to));
  });

  it('count a paper on its listing day, else on the day it was published', () => {
    const papers = [
      paper({ title: 'Listed', listedOn: '2026-06-30', publishedAt: '2026-06-01' }),
      paper({ title: 'Published', publishedAt: '2026-06-24' }),
      paper({ title: 'Undated' }),
    ];
    expect(countByPart(papers, [{ from: '2026-06-01', to: '2026-06-23' }, WEEK])).toEqual([0, 2]);
  });
});
