import { describe, expect, it } from 'vitest';
import { askerOf, markOf, nonceOf } from '../../../src/discord/deliver/marks.ts';
import type { Digest } from '../../../src/domain/digest.ts';
import type { Subscription } from '../../../src/domain/subscription.ts';
import { defaultChoices } from '../../../src/flows/daily-choices.ts';
import { type Daily, openDaily, textOf } from '../../daily/open-daily.ts';
import { PAPERS } from '../../small-library.ts';

const KEY = 'AAAAAAAAAAAAAAAAAAAA-_';
const never = new AbortController().signal;

const digest = (papers: number): Digest => ({
  edition: 'daily',
  from: '2026-06-30',
  to: '2026-06-30',
  papers,
  entries: Array.from({ length: papers }, (_, at) => ({
    paper: {
      ...(PAPERS[0] as (typeof PAPERS)[number]),
      id: `arxiv:2606.1${String(at).padStart(4, '0')}`,
      title: `Paper ${at + 1}`,
    },
    line: 'One line.',
    written: false,
    reasons: [],
  })),
  themes: [],
  roseLate: [],
});

const subscriptionIn = ({ discord }: Daily, more: Partial<Subscription> = {}): Subscription => ({
  ...defaultChoices('daily', 'UTC'),
  id: 'one',
  createdBy: '1',
  createdAt: 0,
  to: { kind: 'channel', server: discord.guild.id, channel: discord.driver.channel.id, form: 'text' },
  ...more,
});

const standing = ({ discord }: Daily) => discord.driver.messages();
const titles = (daily: Daily) =>
  [
    ...standing(daily)
      .map(textOf)
      .join('\n')
      .matchAll(/\[(Paper \d+)\]/g),
  ].map(([, title]) => title);

describe('a digest that was sent', () => {
  it('is found again by what its buttons carry, also after Discord has forgotten its nonce', async () => {
    const daily = await openDaily();
    const subscription = subscriptionIn(daily);
    const since = Date.now();
    expect(await daily.sender.wasSent?.(subscription, KEY, since, never)).toEqual({ kind: 'not-sent' });
    const sent = await daily.sender.send(subscription, digest(12), KEY, never);
    const [first] = standing(daily);
    expect(sent).toEqual({ kind: 'sent', reference: `${first?.channel_id}/${first?.id}` });
    expect(await daily.sender.wasSent?.(subscription, KEY, since, never)).toEqual(sent);
    const other = `${KEY.slice(0, -1)}A`;
    expect(await daily.sender.wasSent?.(subscription, other, since, never)).toEqual({ kind: 'not-sent' });
    expect(titles(daily)).toEqual(Array.from({ length: 12 }, (_, at) => `Paper ${at + 1}`));
  });

  it('and stands there half is finished, not begun anew', async () => {
    const daily = await openDaily();
    const { discord, sender } = daily;
    const subscription = subscriptionIn(daily);
    const since = Date.now();
    discord.faults.add({ method: 'POST', path: /\/messages$/, skip: 1, times: 3, fault: { status: 500 } });
    await expect(sender.send(subscription, digest(12), KEY, never)).rejects.toThrow();
    expect(standing(daily)).toHaveLength(1);
    discord.advance(600_000);
    expect(await sender.wasSent?.(subscription, KEY, since, never)).toEqual({ kind: 'not-sent' });
    await sender.send(subscription, digest(12), KEY, never);
    expect(titles(daily)).toEqual(Array.from({ length: 12 }, (_, at) => `Paper ${at + 1}`));
  });

  it('and is sent again within minutes is still one, in a channel, a thread and a forum', async () => {
    const daily = await openDaily();
    const { discord, sender } = daily;
    discord.expectViolation(/160004 A thread has already been created/);
    const forum = discord.channels.find(({ name }) => name === 'forum')?.id ?? '';
    const places = [
      subscriptionIn(daily),
      subscriptionIn(daily, { id: 'two', style: 'thread' }),
      subscriptionIn(daily, {
        id: 'three',
        to: { kind: 'channel', server: discord.guild.id, channel: forum, form: 'forum' },
      }),
    ];
    for (const [at, place] of places.entries()) {
      const key = `${KEY.slice(0, -1)}${at}`;
      const first = await sender.send(place, digest(7), key, never);
      expect(await sender.send(place, digest(7), key, never)).toEqual(first);
    }
    expect(standing(daily)).toHaveLength(3);
    expect(discord.channels.filter(({ parentId }) => parentId === forum)).toHaveLength(1);
    const below = discord.channels.filter(({ parentId }) => parentId === discord.driver.channel.id);
    expect(below.map(({ thread }) => thread?.messages)).toEqual([2]);
  });

  it('is told when nobody can look: the history may not be read', async () => {
    const daily = await openDaily();
    daily.discord.world.forbid('papers', 'readMessageHistory');
    const look = () => daily.sender.wasSent?.(subscriptionIn(daily), KEY, Date.now(), never);
    await expect.poll(look).toEqual({ kind: 'unknown' });
  });
});

describe('what Discord answers', () => {
  it.each([
    [{ status: 404, code: 10003 }, 'channel-deleted'],
    [{ status: 403, code: 50001 }, 'missing-permission'],
    [{ status: 403, code: 50013 }, 'missing-permission'],
  ])('%o: the place is lost', async ({ status, code }, reason) => {
    const daily = await openDaily();
    daily.discord.faults.add({ path: /messages$/, times: 9, fault: { status, body: { code, message: 'No' } } });
    const outcome = await daily.sender.send(subscriptionIn(daily), digest(1), KEY, never);
    expect(outcome).toMatchObject({ kind: 'lost', reason });
  });

  it.each([
    { status: 500 },
    { drop: 'before' },
    { status: 400, body: { code: 50035, message: 'Invalid Form Body' } },
  ] as const)('%o is thrown, for it may pass or is a mistake of ours', async (fault) => {
    const daily = await openDaily();
    daily.discord.faults.add({ path: /messages$/, times: 9, fault });
    await expect(daily.sender.send(subscriptionIn(daily), digest(1), KEY, never)).rejects.toThrow();
  });
});

describe('a thread that a moderator closed', () => {
  it('is lost, and reachable again once it is open', async () => {
    const daily = await openDaily();
    const { discord, sender } = daily;
    const thread = discord.driver.startThread('Reading').channel;
    const subscription = subscriptionIn(daily, {
      to: { kind: 'channel', server: discord.guild.id, channel: thread.id, form: 'thread' },
    });
    discord.world.forbidEverywhere('manageThreads');
    discord.world.archive(thread.id, { lock: true });
    discord.allowViolation(/50083|160005|manageThreads/);
    expect(await sender.send(subscription, digest(1), KEY, never)).toMatchObject({ reason: 'thread-archived' });
    expect(await sender.isReachable?.(subscription, never)).toBe(false);
    discord.world.unarchive(thread.id);
    await expect.poll(() => sender.isReachable?.(subscription, never)).toBe(true);
    expect(await sender.send(subscription, digest(1), KEY, never)).toMatchObject({ kind: 'sent' });
  });
});

describe('a hundred digests at once', () => {
  it('all come through, and no 429 comes', async () => {
    const daily = await openDaily({}, undefined, 1);
    const { discord, sender } = daily;
    const sends = Array.from({ length: 100 }, (_, at) => {
      const key = `${KEY.slice(0, -3)}${String(at).padStart(3, '0')}`;
      return sender.send(subscriptionIn(daily, { id: String(at) }), digest(1), key, never);
    });
    expect((await Promise.all(sends)).every(({ kind }) => kind === 'sent')).toBe(true);
    const posts = discord.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/messages'));
    expect(posts).toHaveLength(100);
    expect(discord.requests.filter(({ status }) => status === 429)).toEqual([]);
  });
});

describe('the mark of a delivery', () => {
  it('is read back whatever its key, and fits into a nonce', () => {
    for (const key of [KEY, '_'.repeat(22), 'A'.repeat(22), '0123456789abcdefABCDEF']) {
      const mark = { key, part: 7, parts: 12 };
      expect(markOf(askerOf(mark))).toEqual(mark);
      expect(nonceOf(mark).length).toBeLessThanOrEqual(25);
    }
    expect(markOf('1573834787406217219')).toBeUndefined();
    expect(markOf('0')).toBeUndefined();
  });
});
