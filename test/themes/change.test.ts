import { describe, expect, it } from 'vitest';
import { changeOf } from '../../src/themes/change.ts';

const change = (now: number, before: number, allNow = 100, allBefore = 100) =>
  changeOf({ now, before, allNow, allBefore });

describe('a group has more or fewer papers than before', () => {
  it.each([
    [3, 1, 'alike'],
    [3, 0, 'alike'],
    [5, 0, 'alike'],
    // Of eight papers all fall on one of two equal periods in 1 of 128 cases.
    [8, 0, 'more'],
    [0, 8, 'fewer'],
    [30, 20, 'alike'],
    [40, 15, 'more'],
    [0, 0, 'alike'],
  ])('%i after %i, of as many papers each time: %s', (now, before, expected) => {
    expect(change(now, before)).toBe(expected);
  });

  it('is not said when there were fewer papers of all kinds', () => {
    expect(change(10, 40, 100, 400)).toBe('alike');
    expect(change(40, 40, 100, 400)).toBe('more');
  });

  it('is not known where nothing was before', () => {
    expect(change(10, 0, 100, 0)).toBe('unknown');
  });

  it('is told of thousands of papers too', () => {
    expect(change(5_000, 5_050, 50_000, 50_000)).toBe('alike');
    expect(change(6_000, 5_000, 50_000, 50_000)).toBe('more');
    expect(change(5_000, 6_000, 50_000, 50_000)).toBe('fewer');
  });

  it('is said by chance in fewer than two of a hundred cases', () => {
    // Every way in which 60 papers can fall on two equal periods, with its probability.
    let told = 0;
    let probability = 0.5 ** 60;
    for (let now = 0; now <= 60; now++) {
      if (change(now, 60 - now) !== 'alike') told += probability;
      probability *= (60 - now) / (now + 1);
    }
    expect(told).toBeLessThan(0.02);
    expect(told).toBeGreaterThan(0.005);
  });
});
