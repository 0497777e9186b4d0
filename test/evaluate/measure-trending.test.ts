import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/days.ts';
import type { Paper, PaperId } from '../../src/domain/paper.ts';
import { growList, watchDays } from '../../src/evaluate/grow-lists.ts';
import { kendallsTau, measureTrending } from '../../src/evaluate/measure-trending.ts';
import { seededRandom } from '../../src/evaluate/random.ts';
import { SHAPES, simulateDay } from '../../src/evaluate/simulate-upvotes.ts';
import { paper } from '../doubles/paper.ts';

const DAYS = Array.from({ length: 24 }, (_, at) => addDays('2026-05-01', at));

/** Days of 24 papers whose upvotes are spread as real ones are: a few have most. */
function madePapers(): Map<PaperId, Paper> {
  const random = seededRandom(7);
  const papers = DAYS.flatMap((listedOn, day) =>
    Array.from({ length: 24 }, (_, at) => {
      const id: PaperId = `arxiv:2605.${String(day * 24 + at).padStart(5, '0')}`;
      const upvotes = Math.floor(3 / (0.02 + random()));
      return paper({
        id,
        title: id,
        listedOn,
        upvotes,
        listedAt: Date.parse(listedOn) + Math.floor(4 * random() * 3_600_000),
      });
    }),
  );
  return new Map(papers.map((one) => [one.id, one]));
}

describe('simulated days', () => {
  it.each(SHAPES.map((shape) => [`${shape.name}, listed at ${shape.listing} hours`, shape] as const))(
    '%s: everything that was recorded arrives, in order, and never before its paper is listed',
    (_, shape) => {
      const figures = [5, 0, 80, 17].map((upvotes) => ({ upvotes, comments: 2, listedAfter: 1 }));
      const papers = simulateDay(figures, shape, 1_000_000, seededRandom(3));
      expect(papers.map(({ upvotes }) => upvotes.length)).toEqual([5, 0, 80, 17]);
      for (const { upvotes, comments, listedAt } of papers) {
        for (const times of [upvotes, comments]) {
          expect(times).toEqual(times.toSorted((a, b) => a - b));
          expect(times.every((at) => at >= listedAt)).toBe(true);
        }
      }
    },
  );

  it('are the same for the same seed', () => {
    const days = [{ day: '2026-05-01', papers: [4, 30, 9, 2].map((upvotes) => ({ upvotes, comments: 0 })) }];
    const [shape] = SHAPES;
    if (!shape) throw new Error('no shape');
    const curve = watchDays(days, shape, 1);
    expect(growList(days, shape, [1, 12], { curve, seed: 5 })).toEqual(
      growList(days, shape, [1, 12], { curve, seed: 5 }),
    );
  });
});

it('Kendall’s tau is 1 for one order, −1 for its reverse, and between them otherwise', () => {
  const papers = ['a', 'b', 'c', 'd'].map((title) => paper({ title }));
  const [first, second, ...rest] = papers as [Paper, Paper, ...Paper[]];
  expect(kendallsTau(papers, papers)).toBe(1);
  expect(kendallsTau(papers, papers.toReversed())).toBe(-1);
  expect(kendallsTau(papers, [second, first, ...rest])).toBeCloseTo(4 / 6);
});

it('a list of several days has more of what ends on top by score than by plain upvotes', { timeout: 60_000 }, () => {
  const report = measureTrending(madePapers(), () => {});
  expect(report).toMatchObject({ papers: 24 * 24, days: 24 });
  expect(report.differences.map(({ list }) => list)).toEqual(['a day', 'a week', 'a month']);
  const twoDays = report.totals.find(({ days, listing }) => days === 2 && listing === 'recorded');
  expect(twoDays?.ratio).toBeGreaterThan(1.1);
});
