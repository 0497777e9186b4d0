import { describe, expect, it } from 'vitest';
import { simulateShared } from '../../bench/daily/daily-month.ts';
import { simulateRush } from '../../bench/daily/daily-rush.ts';
import { simulateDays } from '../../bench/daily/daily-year.ts';
import { judge, type Watched } from '../../bench/daily/oracle.ts';
import { createWallClock } from '../../bench/daily/wall-clock.ts';
import { withTemporaryFolder } from '../../src/evaluate/temporary-library.ts';

/** On a machine that is busy with other tests; alone it takes seconds. */
const LONGEST = 180_000;

describe('daily posts', () => {
  it(
    'over weeks of outages, kills, edits and lost channels: none missed, none doubled',
    async () => {
      const simulated = await simulateDays({ days: 10, subscriptions: 40, outages: 4, kills: 20, seed: 5 });
      const { verdict, repeatedPapers } = simulated;
      expect(verdict).toMatchObject({ missed: 0, doubled: 0, unwanted: 0, late: 0, examples: [] });
      expect(verdict.delivered).toBeGreaterThan(200);
      expect(verdict.worstLateness).toBeLessThan(60_000);
      expect(repeatedPapers).toBe(0);
      expect(Object.values(simulated.deaths).reduce((sum, deaths) => sum + deaths, 0)).toBeGreaterThan(12);
    },
    LONGEST,
  );

  it(
    'by two processes on one database that are killed at random: none missed, none doubled',
    async () => {
      const { verdict, kills } = await withTemporaryFolder((folder) =>
        simulateShared({ days: 1, subscriptions: 25, kills: 2, seed: 1 }, { path: `${folder}/state.sqlite` }),
      );
      expect(verdict).toMatchObject({ missed: 0, doubled: 0, unwanted: 0, examples: [] });
      expect(verdict.delivered).toBeGreaterThan(15);
      expect(kills).toBeGreaterThan(0);
    },
    LONGEST,
  );

  it('all due in the same minute go out in pace', async () => {
    const rush = await simulateRush(400);
    expect(rush).toMatchObject({ sent: 400, doubled: 0, refused: 0 });
    expect(rush.lastAfter).toBeLessThan(12_000);
  });
});

describe('what judges them', () => {
  const day = (text: string) => Date.parse(`${text}Z`);
  const course = {
    ...{ start: day('2026-03-01T00:00'), end: day('2026-03-04T00:00'), catchUpMilliseconds: 12 * 3_600_000 },
    ...{ processDown: [], discordDown: [] },
  };
  const schedule = { time: '08:30', zone: 'Europe/Berlin', weekdays: [1, 2, 3, 4, 5, 6, 7] } as const;
  const judged = (posts: readonly string[]) => {
    const one: Watched = {
      ...{ id: 'one', lost: [], posts: posts.map(day) },
      wishes: [{ from: course.start, schedule, edition: 'daily', off: false }],
    };
    return judge([one], course, createWallClock(course.start, course.end));
  };
  const right = ['2026-03-01T07:30:01', '2026-03-02T07:30:01', '2026-03-03T07:30:02'];

  it('finds nothing where all is right', () => {
    expect(judged(right)).toMatchObject({ slots: 3, delivered: 3, missed: 0, doubled: 0, unwanted: 0, late: 0 });
  });

  it('sees one that is missing, one too many, one too late, and one that nobody wanted', () => {
    expect(judged(right.slice(0, 2)).missed).toBe(1);
    expect(judged([...right, '2026-03-03T12:00:00']).doubled).toBe(1);
    expect(judged([...right.slice(0, 2), '2026-03-03T07:32:00']).late).toBe(1);
    expect(judged(['2026-03-01T03:00:00', ...right]).unwanted).toBe(1);
  });
});
