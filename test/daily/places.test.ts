import { describe, expect, it } from 'vitest';
import type { NewSubscription } from '../../src/domain/delivery.ts';
import type { Destination } from '../../src/domain/subscription.ts';
import { defaultChoices } from '../../src/flows/daily-choices.ts';
import { type Daily, openDaily, textOf } from './open-daily.ts';

const PATIENCE = { timeout: 10_000 };
const CROSSPOSTED = 1;
const FIRST = '1. [Diffusion Language Models at Night]';

/** Minutes from the start of the clock, 06:00 UTC, to just after the hour of the post. */
const TO_NINE = 181;

const channelOf = ({ discord }: Daily, name: string) => {
  const found = discord.channels.find((channel) => channel.name === name);
  if (!found) throw new Error(`no channel ${name}`);
  return found.id;
};
const add = ({ store }: Daily, to: Destination, more: Partial<NewSubscription> = {}) =>
  store.add({ ...defaultChoices('daily', 'UTC'), ...more, to, createdBy: '1' });
const inChannel = (daily: Daily, name: string, form: 'text' | 'announcement' | 'forum' | 'thread') =>
  ({ kind: 'channel', server: daily.discord.guild.id, channel: channelOf(daily, name), form }) as const;

describe('the daily post', () => {
  it('is published where a channel is followed by other servers; that it cannot be is no failure', async () => {
    const daily = await openDaily();
    const { discord, pass, store, log } = daily;
    // Where the answer to a try came too late.
    discord.allowViolation(/40033 This message has already been crossposted/);
    const { id } = await add(daily, inChannel(daily, 'news', 'announcement'));
    await pass(TO_NINE);
    const post = await discord.driver.in('news').hears({ until: ({ flags }) => Boolean(flags & CROSSPOSTED) });
    expect(textOf(post)).toContain(FIRST);

    discord.faults.add({ path: /crosspost$/, times: 9, fault: { status: 403, body: { code: 50013, message: 'No' } } });
    await pass(24 * 60);
    await discord.waitFor(() => log.lines.find(({ event }) => event === 'digest-not-published'));
    expect((await store.get(id))?.pause).toBeUndefined();
  });

  it('is a post a day in a forum, with the tag that fits, and one where a tag is needed', async () => {
    const daily = await openDaily();
    const { discord, pass } = daily;
    const [, fits] = discord.world.setTags('forum', ['help', 'Daily'], { required: true });
    await add(daily, inChannel(daily, 'forum', 'forum'));
    await pass(TO_NINE);
    const thread = await discord.waitFor(() => discord.channels.find(({ thread }) => thread?.appliedTags.length));
    expect(thread.name).toBe('Daily papers · Tuesday, 30 June 2026');
    expect(thread.thread?.appliedTags).toEqual([fits?.id]);
    expect(textOf(await discord.driver.in(thread.id).hears())).toContain(FIRST);
  });

  it('stands in a thread below its headline, if that is wished', async () => {
    const daily = await openDaily();
    const { discord, pass } = daily;
    await add(daily, inChannel(daily, 'papers', 'text'), { style: 'thread' });
    await pass(TO_NINE);
    const headline = await discord.driver.hears();
    const thread = await discord.waitFor(() => discord.channels.find(({ id }) => id === headline.id));
    expect(textOf(headline)).toContain('are in the thread');
    expect(textOf(await discord.driver.in(thread.id).hears())).toContain(FIRST);
  });

  it('stands in the channel itself where I may open no thread, and setting it up says so', async () => {
    const daily = await openDaily();
    const { discord, pass } = daily;
    discord.world.forbid('papers', 'createPublicThreads');
    discord.expectViolation(/50013 Missing Permissions \(createPublicThreads\)/);
    const setUp = await discord.driver.as('root', { may: ['manageGuild'] }).slash('daily setup', { style: 'thread' });
    await setUp.settled();
    expect(textOf(setUp.reply)).toContain('“Create Public Threads”');
    await pass(TO_NINE + 4 * 60);
    const post = await discord.driver.hears({ until: (message) => textOf(message).includes(FIRST) });
    expect(discord.driver.messages().indexOf(post)).toBe(1);
  });

  it('goes into a thread that fell asleep, and wakes it', async () => {
    const daily = await openDaily();
    const { discord, pass } = daily;
    const thread = discord.driver.startThread('Reading').channel;
    discord.world.archive(thread.id);
    await add(daily, { kind: 'channel', server: discord.guild.id, channel: thread.id, form: 'thread' });
    await pass(TO_NINE);
    expect(textOf(await discord.driver.in(thread.id).hears())).toContain(FIRST);
    expect(thread.thread?.archived).toBe(false);
  });

  it('tells the one role that an admin chose, and nobody else, whatever a title says', async () => {
    const daily = await openDaily();
    const { discord, pass } = daily;
    await add(daily, inChannel(daily, 'papers', 'text'), { role: '123456789012345678' });
    await pass(TO_NINE);
    const post = await discord.driver.hears();
    expect(textOf(post)).toContain('<@&123456789012345678>');
    const sent = discord.requests.find(({ method, path }) => method === 'POST' && /\/messages$/.test(path));
    expect(sent?.body).toMatchObject({ allowed_mentions: { parse: [], roles: ['123456789012345678'] } });
  });

  it('has more papers than one message holds, in order and each once, and the buttons of each', async () => {
    const daily = await openDaily({}, '2026-06-30T06:00:00Z');
    const { discord, pass } = daily;
    const schedule = { time: '09:00', zone: 'UTC', weekdays: [3] } as const;
    await add(daily, inChannel(daily, 'papers', 'text'), { papers: 25, edition: 'monthly', schedule });
    await pass(27 * 60 + 1);
    const text = () => discord.driver.messages().map(textOf).join('\n');
    await discord.waitFor(() => text().includes('Loud') || undefined);
    for (const title of ['Ask-R1', 'Look Always', 'Search Budgets', 'Diffusion']) {
      expect(text().split(`[${title}`)).toHaveLength(2);
    }
    expect(text()).toMatch(/5\. .*6\. .*7\. .*8\. /s);
    const late = discord.driver.messages().at(-1);
    const summary = await discord.driver.press('Summarize', late);
    await summary.settled();
    expect(textOf(summary.reply)).toContain('Search Budgets');
  });

  it('is one post after a cut connection, though Discord had it already', async () => {
    const daily = await openDaily();
    const { discord, pass, log } = daily;
    const { id } = await add(daily, inChannel(daily, 'papers', 'text'));
    discord.faults.add({ method: 'POST', path: /\/messages$/, fault: { drop: 'after' } });
    await pass(TO_NINE);
    await discord.driver.hears();
    await discord.waitFor(() => log.lines.length || undefined);
    await expect.poll(async () => (await daily.store.statusOf([id])).get(id)?.last?.papers, PATIENCE).toBe(4);
    expect(discord.driver.messages()).toHaveLength(1);
  });
});

describe('a reader', () => {
  it('follows a topic, has it as a direct message, and no more once it is taken away', async () => {
    const { discord, pass, store } = await openDaily();
    const bob = discord.driver.as('bob', { locale: 'en-GB' });
    const followed = await bob.slash('follow', { topics: 'gardens' });
    await followed.settled();
    expect(textOf(followed.reply)).toContain('You follow **gardens**.');
    await pass(TO_NINE - 60);
    const message = await bob.direct().hears();
    expect(textOf(message)).toContain('On Gardens');
    expect(textOf(message)).not.toContain('Diffusion');

    const list = await bob.slash('following');
    await list.settled();
    expect(textOf(list.reply)).toMatch(/Last: <t:\d+:R>, 2 papers/);
    const taken = await bob.slash('unfollow', { what: 'gardens' });
    await taken.settled();
    expect(textOf(taken.reply)).toContain('You do not follow **gardens** any more.');
    expect(await store.ofReader(bob.user.id)).toEqual([]);
  });

  it('whose direct messages are closed has none, and is tried again', async () => {
    const { discord, pass, store } = await openDaily();
    const bob = discord.driver.as('bob', { locale: 'en-GB' });
    await (await bob.slash('follow')).settled();
    discord.world.closeDirectMessages(bob.user);
    discord.expectViolation(/50007 Cannot send messages to this user/);
    await pass(TO_NINE - 60);
    await expect
      .poll(async () => (await store.ofReader(bob.user.id))[0]?.pause?.reason, PATIENCE)
      .toBe('direct-messages-closed');
  });
});
