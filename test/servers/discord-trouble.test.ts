import type { TextChannel } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { startComponentBot, type Ways } from './component-bot.ts';
import { faultKinds, stall } from './discord/fault-kinds.ts';
import type { DiscordOptions } from './discord/start-discord.ts';
import { openDiscord } from './open-discord.ts';

const commands = [{ name: 'ask', description: 'Ask' }];
const onInteraction: Ways['onInteraction'] = async (interaction) => {
  if (!interaction.isChatInputCommand()) return;
  await interaction.deferReply();
  await interaction.editReply('Done');
};

async function open(options: DiscordOptions = {}, ways: Ways = {}) {
  const discord = await openDiscord(options);
  const bot = await startComponentBot(discord, { commands, onInteraction, ...ways });
  const papers = bot.client.channels.cache.find((channel) => 'name' in channel && channel.name === 'papers');
  return { discord, driver: discord.driver, bot, papers: papers as TextChannel };
}

describe('what the bot may not do', () => {
  test.each([
    ['write', 'sendMessages', 50_013],
    ['see the channel', 'viewChannel', 50_001],
  ] as const)('%s, when it was taken from it', async (_, permission, code) => {
    const { discord, papers } = await open();
    discord.world.forbid('papers', permission);
    discord.expectViolation(new RegExp(`${code}`));
    await expect(papers.send('x')).rejects.toMatchObject({ code });
    discord.world.permit('papers', permission);
    await expect(papers.send('x')).resolves.toBeDefined();
  });

  test('it is told of what it may do with every interaction', async () => {
    const seen: boolean[] = [];
    const { discord, driver } = await open(
      {},
      {
        onInteraction: async (interaction) => {
          seen.push(interaction.appPermissions.has('SendMessages'));
          if (interaction.isRepliable()) await interaction.reply('x');
        },
      },
    );
    discord.world.forbidEverywhere('sendMessages');
    await (await driver.slash('ask')).settled();
    discord.world.permit('papers', 'sendMessages');
    await (await driver.slash('ask')).settled();
    expect(seen).toEqual([false, true]);
  });

  test.each([
    ['start threads', 'createPublicThreads', { body: { name: 'x', type: 11 } }, 'threads'],
    ['attach files', 'attachFiles', { body: {}, files: [{ name: 'a.md', data: 'x' }] }, 'messages'],
    ['show embeds', 'embedLinks', { body: { embeds: [{ title: 'x' }], allowed_mentions: { parse: [] } } }, 'messages'],
  ] as const)('%s', async (_, permission, request, what) => {
    const { discord, papers, bot } = await open();
    discord.world.forbid('papers', permission);
    discord.expectViolation(/50013/);
    await expect(bot.client.rest.post(`/channels/${papers.id}/${what}`, request as never)).rejects.toMatchObject({
      code: 50_013,
    });
  });

  test('reply where it cannot read what was said before', async () => {
    const { discord, papers, driver } = await open();
    const said = driver.say('x');
    discord.world.forbid('papers', 'readMessageHistory');
    discord.expectViolation(/160002/);
    await expect(papers.send({ content: 'y', reply: { messageReference: said.id } })).rejects.toMatchObject({
      code: 160_002,
    });
  });

  test('write to who does not want to hear from it, or edit what others wrote', async () => {
    const { discord, bot, driver, papers } = await open();
    discord.world.closeDirectMessages(driver.user);
    discord.expectViolation(/50007/);
    discord.expectViolation(/50005/);
    await expect((await bot.client.users.fetch(driver.user.id)).send('x')).rejects.toMatchObject({ code: 50_007 });
    const path = `/channels/${papers.id}/messages/${driver.say('mine').id}` as const;
    await expect(bot.client.rest.patch(path, { body: { flags: 4 } })).rejects.toMatchObject({ code: 50_005 });
  });

  test('publish anywhere but in an announcement channel, or twice', async () => {
    const { discord, papers, bot } = await open();
    const news = bot.client.channels.cache.get(discord.channels[1]?.id ?? '') as TextChannel;
    const message = await news.send('Daily');
    await message.crosspost();
    discord.expectViolation(/40033/);
    discord.expectViolation(/50024/);
    await expect(message.crosspost()).rejects.toMatchObject({ code: 40_033 });
    const { id } = await papers.send('x');
    await expect(bot.client.rest.post(`/channels/${papers.id}/messages/${id}/crosspost`)).rejects.toMatchObject({
      code: 50_024,
    });
  });
});

describe('what is no longer there', () => {
  test('a deleted channel and a deleted message', async () => {
    const { discord, papers, driver } = await open();
    const message = await papers.send('x');
    for (const kept of discord.messages()) driver.remove(kept);
    discord.expectViolation(/10008/);
    await expect(message.edit('y')).rejects.toMatchObject({ code: 10_008 });
    discord.world.deleteChannel('papers');
    discord.expectViolation(/10003/);
    await expect(papers.send('x')).rejects.toMatchObject({ code: 10_003 });
  });

  test('a reply that a moderator deleted cannot be edited', async () => {
    const { discord, bot, driver } = await open(
      {},
      {
        async onInteraction(interaction) {
          if (!interaction.isChatInputCommand()) return;
          await interaction.deferReply();
          for (const message of discord.messages()) discord.world.deleteMessage(message);
          await interaction.editReply('Too late');
        },
      },
    );
    discord.expectViolation(/10008/);
    await driver.slash('ask');
    await expect.poll(() => bot.errors[0]).toMatchObject({ code: 10_008 });
  });

  test('the server that has thrown the bot out', async () => {
    const { discord, papers, bot } = await open();
    discord.world.kick();
    await expect.poll(() => bot.client.guilds.cache.size).toBe(0);
    discord.expectViolation(/50001/);
    await expect(bot.client.rest.get(`/channels/${papers.id}`)).rejects.toMatchObject({ code: 50_001 });
    discord.world.invite('Reading group');
    await expect.poll(() => bot.client.guilds.cache.size).toBe(1);
  });
});

describe('faults', () => {
  const effects = ['429 user', '429 shared', '429 global', '502 after the effect', 'connection cut after the effect'];
  test.each(Object.entries(faultKinds).filter(([name]) => name !== '4 s stall'))('%s', async (name, fault) => {
    const { discord, papers } = await open();
    discord.faults.add({ method: 'POST', path: /\/messages$/, fault });
    const sent = await papers.send('x').then(
      () => 'sent',
      (error) => error.code ?? error.status ?? 'failed',
    );
    const codes = { '401': 0, '403': 50_013, '404 message': 10_008, '404 channel': 10_003, 'token expiry': 50_027 };
    const waited = name.startsWith('429');
    expect(sent).toBe(
      waited ? 'sent' : ((codes as Record<string, number>)[name] ?? (name.startsWith('502') ? 502 : 'UND_ERR_SOCKET')),
    );
    expect(discord.messages()).toHaveLength(effects.includes(name) ? 1 : 0);
    expect(discord.faults.struck).toBe(1);
    expect(discord.violations).toEqual([]);
  });

  test('a stall keeps the answer back, whether or not it was done', async () => {
    const { discord, papers } = await open();
    for (const when of ['before', 'after'] as const) {
      discord.faults.add({ method: 'POST', fault: stall(300, when) });
      const start = performance.now();
      const sending = papers.send(when);
      if (when === 'after') await discord.waitFor(() => (discord.messages().length === 2 ? true : undefined));
      await sending;
      expect(performance.now() - start).toBeGreaterThan(250);
    }
  });

  test('strikes where it is told: the second edit with such a text', async () => {
    const { discord, papers } = await open();
    const message = await papers.send('0');
    const body = (sent: unknown) => String((sent as { content: string }).content).startsWith('x');
    discord.faults.add({ method: 'PATCH', skip: 1, body, fault: { status: 500 } });
    await message.edit('x1');
    await message.edit('y');
    await expect(message.edit('x2')).rejects.toMatchObject({ status: 500 });
    await message.edit('x3');
  });

  test('new messages have a bucket, and all routes together a limit', async () => {
    const { discord, papers } = await open({
      rateLimit: { limit: 5, windowMilliseconds: 1000, posts: { limit: 1, windowMilliseconds: 300 } },
    });
    const start = performance.now();
    await Promise.all([papers.send('1'), papers.send('2')]);
    expect(performance.now() - start).toBeGreaterThan(200);
    const tight = await openDiscord({ rateLimit: { limit: 5, windowMilliseconds: 1000, global: 3 } });
    const get = () => fetch(`${tight.apiUrl}/v10/users/@me`, { headers: { authorization: `Bot ${tight.token}` } });
    const answers = [await get(), await get(), await get(), await get()];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(answers[3]?.headers.get('x-ratelimit-scope')).toBe('global');
    expect(await answers[3]?.json()).toMatchObject({ global: true });
    expect(discord.violations).toEqual([]);
  });
});
