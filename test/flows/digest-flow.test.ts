import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Services } from '../../commands/services.ts';
import { openSmallLibrary, type SmallLibrary, servicesOver } from '../small-library.ts';
import { digestOf, EVERY_DAY, LISTED, reasonsOf, subscription, titlesOf, words } from './digest-library.ts';

let small: SmallLibrary;
let services: Services;
beforeAll(async () => {
  small = await openSmallLibrary(LISTED);
  services = servicesOver(small.library);
});
afterAll(() => small.close());

describe('which days a daily digest looks at', () => {
  it('in the morning at the newest day that is complete', async () => {
    const digest = await digestOf(services, '2026-06-30');
    expect(digest).toMatchObject({ edition: 'daily', from: '2026-06-29', to: '2026-06-29', papers: 1 });
    expect(titlesOf(digest)).toEqual(['Storage for Fragments of Proteins']);
  });

  it('after a weekend at the Friday before it, and says Friday', async () => {
    const digest = await digestOf(services, '2026-06-29');
    expect(digest).toMatchObject({ from: '2026-06-26', to: '2026-06-26', papers: 2 });
  });

  it('on a Saturday at Friday, and on the Sunday after at nothing', async () => {
    const daily = subscription({ weekdays: EVERY_DAY });
    expect(titlesOf(await digestOf(services, '2026-06-27', daily))).toHaveLength(2);
    const sunday = await digestOf(services, '2026-06-28', daily);
    expect(sunday).toMatchObject({ from: '2026-06-27', to: '2026-06-27', entries: [], papers: 0, empty: 'no-listing' });
  });

  it('once a week at every day since the week before', async () => {
    const wednesdays = subscription({ weekdays: [3] });
    const digest = await digestOf(services, '2026-07-01', wednesdays);
    expect(digest).toMatchObject({ from: '2026-06-26', to: '2026-06-30', papers: 7 });
  });

  it('after its days were changed at every day since the last post by the old ones, and looks at none twice', async () => {
    const last = { day: '2026-06-24', at: Date.parse('2026-06-24T07:00:00Z') };
    const moved = { at: Date.parse('2026-06-29T10:00:00Z'), last };
    const wasOnWednesdays = subscription({ moved });
    const first = await digestOf(services, '2026-06-30', wasOnWednesdays);
    expect(first).toMatchObject({ from: '2026-06-26', to: '2026-06-29', papers: 3 });
    const second = await digestOf(services, '2026-07-01', wasOnWednesdays);
    expect(second).toMatchObject({ from: '2026-06-30', to: '2026-06-30', papers: 4 });
  });

  it('out of turn at the newest day that has papers, also on a Monday after the post of the morning', async () => {
    const at = Date.parse('2026-06-29T10:00:00Z');
    const slot = { subscription: 'one', day: '2026-06-29', at, wished: true as const };
    const { digests } = services.pipeline;
    const digest = await digests.compose(subscription(), slot, new Set(), new AbortController().signal);
    expect(digest).toMatchObject({ from: '2026-06-26', to: '2026-06-26', papers: 2 });
  });

  it('two mornings together look at every paper once', async () => {
    const days = ['2026-06-27', '2026-06-28', '2026-06-29', '2026-06-30', '2026-07-01', '2026-07-02'];
    const daily = subscription({ weekdays: EVERY_DAY });
    const titles: string[] = [];
    for (const day of days) titles.push(...titlesOf(await digestOf(services, day, daily)));
    expect(titles.toSorted()).toEqual(LISTED.map(({ title }) => title).toSorted());
  });

  it('the same slot gives the same digest', async () => {
    const one = await digestOf(services, '2026-07-01');
    expect(await digestOf(servicesOver(small.library), '2026-07-01')).toEqual(one);
  });
});

describe('what is chosen', () => {
  it('the most upvoted first, each with the sentence of its abstract that sums it up, and why it is there', async () => {
    const digest = await digestOf(services, '2026-07-01');
    expect(titlesOf(digest)).toEqual([
      'Retrieval-Augmented Generation with Short Memories',
      'Robots that Learn from Videos of Cooks',
      'Video Generation at Night',
      'Gardens without Gardeners',
    ]);
    expect(digest.entries[0]).toMatchObject({
      line: 'We introduce short memories for retrieval-augmented generation.',
      written: false,
    });
    expect(reasonsOf(digest)[0]?.[0]).toMatch(/^most upvoted of/);
    expect(digest.papers).toBe(4);
  });

  it('so many as are wished, and none below the least upvotes', async () => {
    expect(titlesOf(await digestOf(services, '2026-07-01', subscription({ papers: 2 })))).toHaveLength(2);
    const liked = await digestOf(services, '2026-07-01', subscription({ leastUpvotes: 10 }));
    expect(titlesOf(liked)).toHaveLength(2);
    expect(liked.papers).toBe(4);
  });

  it('nothing that was posted before; then the next ones', async () => {
    const posted = await digestOf(services, '2026-07-01', subscription({ papers: 1 }), ['arxiv:2606.00005']);
    expect(titlesOf(posted)).toEqual(['Robots that Learn from Videos of Cooks']);
    const all = LISTED.map(({ id }) => id);
    expect(await digestOf(services, '2026-07-01', subscription(), all)).toMatchObject({
      entries: [],
      empty: 'all-posted-before',
      papers: 4,
    });
  });

  it('says that nothing fits where nothing fits', async () => {
    const nobody = subscription({ leastUpvotes: 1_000 });
    expect(await digestOf(services, '2026-07-01', nobody)).toMatchObject({
      entries: [],
      empty: 'nothing-fits',
      papers: 4,
    });
  });
});

describe('topics', () => {
  const on = (...texts: string[]) => subscription({ weekdays: [3], include: words(...texts) });

  it('are matched as a search is: by any form of their words, and best where papers are about them', async () => {
    const digest = await digestOf(services, '2026-07-01', on('robots that learn from video'));
    expect(titlesOf(digest)[0]).toBe('Robots that Learn from Videos of Cooks');
    expect(titlesOf(digest)).not.toContain('Gardens without Gardeners');
    expect(titlesOf(await digestOf(services, '2026-07-01', on('robot')))).toEqual([
      'Grasping Mugs with Two-Handed Robots',
      'Robots that Learn from Videos of Cooks',
    ]);
  });

  it('are no substrings: "art" is not in Articulated, "rag" not in Storage and Fragments', async () => {
    for (const text of ['art', 'rag', 'ten', 'our']) {
      expect({ text, found: titlesOf(await digestOf(services, '2026-07-01', on(text))) }).toEqual({ text, found: [] });
    }
  });

  it('one paper of a day is judged as it is among a week of them', async () => {
    for (const text of ['video generation', 'robots', 'gardens', 'short memories']) {
      const day = await digestOf(services, '2026-07-01', subscription({ include: words(text) }));
      const week = await digestOf(services, '2026-07-01', on(text));
      const ofTuesday = week.entries.filter(({ paper }) => paper.listedOn === '2026-06-30');
      expect({ text, titles: titlesOf(day) }).toEqual({ text, titles: titlesOf({ ...week, entries: ofTuesday }) });
      expect(day.entries.length).toBeGreaterThan(0);
    }
  });

  it('any of several is enough, and the reasons name those that fit', async () => {
    const digest = await digestOf(services, '2026-07-01', on('robots', 'videos', 'proteins'));
    expect(titlesOf(digest)).not.toContain('Gardens without Gardeners');
    const cooks = titlesOf(digest).indexOf('Robots that Learn from Videos of Cooks');
    expect(reasonsOf(digest)[cooks]?.[0]).toBe('2 of the topics: robots and videos');
    const proteins = titlesOf(digest).indexOf('Storage for Fragments of Proteins');
    expect(reasonsOf(digest)[proteins]?.[0]).toBe('on proteins');
  });

  it('to leave out win over topics to include', async () => {
    const withoutCooks = { ...on('robots'), exclude: words('cooks') };
    expect(titlesOf(await digestOf(services, '2026-07-01', withoutCooks))).toEqual([
      'Grasping Mugs with Two-Handed Robots',
    ]);
    const withoutRobots = subscription({ exclude: words('robots') });
    expect(titlesOf(await digestOf(services, '2026-07-01', withoutRobots))).not.toContain(
      'Robots that Learn from Videos of Cooks',
    );
  });

  it('can be an organisation, an author or a category of arXiv', async () => {
    const of = async (kind: 'organisation' | 'author' | 'category', text: string) => {
      const digest = await digestOf(services, '2026-07-01', { ...on(), include: [{ kind, text }] });
      return { ids: digest.entries.map(({ paper }) => paper.id.slice(-1)).sort(), reasons: reasonsOf(digest)[0] };
    };
    expect((await of('organisation', 'example robotics lab')).ids).toEqual(['1', '4']);
    expect((await of('organisation', 'Example Robotics Lab')).reasons?.[0]).toBe(
      'from Example Robotics Lab, which is followed here',
    );
    expect((await of('author', 'Lovelace')).ids).toEqual(['1', '5']);
    expect((await of('author', 'Ada Lovelace')).reasons?.[0]).toBe('by Ada Lovelace, who is followed here');
    expect((await of('author', 'Nobody Known')).ids).toEqual([]);
    expect((await of('category', 'cs.RO')).ids).toEqual(['1', '4']);
    expect((await of('category', 'CS')).ids).toEqual(['1', '4', '5', '6', '7']);
    expect((await of('category', 'cs.R')).ids).toEqual([]);
  });

  it('that say nothing match nothing, and those that the library does not know neither', async () => {
    for (const text of [
      'the of and',
      'papers about',
      '???',
      'French cooking in the middle ages',
      '机器人',
      'роботы',
      'x'.repeat(2_000),
    ]) {
      const digest = await digestOf(services, '2026-07-01', on(text));
      expect({ text, empty: digest.empty, titles: titlesOf(digest) }).toEqual({
        text,
        empty: 'nothing-fits',
        titles: [],
      });
    }
  });

  it('may be fifty, and may match everything', async () => {
    const fifty = Array.from({ length: 48 }, (_, at) => `subject number ${at} of many`);
    const digest = await digestOf(services, '2026-07-01', on(...fifty, 'robots', 'gardens'));
    expect(titlesOf(digest)).toEqual(
      expect.arrayContaining(['Robots that Learn from Videos of Cooks', 'Gardens without Gardeners']),
    );
    const everything = await digestOf(services, '2026-07-01', on(...LISTED.map(({ title }) => title)));
    expect(titlesOf(everything)).toHaveLength(LISTED.length);
  });
});

describe('an interrupted digest', () => {
  it('rejects with the reason, and takes nothing from the others', async () => {
    const stopped = AbortSignal.abort(new Error('stopped'));
    const slot = { subscription: 'one', day: '2026-07-01', at: Date.parse('2026-07-01T07:00:00Z') };
    const { digests } = servicesOver(small.library).pipeline;
    await expect(digests.compose(subscription(), slot, new Set(), stopped)).rejects.toThrow('stopped');
    expect((await digests.compose(subscription(), slot, new Set(), new AbortController().signal)).entries).toHaveLength(
      4,
    );
  });
});
