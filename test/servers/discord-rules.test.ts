import { REST, type TextChannel } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { choiceIssues } from './discord/command-rules.ts';
import { schemaCheck } from './discord/schema-check.ts';
import { startDiscord } from './discord/start-discord.ts';
import { ask, connect, openDiscord } from './open-discord.ts';
import type { Behaviour } from './sample-bot.ts';

describe('a bot that breaks a rule is refused, and the test fails', () => {
  const refused = async (behaviour: Behaviour, code: number, problem: RegExp) => {
    const discord = await openDiscord();
    const bot = await connect(discord, behaviour);
    const handle = await discord.driver.slash('ask', ask);
    await expect.poll(() => bot.errors.length, { timeout: 5000 }).toBeGreaterThan(0);
    expect(bot.errors[0]).toMatchObject({ code });
    discord.expectViolation(problem);
    expect(discord.violations).toHaveLength(1);
    return { discord, handle };
  };

  test('content of 2,001 characters', async () => {
    await refused((interaction) => interaction.reply('x'.repeat(2001)), 50035, /2000/);
  });

  test('content of 2,001 characters in an edit', async () => {
    const tooLong: Behaviour = async (interaction) => {
      await interaction.deferReply();
      await interaction.editReply('x'.repeat(2001));
    };
    const { handle } = await refused(tooLong, 50035, /PATCH .*@original.*2000/);
    expect(handle.thinking).toBe(true);
  });

  test('content of 2,001 characters in a channel, where the OpenAPI document would allow 4,000', async () => {
    const discord = await openDiscord();
    const { client } = await connect(discord);
    const channel = client.channels.cache.get(discord.channels[0]?.id ?? '') as TextChannel;
    discord.expectViolation(/rule: POST .*2000/);
    await expect(channel.send('x'.repeat(2001))).rejects.toMatchObject({ code: 50035 });
    expect((await channel.send('🦉'.repeat(2000))).content).toHaveLength(4000);
  });

  test('6,001 characters in two embeds', async () => {
    const embeds = [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2001) }];
    await refused((interaction) => interaction.reply({ embeds }), 50035, /hold 6001 characters/);
  });

  test('a second acknowledgement', async () => {
    const twice: Behaviour = async (interaction) => {
      await interaction.reply('First');
      interaction.replied = false;
      await interaction.reply('Second');
    };
    await refused(twice, 40060, /^state: .*40060/);
  });

  test('an answer after 3 s', async () => {
    const discord = await openDiscord();
    const bot = await connect(discord, async (interaction) => {
      discord.advance(3001);
      await interaction.reply('Late');
    });
    discord.expectViolation(/10062 Unknown interaction/);
    await discord.driver.slash('ask', ask);
    await expect.poll(() => bot.errors[0]).toMatchObject({ code: 10062 });
  });

  test('an edit after 15 minutes', async () => {
    const discord = await openDiscord();
    const bot = await connect(discord, async (interaction) => {
      await interaction.deferReply();
      discord.advance(15 * 60_000 + 1);
      await interaction.editReply('Late');
    });
    discord.expectViolation(/50027/);
    await discord.driver.slash('ask', ask);
    await expect.poll(() => bot.errors[0]).toMatchObject({ code: 50027 });
  });

  test('mentions that are not switched off', async () => {
    await refused(
      (interaction) => interaction.reply({ content: '@everyone', allowedMentions: { parse: ['everyone'] } }),
      50035,
      /allowed_mentions must be present with parse: \[\]/,
    );
  });

  test('two buttons with one custom id', async () => {
    const button = { type: 2, custom_id: 'same', label: 'Same', style: 2 } as const;
    const components = [{ type: 1, components: [button, button] }] as const;
    await refused((interaction) => interaction.reply({ content: 'Hm', components }), 50035, /"same" is there twice/);
  });

  test('more than 25 suggestions, or one of 101 characters', async () => {
    const choices = (count: number, length: number) => Array(count).fill({ name: 'a', value: 'v'.repeat(length) });
    expect(choiceIssues(choices(25, 100), '')).toEqual([]);
    expect(choiceIssues(choices(26, 1), '')).toHaveLength(1);
    expect(choiceIssues(choices(1, 101), '')).toHaveLength(1);
  });

  test('commands that Discord would not register', async () => {
    const discord = await openDiscord();
    const { client } = await connect(discord);
    const option = { type: 3, name: 'text', description: 'Text' } as const;
    const command = { name: 'good', description: 'Good' };
    const bad: Readonly<Record<string, object>> = {
      'is invalid': { ...command, name: 'Bad Name' },
      'Required options': { ...command, options: [option, { ...option, name: 'late', required: true }] },
      'option name is taken': { ...command, options: [option, option] },
      'choices exclude autocomplete': {
        ...command,
        options: [{ ...option, autocomplete: true, choices: [{ name: 'a', value: 'a' }] }],
      },
    };
    for (const [problem, body] of Object.entries(bad)) {
      discord.expectViolation(new RegExp(problem));
      const path = `/applications/${discord.applicationId}/commands` as const;
      await expect(client.rest.put(path, { body: [body] }), problem).rejects.toMatchObject({ code: 50035 });
    }
    expect(discord.commands().map(({ name }) => name)).toEqual(['ask', 'paper']);
  });

  test('a route that the double does not know', async () => {
    const discord = await openDiscord();
    const { client } = await connect(discord);
    discord.expectViolation(/route: GET \/voice\/regions: .*asked for something it does not know/);
    await expect(client.rest.get('/voice/regions')).rejects.toMatchObject({ status: 404 });
  });

  test('a violation that no test expects fails the close; one expected in vain does, too', async () => {
    const discord = await startDiscord();
    const rest = new REST({ api: discord.apiUrl }).setToken(discord.token);
    await rest.post(`/channels/${discord.channels[0]?.id}/messages`, { body: {} }).catch(() => {});
    await expect(discord.close()).rejects.toThrow('Cannot send an empty message');
    const other = await startDiscord();
    other.expectViolation(/2000/);
    await expect(other.close()).rejects.toThrow('expected /2000/, which did not happen');
  });
});

describe.skipIf(!schemaCheck().available)("Discord's own OpenAPI document", () => {
  test('a key that Discord does not know is refused, at any depth', async () => {
    const discord = await openDiscord();
    const { client } = await connect(discord);
    const path = `/channels/${discord.channels[0]?.id}/messages` as const;
    const allowed_mentions = { parse: [] };
    discord.expectViolation(/schema: .*unknown key "contnet"/);
    discord.expectViolation(/\/embeds\/0 unknown key "colour"/);
    await expect(client.rest.post(path, { body: { contnet: 'x' } })).rejects.toMatchObject({ code: 50035 });
    const body = { embeds: [{ title: 'x', colour: 1 }], allowed_mentions };
    await expect(client.rest.post(path, { body })).rejects.toMatchObject({ code: 50035 });
  });

  test.each([
    [
      'a button with a label of 81 characters',
      { components: [{ type: 1, components: [{ type: 2, style: 1, custom_id: 'a', label: 'x'.repeat(81) }] }] },
    ],
    ['a component of an unknown type', { components: [{ type: 99 }] }],
    ['eleven embeds', { embeds: Array(11).fill({ title: 'x' }) }],
    ['a field name of 257 characters', { embeds: [{ fields: [{ name: 'x'.repeat(257), value: 'x' }] }] }],
    ['flags that are no integer', { content: 'x', flags: 1.5 }],
  ])('refuses %s', (_, body) => {
    expect(schemaCheck().check('POST', '/channels/1/messages', body)).not.toEqual([]);
  });

  test.each([
    [
      'POST',
      '/channels/1/messages',
      { content: 'x', tts: false, nonce: '1', enforce_nonce: true, allowed_mentions: { parse: [] } },
    ],
    [
      'PATCH',
      '/webhooks/1/token/messages/@original',
      { content: 'x', embeds: [{ title: 'x', color: 1, fields: [{ name: 'a', value: 'b', inline: true }] }] },
    ],
    [
      'PUT',
      '/applications/1/commands',
      [{ name: 'ask', description: 'Ask', default_member_permissions: '9007199254740993', nsfw: false }],
    ],
    ['POST', '/interactions/1/token/callback', { type: 8, data: { choices: [{ name: 'a', value: 'a' }] } }],
  ])('accepts what is in order: %s %s', (method, path, body) => {
    expect(schemaCheck().check(method, path, body)).toEqual([]);
  });
});

describe.skipIf(!schemaCheck().available)('the double itself', () => {
  test('answers as Discord documents it, wherever it answers at all', async () => {
    const discord = await openDiscord();
    const { client } = await connect(discord);
    const channel = client.channels.cache.get(discord.channels[0]?.id ?? '') as TextChannel;
    const message = await channel.send({ content: 'Daily' });
    await message.edit('Daily, corrected');
    await channel.messages.fetch({ message: message.id, force: true });
    await message.delete();
    await channel.fetch(true);
    await client.application.fetch();
    await client.rest.get('/users/@me');
    const command = await client.application.commands.fetch(discord.commands()[0]?.id ?? '');
    await command.edit({ description: 'Ask' });
    await command.delete();
    expect(discord.violations).toEqual([]);
    expect(discord.requests.map(({ status }) => status)).not.toContain(500);
  });
});
