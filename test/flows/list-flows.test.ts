import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Services } from '../../commands/services.ts';
import { InvalidInput } from '../../src/domain/errors.ts';
import { type Message, plainText } from '../../src/domain/message.ts';
import { lineIn } from '../../src/domain/words.ts';
import { paper } from '../doubles/paper.ts';
import { lastOf, openSmallLibrary, PAPERS, type SmallLibrary, servicesOver } from '../small-library.ts';

const ROBOTS = Array.from({ length: 23 }, (_, at) =>
  paper({
    id: `arxiv:2602.${String(at).padStart(5, '0')}`,
    title: `Walking Robots, Part ${at}`,
    abstract: `Robots walk on ${['sand', 'snow', 'ice'][at % 3]}, which takes ${at + 2} motors.`,
    authors: at < 12 ? ['Grace Hopper'] : ['Grace Kelly'],
    organisation: at % 2 ? 'Looking Lab' : undefined,
    listedOn: `2026-02-${String(at + 1).padStart(2, '0')}`,
    upvotes: (at * 7) % 23,
  }),
);

let small: SmallLibrary;
let services: Services;
beforeAll(async () => {
  small = await openSmallLibrary([...PAPERS, ...ROBOTS]);
  services = servicesOver(small.library);
});
afterAll(() => small.close());

const search = (query: string, options = {}) => lastOf(services, 'search', { query, ...options });
const similar = (papers: string, options = {}) => lastOf(services, 'similar', { papers, ...options });
const heading = (message: Message) => plainText(message).split('\n')[0];
const ids = (message: Message) => message.papers?.map(({ id }) => id) ?? [];

describe('/search', () => {
  it('tells how many papers fit, shows ten, and how to see the next', async () => {
    const first = await search('walking robots', { sort: 'newest' });
    expect(heading(first)).toBe('23 papers on “walking robots”, newest first, page 1 of 3');
    expect(first.papers).toHaveLength(10);
    expect(plainText(first)).toContain('\n\nThe next page: /search walking robots sort:newest page:2');
    const cards = first.blocks.at(-1);
    const next = cards?.kind === 'cards' && cards.next ? lineIn(cards.next) : [];
    expect(next).toContainEqual({ kind: 'command', name: 'search' });
    const last = await search('walking robots', { sort: 'newest', page: 3 });
    expect(heading(last)).toBe('23 papers on “walking robots”, newest first, page 3 of 3');
    expect(plainText(last)).toContain('\n21. Walking Robots');
    expect(plainText(last)).not.toContain('next page');
    const middle = await search('walking robots', { sort: 'newest', page: 2 });
    expect(new Set([...ids(first), ...ids(middle), ...ids(last)]).size).toBe(23);
  });

  it('beyond the end tells how many pages there are', async () => {
    const message = await search('walking robots', { page: 9 });
    expect(message.status).toBe('not-found');
    expect(plainText(message)).toBe(
      'There is no page 9, only 3: 23 papers on “walking robots”.\n\nThe last one: /search walking robots page:3',
    );
    expect(plainText(await search('origami', { page: 2 }))).toMatch(
      /^There is no page 2, only 1: 1 paper on “origami”\./,
    );
  });

  it.each<[string, object, RegExp]>([
    ['walking robots by Grace Hopper', {}, /^12 papers on “walking robots” by Grace Hopper, best fit first/],
    ['walking robots', { author: 'grace kelly' }, /^11 papers on “walking robots” by Grace Kelly, best/],
    ['papers by Grace Hopper', {}, /^12 papers by Grace Hopper, newest first, page 1 of 2/],
    ['most upvoted papers by Grace Hopper', {}, /^12 papers by Grace Hopper, most upvoted first/],
    [
      'robots',
      { organisation: 'looking lab', author: 'Grace Kelly' },
      /^5 papers on “robots” by Grace Kelly from Looking Lab/,
    ],
    ['robots since 2026-02-20 and before 2026-02-22', {}, /^2 papers on “robots” between 2026-02-20 and 2026-02-21/],
    ['robots', { since: '2026-02-10', until: '2026-02-12' }, /^3 papers on “robots” between 2026-02-10 and 2026-02-12/],
    ['"walk on sand"', {}, /^8 papers on "walk on sand", best fit first/],
    ['"walk on sand" robots', { until: '2026-02-09' }, /^3 papers on "walk on sand" robots until 2026-02-09/],
    ['walking robots -snow -ice', {}, /^8 papers on “walking robots” without “snow” or “ice”/],
    ['papers on motors but not snow', { exclude: 'ice, sand' }, /^The library has nothing on this without/],
    ['latest papers on walking robots', {}, /^23 papers on “walking robots”, newest first/],
    ['what are the latest papers?', {}, /^34 papers, newest first, page 1 of 4/],
    ['papers since 2026-06-30', {}, /^4 papers since 2026-06-30, newest first/],
  ])('“%s” with %j', async (query, options, first) => {
    expect(heading(await search(query, options))).toMatch(first);
  });

  it('keeps to what it says', async () => {
    const theirs = await search('robots by Grace Hopper since 2026-02-05 -ice', { organisation: 'Looking Lab' });
    expect(theirs.papers?.length).toBeGreaterThan(0);
    for (const { authors, organisation, listedOn, abstract } of theirs.papers ?? []) {
      expect([authors, organisation]).toEqual([['Grace Hopper'], 'Looking Lab']);
      expect(listedOn?.localeCompare('2026-02-05')).toBeGreaterThanOrEqual(0);
      expect(abstract).not.toContain('ice');
    }
    const upvoted = await search('walking robots', { sort: 'upvotes' });
    const upvotes = upvoted.papers?.map((one) => one.upvotes ?? 0) ?? [];
    expect(upvotes).toEqual(upvotes.toSorted((a, b) => b - a));
  });

  it('the way to the next page keeps every option', async () => {
    const options = { since: '2026-02-01', author: 'Grace Hopper', exclude: 'proteins', sort: 'upvotes' };
    const text = plainText(await search('walking robots', options));
    expect(text).toContain(
      '/search walking robots since:2026-02-01 author:Grace Hopper exclude:proteins sort:upvotes page:2',
    );
  });

  it.each<[string, object, string, string]>([
    ['walking motors since 2026-06-01', {}, 'since 2026-06-01', 'the dates'],
    ['walking robots by Ada Lovelace', {}, 'by Ada Lovelace', 'the people'],
    ['walking robots', { author: 'Nobody Atall' }, 'by Nobody Atall', 'the people'],
    ['"robots that fly to Mars"', {}, '', 'the quotation marks'],
    ['walking robots', { exclude: 'robots' }, 'without “robots”', 'what is to be left out'],
    [
      'walking motors by Ada Lovelace since 2026-06-01',
      {},
      'by Ada Lovelace since 2026-06-01',
      'the dates and the people',
    ],
  ])('“%s” with %j leaves nothing, and shows what would fit', async (query, options, conditions, without) => {
    const message = await search(query, options);
    expect(message.status).toBe('abstained');
    expect(heading(message)).toBe(`The library has nothing on this${conditions && ' '}${conditions}.`);
    expect(plainText(message)).toContain(`Without ${without} these come closest.`);
    expect(message.papers?.[0]?.title).toMatch(/Robots/);
  });

  it('by a name that several have says so, and looks for the topic', async () => {
    const message = await search('papers on walking robots by Grace');
    expect(heading(message)).toMatch(/^23 papers on “walking robots”, /);
    expect(plainText(message)).toContain('“Grace” may be several (Grace Hopper, Grace Kelly): say the whole name');
  });

  it.each<[string, object, RegExp]>([
    ['', {}, /no question/],
    ['🤖🎉', {}, /no question/],
    ['\u202e\u200f \u2066', {}, /no question/],
    ['of the', {}, /no word in “of the” to look for/],
    ['robots '.repeat(1500), {}, /1,000 is the most/],
    ['-robots', {}, /says only what to leave out/],
    ['robots', { since: '2026-02-31' }, /“2026-02-31” is no date/],
    ['robots', { until: 'some day' }, /“some day” is no date/],
    ['robots since 2026-02-31', {}, /“2026-02-31” is no date/],
    ['robots since 2099', {}, /in the future/],
    ['robots', { since: 'May 2026', until: 'March 2026' }, /2026-05-01 is after 2026-03-31/],
    ['robots', { author: 'Grace' }, /“Grace” may be several: Grace Hopper, Grace Kelly/],
  ])('%j with %j is refused with what to do', async (query, options, message) => {
    const error = await search(query, options).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InvalidInput);
    expect((error as InvalidInput).message).toMatch(message);
    expect((error as InvalidInput).help).not.toBe('');
  });

  it.each(['行走的机器人', 'روبوتات تمشي', '🤖 zzyzx', '\u202ezzyzx\u202c', 'zzyzx'])(
    '%j finds nothing and says so',
    async (query) => {
      const message = await search(query);
      expect(message.status).toBe('abstained');
      expect(heading(message)).toBe('The library has nothing on this.');
    },
  );
});

describe('/similar', () => {
  it('lists papers like one, or like several, by id, address or name', async () => {
    const one = await similar('2606.00001');
    expect(heading(one)).toMatch(/^Papers like “Ask-R1: Deciding When to Search”, best fit first/);
    expect(ids(one)).toEqual(expect.arrayContaining(['arxiv:2606.00002']));
    expect(ids(one)).not.toContain('arxiv:2606.00001');
    const two = await similar('Ask-R1, https://arxiv.org/abs/2606.00002');
    expect(heading(two)).toMatch(/^Papers like “Ask-R1: .*” and “Look Always: /);
    expect(ids(two)[0]).toBe('arxiv:2606.00003');
    expect(ids(two)).not.toContain('arxiv:2606.00002');
  });

  it('has pages and orders, and keeps to the days', async () => {
    const first = await similar('2602.00003, 2602.00007, 2602.00011', { sort: 'newest' });
    expect(heading(first)).toMatch(/^Papers like “Walking Robots, Part 3”, .* and .*, newest first, page 1 of \d/);
    expect(plainText(first)).toContain('The next page: /similar 2602.00003, 2602.00007, 2602.00011 sort:newest page:2');
    const days = first.papers?.map(({ listedOn }) => listedOn ?? '') ?? [];
    expect(days).toEqual(days.toSorted().reverse());
    expect(plainText(await similar('2602.00005', { page: 20 }))).toMatch(
      /^There is no page 20, only \d: Papers like “/,
    );
    const since = await similar('2602.00005', { since: '2026-02-20' });
    expect(since.papers?.length).toBeGreaterThan(0);
    for (const { listedOn } of since.papers ?? [])
      expect(listedOn?.localeCompare('2026-02-20')).toBeGreaterThanOrEqual(0);
  });

  it.each([
    ['TAPO', 'ambiguous', /^2 papers answer to “TAPO”/],
    ['Zzyzx', 'not-found', /^No paper in the library answers to “Zzyzx”/],
    ['1, 2, 3, 4, 5, 6', 'invalid', /5 is the most/],
    [', ;', 'invalid', /no question|No paper is named; name one to five/],
  ])('of %s is told what to do', async (papers, status, text) => {
    const message = await similar(papers).catch((error: InvalidInput) => ({ status: 'invalid', text: error.message }));
    expect(message.status).toBe(status);
    expect('text' in message ? message.text : plainText(message)).toMatch(text);
  });

  it('of days without a paper says so', async () => {
    const message = await similar('Ask-R1', { since: '2026-07-01' });
    expect(message.status).toBe('abstained');
    expect(plainText(message)).toMatch(/^The library has no papers like “Ask-R1: .*” since 2026-07-01\./);
  });

  it('of a withdrawn paper or one without an abstract works all the same', async () => {
    for (const which of ['2605.00008', 'Title Alone']) expect((await similar(which)).status).toMatch(/ok|abstained/);
  });
});

describe('a question that a list answers', () => {
  it.each([
    ['latest papers on walking robots', /^23 papers on “walking robots”, newest first, page 1 of 3/],
    ['most upvoted papers on walking robots', /^23 papers on “walking robots”, most upvoted first/],
    ['find papers on walking robots by Grace Kelly', /^11 papers on “walking robots” by Grace Kelly, best fit first/],
    ['what are the newest papers?', /^34 papers, newest first/],
    ['papers by Grace Hopper since 2026-02-10', /^3 papers by Grace Hopper since 2026-02-10, newest first/],
  ])('“%s”', async (question, first) => {
    const message = await lastOf(services, 'ask', { question });
    expect(message.status).toBe('ok');
    expect(heading(message)).toMatch(first);
  });

  it('goes on in /search, and keeps the “since” of the option', async () => {
    const message = await lastOf(services, 'ask', { question: 'latest papers on walking robots', since: '2026-02-02' });
    expect(plainText(message)).toContain('/search latest papers on walking robots since:2026-02-02 page:2');
  });

  it('is private when it was asked in private', async () => {
    const question = 'latest papers on walking robots';
    expect((await lastOf(services, 'ask', { question, private: true })).private).toBe(true);
  });

  it('on what the library does not know is no list', async () => {
    const message = await lastOf(services, 'ask', { question: 'latest papers on zebra stripes' });
    expect(message.status).toBe('abstained');
  });
});
