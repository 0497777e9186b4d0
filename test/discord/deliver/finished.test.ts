import { describe, expect, it } from 'vitest';
import type { Digest } from '../../../src/domain/digest.ts';
import type { Subscription } from '../../../src/domain/subscription.ts';
import { defaultChoices } from '../../../src/flows/daily-choices.ts';
import { type Daily, openDaily, textOf } from '../../daily/open-daily.ts';
import { PAPERS } from '../../small-library.ts';

const KEY = 'AAAAAAAAAAAAAAAAAAAA-_';
const ROLE = '123456789012345678';
const NONCE_FORGOTTEN = 600_000;
const CROSSPOSTED = 1;
const never = new AbortController().signal;

const digest = (edition: Digest['edition'], papers: number): Digest => ({
  edition,
  from: '2026-06-29',
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
  themes: edition === 'daily' ? [] : [{ name: 'Gardens', papers: 3, examples: [] }],
  roseLate: [],
});

function subscriptionIn({ discord }: Daily, name: string, form: 'text' | 'announcement' | 'forum'): Subscription {
  const channel = discord.channels.find((one) => one.name === name)?.id ?? '';
  const to = { kind: 'channel', server: discord.guild.id, channel, form } as const;
  return { ...defaultChoices('daily', 'UTC'), id: 'one', createdBy: '1', createdAt: 0, to };
}

const inThreadsOf = ({ discord }: Daily, name: string) => {
  const parent = discord.channels.find((one) => one.name === name)?.id;
  const threads = discord.channels.filter(({ parentId }) => parentId === parent).map(({ id }) => id);
  return discord.messages().filter(({ channel_id }) => threads.includes(channel_id));
};
const lookBack = ({ sender }: Daily, subscription: Subscription, since: number) =>
  sender.wasSent?.(subscription, KEY, since, never);

describe('a post that was begun, after Discord has forgotten its nonce', () => {
  it('is finished without its first message and its role a second time, also where that has no button of its own', async () => {
    const daily = await openDaily();
    const { discord, sender } = daily;
    const subscription = { ...subscriptionIn(daily, 'papers', 'text'), edition: 'weekly', role: ROLE } as const;
    const since = Date.now();
    discord.faults.add({ method: 'POST', path: /\/messages$/, skip: 1, times: 3, fault: { status: 500 } });
    await expect(sender.send(subscription, digest('weekly', 4), KEY, never)).rejects.toThrow();
    discord.advance(NONCE_FORGOTTEN);
    expect(await lookBack(daily, subscription, since)).toEqual({ kind: 'not-sent' });
    await sender.send(subscription, digest('weekly', 4), KEY, never);
    const texts = discord.driver.messages().map(textOf);
    expect(texts.filter((text) => text.includes(ROLE))).toHaveLength(1);
    expect(texts.filter((text) => text.includes('Gardens'))).toHaveLength(1);
    expect(texts).toHaveLength(2);
  });

  it('in a forum is finished, and known as sent once it is', async () => {
    const daily = await openDaily();
    const { discord, sender } = daily;
    const subscription = subscriptionIn(daily, 'forum', 'forum');
    const since = Date.now();
    discord.faults.add({ method: 'POST', path: /\/messages$/, skip: 1, times: 3, fault: { status: 500 } });
    await expect(sender.send(subscription, digest('daily', 12), KEY, never)).rejects.toThrow();
    discord.advance(NONCE_FORGOTTEN);
    expect(await lookBack(daily, subscription, since)).toEqual({ kind: 'not-sent' });
    const sent = await sender.send(subscription, digest('daily', 12), KEY, never);
    expect(inThreadsOf(daily, 'forum')).toHaveLength(3);
    expect(await lookBack(daily, subscription, since)).toEqual(sent);
  });

  it('in a forum is found among what others began there since', async () => {
    const daily = await openDaily();
    const { discord, sender } = daily;
    const subscription = subscriptionIn(daily, 'forum', 'forum');
    const since = Date.now();
    const sent = await sender.send(subscription, digest('daily', 2), KEY, never);
    const forum = subscription.to.kind === 'channel' ? subscription.to.channel : '';
    for (let at = 0; at < 6; at += 1) discord.driver.in(forum).post(`Question ${at}`, 'Who knows?');
    expect(await lookBack(daily, subscription, since)).toEqual(sent);
  });

  it('is not sent again where looking fails: neither at the post in a forum nor in the thread below it', async () => {
    const daily = await openDaily();
    const { discord, sender } = daily;
    const since = Date.now();
    const inForum = subscriptionIn(daily, 'forum', 'forum');
    await sender.send(inForum, digest('daily', 7), KEY, never);
    discord.faults.add({ method: 'GET', path: /\/messages\/\d+$/, times: 9, fault: { status: 503 } });
    await expect(lookBack(daily, inForum, since)).rejects.toThrow();
    discord.faults.clear();
    const inThread = { ...subscriptionIn(daily, 'papers', 'text'), style: 'thread' } as const;
    await sender.send(inThread, digest('daily', 7), KEY, never);
    discord.faults.add({ method: 'GET', path: /\/messages\?|\/messages$/, skip: 1, times: 9, fault: { status: 503 } });
    await expect(lookBack(daily, inThread, since)).rejects.toThrow();
  });

  it('is found where the clocks differ by minutes', async () => {
    const daily = await openDaily();
    const subscription = subscriptionIn(daily, 'papers', 'text');
    const sent = await daily.sender.send(subscription, digest('daily', 1), KEY, never);
    expect(await lookBack(daily, subscription, Date.now() + NONCE_FORGOTTEN)).toEqual(sent);
  });

  it('is published, where the process died before that', async () => {
    const daily = await openDaily();
    const { discord, sender } = daily;
    const subscription = subscriptionIn(daily, 'news', 'announcement');
    const since = Date.now();
    discord.faults.add({ path: /crosspost$/, times: 9, fault: { status: 503 } });
    const sent = await sender.send(subscription, digest('daily', 1), KEY, never);
    const flags = () => discord.driver.in('news').messages()[0]?.flags ?? 0;
    expect(flags() & CROSSPOSTED).toBe(0);
    discord.faults.clear();
    expect(await lookBack(daily, subscription, since)).toEqual(sent);
    expect(flags() & CROSSPOSTED).toBe(CROSSPOSTED);
  });
});

describe('a forum whose history I may not read', () => {
  it('has its post, once: where a try may have got through, the place is lost for want of the permission', async () => {
    const daily = await openDaily();
    const { discord, sender } = daily;
    discord.world.forbidEverywhere('readMessageHistory');
    discord.allowViolation(/50013 Missing Permissions \(readMessageHistory\)/);
    const subscription = subscriptionIn(daily, 'forum', 'forum');
    expect(await sender.send(subscription, digest('daily', 1), KEY, never)).toMatchObject({ kind: 'sent' });
    const again = await sender.send(subscription, digest('daily', 1), KEY, never);
    expect(again).toMatchObject({ kind: 'lost', reason: 'missing-permission' });
    expect(JSON.stringify(again)).toContain('Read Message History');
    expect(inThreadsOf(daily, 'forum')).toHaveLength(1);
  });
});

describe('a bot that is told to stop', () => {
  it('keeps its connection until the posts under way stand there', async () => {
    const daily = await openDaily();
    const { connection, discord, sender } = daily;
    discord.faults.add({ method: 'POST', path: /\/messages$/, fault: { delay: 300 } });
    const sending = sender.send(subscriptionIn(daily, 'papers', 'text'), digest('daily', 12), KEY, never);
    await connection.stop(sending);
    expect(await sending).toMatchObject({ kind: 'sent' });
    expect(discord.driver.messages()).toHaveLength(3);
  });
});
