import { describe, expect, it } from 'vitest';
import { feedDayBegins } from '../../src/digest/feed-day.ts';
import { roseLate } from '../../src/digest/rose-late.ts';
import { addDays } from '../../src/domain/days.ts';
import type { SeenCounts } from '../../src/domain/upvote-history.ts';
import { paper } from '../doubles/paper.ts';

const HOUR = 3_600_000;
const DAY = '2026-06-24';
const ENDED = feedDayBegins(addDays(DAY, 1));

function listed(title: string, upvotes: number) {
  return paper({ title, listedOn: DAY, upvotes });
}

/** Counts that were first seen so many hours after the listing day ended. */
function seen(hours: number, upvotes: number): SeenCounts {
  return { from: ENDED + hours * HOUR, until: ENDED + hours * HOUR, upvotes, comments: 0 };
}

describe('what rose late', () => {
  it('is what most upvotes came to after the listing day, most first', () => {
    const [slow, slower, quick] = [listed('Slow', 60), listed('Slower', 40), listed('Quick', 90)];
    const curves = new Map([
      [slow.id, [seen(-20, 2), seen(-1, 10), seen(5, 60)]],
      [slower.id, [seen(-2, 4), seen(30, 40)]],
      [quick.id, [seen(-10, 70), seen(20, 90)]],
    ]);
    expect(roseLate([quick, slower, slow], curves).map(({ paper: { title }, late }) => [title, late])).toEqual([
      ['Slow', 50],
      ['Slower', 36],
    ]);
  });

  it('is not known where nobody looked while the day lasted, and nothing where hardly anybody came', () => {
    const [unseen, few] = [listed('Unseen', 80), listed('Few', 9)];
    const curves = new Map([
      [unseen.id, [seen(3, 5), seen(40, 80)]],
      [few.id, [seen(-3, 1), seen(40, 9)]],
    ]);
    expect(roseLate([unseen, few, listed('Never synced', 50)], curves)).toEqual([]);
  });

  it('upvotes that fell are no rise', () => {
    const fell = listed('Fell', 3);
    expect(roseLate([fell], new Map([[fell.id, [seen(-3, 30), seen(10, 3)]]]))).toEqual([]);
  });
});
