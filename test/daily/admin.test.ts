import { describe, expect, it } from 'vitest';
import { plainText } from '../../src/domain/message.ts';
import type { Driver } from '../servers/discord/driver.ts';
import type { TypedValues } from '../servers/discord/typed-command.ts';
import { afterwards } from '../servers/open-discord.ts';
import { lastOf, openSmallLibrary, servicesOver } from '../small-library.ts';
import { type Daily, openDaily, textOf } from './open-daily.ts';

const MANAGER = { may: ['manageGuild'], locale: 'de' } as const;

async function typed(driver: Driver, command: string, values: TypedValues = {}): Promise<string> {
  const reply = await driver.slash(command, values);
  await reply.settled();
  return textOf(reply.reply);
}

const idOf = ({ discord }: Daily, name: string) => discord.channels.find((channel) => channel.name === name)?.id ?? '';

describe('an admin', () => {
  it('has several posts, chooses among them while typing, and changes, pauses, resumes and removes one', async () => {
    const daily = await openDaily();
    const { discord, store } = daily;
    const admin = discord.driver.as('root', MANAGER);
    await typed(admin, 'daily setup', { topics: 'robots, cat:cs.RO', papers: 3, timezone: 'Asia/Tokyo' });
    await daily.pass(1);
    await typed(admin, 'daily setup', { channel: idOf(daily, 'news'), edition: 'weekly' });

    const offeredFirst = async (who: Driver) =>
      (await who.autocomplete('follow', { timezone: '' }, 'timezone'))[0]?.value;
    expect(await offeredFirst(admin)).toBe('Asia/Tokyo');
    expect(await offeredFirst(discord.driver.as('bob', { locale: 'de' }))).not.toBe('Asia/Tokyo');

    const choices = await admin.autocomplete('daily edit', { which: '' }, 'which');
    expect(choices.map(({ name }) => name)).toEqual([
      '#papers · daily 09:00 · robots, cat:cs.RO',
      '#news · weekly 09:00',
    ]);
    const news = String(choices[1]?.value);
    expect(await typed(admin, 'daily edit', { which: news, time: '17:30', 'empty-day': 'line' })).toContain(
      'Monday at 17:30 (Asia/Tokyo)',
    );
    expect(await typed(admin, 'daily edit', { which: news, time: '17:30' })).toContain('It was so already');

    expect(await typed(admin, 'daily pause', { which: news })).toContain('It is paused until somebody resumes it.');
    const list = await typed(admin, 'daily list');
    expect(list).toContain('2 daily posts');
    expect(list).toMatch(/\*\*Paused\*\* <t:\d+:R>\. Somebody who manages the server paused it\./);
    expect(await typed(admin, 'daily resume', { which: news })).toMatch(/\*\*Next:\*\* <t:\d+:F>/);

    const asked = await admin.slash('daily remove', { which: news });
    await asked.settled();
    expect(await store.get(news)).toBeDefined();
    const removed = await asked.press('Remove it');
    await removed.settled({ until: (message) => textOf(message).includes('removed') });
    expect(await store.get(news)).toBeUndefined();
    expect(await typed(admin, 'daily pause', { which: news })).toContain('There is no such daily post in this server.');
  });

  it('is asked which one is meant where several could be', async () => {
    const daily = await openDaily();
    const { discord, store } = daily;
    const admin = discord.driver.as('root', MANAGER);
    await typed(admin, 'daily setup', { channel: idOf(daily, 'news') });
    await typed(admin, 'daily setup', { channel: idOf(daily, 'lounge') });
    const asked = await admin.slash('daily pause');
    await asked.settled();
    const chosen = await asked.choose('Which daily post', ['#lounge · daily 09:00']);
    await chosen.settled({ until: (message) => textOf(message).includes('paused') });
    const paused = (await store.ofServer(discord.guild.id)).filter(({ pause }) => pause);
    expect(paused.map(({ to }) => to.kind === 'channel' && to.channel)).toEqual([idOf(daily, 'lounge')]);
  });

  it.each([
    [{ timezone: 'Europe/Berln' }, 'Europe/Berlin'],
    [{ time: '25:00' }, 'Use 24 hours, such as 08:30'],
    [{ days: 'someday' }, 'weekdays, every day'],
    [{ topics: 'cat:robots and arms' }, 'is not a category of arXiv'],
    [{ topics: Array.from({ length: 50 }, (_, at) => `topic ${at}`).join(', ') }, 'Give at most 20'],
    [{ language: 'Klingonese' }, 'I know no language called'],
  ])('who types %o is told what to type instead, and nothing is set up', async (values, words) => {
    const { discord, store } = await openDaily();
    expect(await typed(discord.driver.as('root', MANAGER), 'daily setup', values as TypedValues)).toContain(words);
    expect(await store.ofServer(discord.guild.id)).toEqual([]);
  });

  it('cannot choose a channel that I do not see, nor tell everybody', async () => {
    const daily = await openDaily();
    const { discord, store } = daily;
    const admin = discord.driver.as('root', MANAGER);
    discord.world.forbid('lounge', 'viewChannel');
    expect(await typed(admin, 'daily setup', { channel: idOf(daily, 'lounge') })).toContain('“View Channels”');
    expect(await typed(admin, 'daily setup', { role: discord.guild.id })).toContain('does not tell everybody');
    expect(await store.ofServer(discord.guild.id)).toEqual([]);
  });

  it('of one server cannot touch a post of another, by its id', async () => {
    const { discord, store } = await openDaily({ servers: ['Elsewhere'] });
    const admin = discord.driver.as('root', MANAGER);
    await typed(admin, 'daily setup');
    const [mine] = await store.ofServer(discord.guild.id);
    const other = admin.in('general');
    for (const command of ['daily pause', 'daily now', 'daily edit', 'daily preview']) {
      expect(await typed(other, command, { which: mine?.id ?? '' })).toContain('There is no such daily post');
    }
    const forced = await other.slash('daily remove', { which: mine?.id ?? '', confirmed: true });
    await forced.settled();
    expect(await store.get(mine?.id ?? '')).toEqual(mine);
  });
});

describe('who does not look after the server', () => {
  it('is not offered /daily at all', async () => {
    const { discord } = await openDaily();
    await expect(discord.driver.as('bob').slash('daily setup')).rejects.toThrow('not offered to bob');
  });
});

describe('/forget', () => {
  it('deletes what a reader follows, and no post of a server', async () => {
    const { discord, store } = await openDaily();
    const root = discord.driver.as('root', MANAGER);
    await typed(root, 'daily setup');
    await typed(root, 'follow', { topics: 'robots' });
    await root.slash('forget');
    await expect.poll(() => store.ofReader(root.user.id)).toEqual([]);
    expect(await store.ofServer(discord.guild.id)).toHaveLength(1);
  });
});

describe('/help', () => {
  it('names the commands of a group on one line, each to be clicked, and explains each', async () => {
    const { discord } = await openDaily();
    const help = await typed(discord.driver, 'help');
    expect(help).toMatch(/<\/daily setup:(\d+)>, <\/daily list:\1>/);
    expect(await typed(discord.driver, 'help', { command: 'daily' })).toMatch(/<\/daily pause:\d+> — Posts nothing/);
    expect(await typed(discord.driver, 'help', { command: 'daily setup' })).toContain('Example: </daily setup:');
  });
});

describe('in the terminal', () => {
  it('a preview is made of what is typed, and what needs Discord says so', async () => {
    const { library, close } = await openSmallLibrary();
    afterwards(close);
    const services = servicesOver(library);
    const call = { mayManage: true };
    const preview = await lastOf(services, 'daily preview', { topics: 'gardens' }, undefined, call);
    expect(plainText(preview)).toContain('On Gardens');
    expect(plainText(preview)).not.toContain('Diffusion');
    for (const command of ['daily setup', 'follow']) {
      expect(plainText(await lastOf(services, command, {}, undefined, call))).toContain('Discord');
    }
  });
});
