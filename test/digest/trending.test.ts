import { describe, expect, it, test } from 'vitest';
import { feedDay, feedDayBegins } from '../../src/digest/feed-day.ts';
import { measureCurve, usualCurve } from '../../src/digest/interest-curve.ts';
import { rankTrending } from '../../src/digest/trending.ts';
import type { Paper, PaperId } from '../../src/domain/paper.ts';
import type { SeenCounts } from '../../src/domain/upvote-history.ts';
import { textIn } from '../../src/domain/words.ts';
import { paper, shuffled } from '../doubles/paper.ts';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-07-01T20:00:00Z');
const listed = (name: string, hoursAgo: number, upvotes: number, more: Partial<Paper> = {}): Paper =>
  paper({
    id: `arxiv:2607.${String(name.length).padStart(2, '0')}${name.charCodeAt(0)}` as PaperId,
    title: name,
    listedOn: '2026-07-01',
    listedAt: NOW - hoursAgo * HOUR,
    upvotes,
    ...more,
  });
const order = (papers: readonly Paper[], curves?: ReadonlyMap<PaperId, readonly SeenCounts[]>) =>
  rankTrending(papers, { now: NOW, ...(curves && { curves }) }).map(({ paper: { title } }) => title);
const curve = (...counts: readonly [hoursAgo: number, upvotes: number][]): SeenCounts[] =>
  counts.map(([hoursAgo, upvotes]) => ({
    from: NOW - hoursAgo * HOUR,
    until: NOW - hoursAgo * HOUR,
    upvotes,
    comments: 0,
  }));

describe('the feed’s day', () => {
  test.each([
    ['2026-07-01T01:29:59Z', '2026-06-30'],
    ['2026-07-01T01:30:00Z', '2026-07-01'],
    ['2026-12-01T02:29:59Z', '2026-11-30'],
    ['2026-12-01T02:30:00Z', '2026-12-01'],
    // The night on which New York's clocks go forward, and the one on which they go back.
    ['2026-03-09T01:30:00Z', '2026-03-09'],
    ['2026-11-02T02:29:59Z', '2026-11-01'],
  ])('at %s is %s', (instant, day) => {
    expect(feedDay(Date.parse(instant)).current).toBe(day);
  });

  test('has 23 hours when clocks go forward, and 25 when they go back', () => {
    const length = (day: string) => (feedDay(feedDayBegins(day)).ends - feedDayBegins(day)) / HOUR;
    expect([length('2026-07-01'), length('2026-03-08'), length('2026-11-01')]).toEqual([24, 23, 25]);
  });

  test('is complete when the next one has begun, weekend or not', () => {
    expect(feedDay(Date.parse('2026-07-06T12:00:00Z'))).toMatchObject({
      current: '2026-07-06',
      complete: '2026-07-05',
    });
  });
});

describe('what is trending', () => {
  it('compares papers of different ages: twelve upvotes in two hours are more than fifteen in twenty', () => {
    expect(order([listed('Old', 20, 15), listed('Fresh', 2, 12)])).toEqual(['Fresh', 'Old']);
    expect(order([listed('Old', 20, 90), listed('Fresh', 2, 3)])).toEqual(['Old', 'Fresh']);
  });

  it('foretells more of a paper that rises now than of one whose friends came first and nobody after', () => {
    const [burst, riser] = [listed('Burst', 12, 20), listed('Rising', 12, 20)];
    const curves = new Map([
      [burst.id, curve([11, 18], [8, 19], [4, 19], [0, 20])],
      [riser.id, curve([11, 2], [8, 6], [4, 12], [0, 20])],
    ]);
    expect(order([burst, riser], curves)).toEqual(['Rising', 'Burst']);
  });

  it('is what settled papers have: the order of upvotes and comments, whatever their days', () => {
    const settled = (name: string, days: number, upvotes: number, comments = 0) =>
      listed(name, 24 * days, upvotes, { listedOn: '2026-05-01', comments });
    expect(order([settled('A', 60, 10), settled('Bb', 40, 30), settled('Ccc', 50, 12, 9)])).toEqual(['Bb', 'Ccc', 'A']);
  });

  it('has one order among equals, and each paper once', () => {
    const papers = ['a', 'bb', 'ccc', 'dddd'].map((name) => listed(name, 5, 7));
    const first = order(papers);
    for (const seed of [1, 2, 3]) expect(order(shuffled([...papers, ...papers], seed))).toEqual(first);
    expect(first).toHaveLength(4);
  });

  it('is not led astray by counts that fell, a clock that went back, or a day that is all it knows', () => {
    const [fell, plain] = [listed('Fell', 10, 5), paper({ title: 'Day alone', listedOn: '2026-07-01', upvotes: 5 })];
    const curves = new Map([[fell.id, [...curve([9, 30], [5, 2]), ...curve([-48, 7])]]]);
    for (const { score } of rankTrending([fell, plain, paper({ title: 'No day' })], { now: NOW, curves })) {
      expect(score).toBeGreaterThanOrEqual(0);
      expect(Number.isFinite(score)).toBe(true);
    }
  });

  it('says why', () => {
    const papers = [
      listed('Most', 10, 40),
      listed('Rising', 9, 12),
      listed('Talked', 8, 6, { comments: 9 }),
      listed('Code', 8, 2, { githubStars: 1200 }),
    ];
    const curves = new Map([[papers[1]?.id as PaperId, curve([8, 2], [7, 2], [0, 12])]]);
    const reasons = new Map(
      rankTrending(papers, { now: NOW, curves }).map((entry) => [
        entry.paper.title,
        entry.reasons.map((reason) => textIn(reason)),
      ]),
    );
    expect(reasons.get('Most')).toEqual(['most upvoted of the day']);
    expect(reasons.get('Rising')).toContain('10 upvotes in the last 7 hours');
    expect(reasons.get('Talked')).toContain('most discussed, with 9 comments');
    expect(reasons.get('Code')).toEqual(['its code has 1,200 stars on GitHub']);
  });
});

describe('the course of attention', () => {
  const watched = (share: (hours: number) => number, upvotes: number) => ({
    listedAt: 0,
    seen: Array.from({ length: 120 }, (_, hour) => ({
      from: hour * HOUR,
      until: hour * HOUR,
      upvotes: Math.round(upvotes * share(hour)),
      comments: 0,
    })),
  });

  it('is the usual one while little was watched, and then the one that was seen', () => {
    expect(measureCurve([])).toBe(usualCurve);
    const quick = (hours: number) => 1 - Math.exp(-hours / 2);
    const learned = measureCurve(Array.from({ length: 200 }, () => watched(quick, 50)));
    expect(learned(4)).toBeCloseTo(quick(4), 1);
    expect(learned(4)).toBeGreaterThan(usualCurve(4) + 0.3);
  });

  it('leaves out what was seen late, or not to its end', () => {
    const late = { listedAt: -10 * HOUR, seen: watched(usualCurve, 50).seen };
    const short = { listedAt: 0, seen: watched(usualCurve, 50).seen.slice(0, 20) };
    expect(measureCurve([late, short])).toBe(usualCurve);
  });

  it('never falls', () => {
    for (const share of [usualCurve, measureCurve([watched((hours) => hours / 120, 90)])]) {
      let before = 0;
      for (let hours = -5; hours < 500; hours += 0.7) {
        expect(share(hours)).toBeGreaterThanOrEqual(before);
        before = share(hours);
      }
      expect(before).toBeLessThanOrEqual(1);
    }
  });
});
