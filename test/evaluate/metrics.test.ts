import { describe, expect, it } from 'vitest';
import { mean, percentile, sumUp } from '../../src/evaluate/averages.ts';
import { areaUnderCurve, macroF1 } from '../../src/evaluate/binary-metrics.ts';
import { pairedBootstrap } from '../../src/evaluate/bootstrap.ts';
import { sample, seededRandom } from '../../src/evaluate/random.ts';
import { averagePrecision, ndcg, recall } from '../../src/evaluate/ranking-metrics.ts';

describe('metrics of a ranking', () => {
  const judgments = new Map([
    ['a', 2],
    ['b', 1],
    ['c', 1],
    ['d', 0],
  ]);

  it('discounts the grade by the logarithm of the rank', () => {
    // Ranks 1 to 4 hold d (0), a (2), x (unjudged), b (1): 2/log2(3) + 1/log2(5) = 1.261860 + 0.430677.
    // The best order holds 2, 1, 1: 2 + 1/log2(3) + 1/log2(4) = 2 + 0.630930 + 0.5.
    expect(ndcg(['d', 'a', 'x', 'b'], judgments, 10)).toBeCloseTo(1.692536 / 3.13093, 5);
  });

  it('cuts both the ranking and the ideal at the depth', () => {
    expect(ndcg(['b', 'a'], judgments, 1)).toBeCloseTo(1 / 2, 10);
    expect(ndcg(['a'], judgments, 1)).toBe(1);
  });

  it('gives the precision at each relevant document, and nothing for those that were not found', () => {
    // a at rank 2, b at rank 4, c never: (1/2 + 2/4) / 3.
    expect(averagePrecision(['d', 'a', 'x', 'b'], judgments)).toBeCloseTo(1 / 3, 10);
  });

  it('counts the relevant documents within the depth', () => {
    expect(recall(['d', 'a', 'x', 'b'], judgments, 2)).toBeCloseTo(1 / 3, 10);
    expect(recall(['d', 'a', 'x', 'b'], judgments, 4)).toBeCloseTo(2 / 3, 10);
  });

  it('is 0 for an empty ranking and for a query without relevant documents', () => {
    expect(ndcg([], judgments, 10)).toBe(0);
    expect([ndcg, recall].map((metric) => metric(['a'], new Map([['a', 0]]), 10))).toEqual([0, 0]);
    expect(averagePrecision(['a'], new Map())).toBe(0);
  });

  it('takes a negative grade for not relevant', () => {
    expect(
      ndcg(
        ['n', 'a'],
        new Map([
          ['n', -1],
          ['a', 1],
        ]),
        10,
      ),
    ).toBeCloseTo(1 / Math.log2(3), 10);
  });
});

describe('metrics of a yes or no', () => {
  const judged = [
    { score: 0.9, positive: true },
    { score: 0.8, positive: false },
    { score: 0.6, positive: true },
    { score: 0.4, positive: false },
    { score: 0.2, positive: false },
  ];

  it('the area is the share of pairs in the right order', () => {
    // 0.9 beats three negatives, 0.6 beats two: 5 of 6.
    expect(areaUnderCurve(judged)).toBeCloseTo(5 / 6, 10);
  });

  it('a tie is half in order', () => {
    expect(
      areaUnderCurve([
        { score: 1, positive: true },
        { score: 1, positive: false },
      ]),
    ).toBe(0.5);
  });

  it('there is no area with one class only', () => {
    expect(areaUnderCurve([{ score: 1, positive: true }])).toBeUndefined();
  });

  it('macro-F1 is the mean of both classes, the threshold itself counting as yes', () => {
    // Yes: 2 found, 1 too many, 0 missed: F1 4/5. No: 2 found, 0 too many, 1 missed: F1 4/5.
    expect(macroF1(judged, 0.6)).toBeCloseTo(0.8, 10);
    // Everything is no: F1 of yes 0, of no 2·3/(2·3 + 2) = 3/4.
    expect(macroF1(judged, 1)).toBeCloseTo(0.375, 10);
  });
});

describe('the paired bootstrap', () => {
  it('is certain where every query has the same gain', () => {
    const result = pairedBootstrap([0.5, 0.75, 1], [0.25, 0.5, 0.75], 1000);
    expect(result).toMatchObject({ mean: 0.25, low: 0.25, high: 0.25 });
    expect(result.p).toBeCloseTo(2 / 1001, 10);
  });

  it('sees no difference between equals', () => {
    expect(pairedBootstrap([0.1, 0.9], [0.1, 0.9])).toEqual({ mean: 0, low: 0, high: 0, p: 1 });
  });

  it('has the interval of the two-point distribution', () => {
    // Differences 1 and 0: resampled means are 0, 1/2 and 1 with chances 1/4, 1/2, 1/4.
    const result = pairedBootstrap([1, 0], [0, 0]);
    expect(result).toMatchObject({ mean: 0.5, low: 0, high: 1 });
    expect(result.p).toBeGreaterThan(0.45);
    expect(result.p).toBeLessThan(0.55);
  });

  it('says the same every time', () => {
    const [left, right] = [
      [0.2, 0.9, 0.4, 0.7],
      [0.3, 0.5, 0.4, 0.1],
    ];
    expect(pairedBootstrap(left, right)).toEqual(pairedBootstrap(left, right));
  });
});

describe('averages and samples', () => {
  it('percentiles are values that occurred', () => {
    const values = [5, 1, 4, 2, 3];
    expect([0.5, 0.95, 0.2].map((share) => percentile(values, share))).toEqual([3, 5, 1]);
    expect(sumUp([1, 2, 3, 10])).toEqual({ mean: 4, p50: 2, p95: 10 });
  });

  it('nothing has no mean', () => {
    expect(mean([])).toBeUndefined();
  });

  it('a sample has no item twice, keeps the order, and is the same for the same seed', () => {
    const items = Array.from({ length: 100 }, (_, index) => index);
    const drawn = sample(items, 10, seededRandom(1));
    expect(drawn).toEqual([...new Set(drawn)].sort((a, b) => a - b));
    expect(drawn).toHaveLength(10);
    expect(sample(items, 10, seededRandom(1))).toEqual(drawn);
    expect(sample(items, 10, seededRandom(2))).not.toEqual(drawn);
  });
});
