/** What a feed reader takes for new. */
import { afterEach, expect, it } from 'vitest';
import { openMailWorld } from '../mail-world.ts';
import { PAPERS } from '../small-library.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

it('a feed has a day as new for two days, and not again with every sync after', async () => {
  const world = await openMailWorld({ papers: PAPERS });
  closing.push(() => world.close());
  const updated = async () => {
    world.clock.advance(61_000);
    const { items } = JSON.parse((await world.request('feed.json')).text);
    return items.map((item: { date_published: string; date_modified: string }) => [
      item.date_published.slice(0, 10),
      (Date.parse(item.date_modified) - Date.parse(item.date_published)) / 86_400_000,
    ]);
  };
  const before = await updated();
  expect(Math.max(...before.map(([, days]: [string, number]) => days))).toBeLessThanOrEqual(2);
  await world.library.upsert(PAPERS.map((of) => ({ ...of, upvotes: (of.upvotes ?? 0) + 1 })));
  expect(await updated()).toEqual(before);
});
