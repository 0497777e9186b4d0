import { type Interaction, MessageFlags } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { row, startComponentBot, type Ways } from './component-bot.ts';
import { commandSetIssues } from './discord/command-rules.ts';
import { allPermissions } from './discord/permissions.ts';
import type { CommandBody } from './discord/wire.ts';
import { openDiscord } from './open-discord.ts';

const everywhere = { contexts: [0, 1, 2], integration_types: [0, 1] };
const commands = [
  { name: 'ask', description: 'Ask', ...everywhere },
  { name: 'here', description: 'Only in servers', contexts: [0], integration_types: [0] },
  { name: 'settings', description: 'For admins', contexts: [0], default_member_permissions: '32' },
  { type: 3, name: 'Explain the papers here', ...everywhere },
  { type: 2, name: 'What do they read' },
];
const answerHi = async (interaction: Interaction) => {
  if (interaction.isRepliable()) await interaction.reply('Hi');
};

async function open(onInteraction: Ways['onInteraction'] = answerHi) {
  const seen: Interaction[] = [];
  const discord = await openDiscord();
  const bot = await startComponentBot(discord, {
    commands,
    async onInteraction(interaction) {
      seen.push(interaction);
      await onInteraction?.(interaction);
    },
  });
  return { discord, driver: discord.driver, bot, seen };
}

describe('where a command is used', () => {
  test('in a server that has installed it', async () => {
    const { driver, discord, seen } = await open();
    await (await driver.slash('ask')).settled();
    expect(seen[0]).toMatchObject({ context: 0, guildId: discord.guild.id });
    expect(seen[0]?.authorizingIntegrationOwners).toMatchObject({ 0: discord.guild.id });
    expect(String(seen[0]?.appPermissions.bitfield)).toBe(allPermissions);
  });

  test('in direct messages with the bot, and there only what is offered there', async () => {
    const { driver, seen } = await open();
    const direct = driver.direct();
    await (await direct.slash('ask')).settled();
    expect(seen[0]).toMatchObject({ context: 1, guildId: null, member: null });
    expect(seen[0]?.user.username).toBe('ada');
    await expect(direct.slash('here')).rejects.toThrow('/here is not offered in direct messages');
    expect(driver.as('bob').in('@ada').messages()).toEqual([]);
  });

  test('in a server without the bot, brought by the person, who has five follow-ups', async () => {
    const { discord, driver, bot, seen } = await open(async (interaction) => {
      if (!interaction.isRepliable()) return;
      await interaction.reply('Hi');
      for (const text of '123456') await interaction.followUp(text);
    });
    discord.expectViolation(/40094/);
    const away = driver.elsewhere();
    await expect(away.slash('here')).rejects.toThrow('not offered where the application is not installed');
    const reply = await away.slash('ask');
    await expect.poll(() => bot.errors.length).toBe(1);
    expect(bot.errors[0]).toMatchObject({ code: 40_094 });
    expect(reply.followUps.map(({ content }) => content)).toEqual([...'12345']);
    expect(seen[0]?.authorizingIntegrationOwners).toMatchObject({ 1: driver.user.id });
    expect(seen[0]?.appPermissions.has('SendMessages')).toBe(false);
  });

  test('there the bot cannot write an ordinary message', async () => {
    const { discord, driver, bot } = await open();
    discord.expectViolation(/50001 Missing Access/);
    const path = `/channels/${driver.elsewhere().channel.id}/messages` as const;
    const body = { content: 'x', allowed_mentions: { parse: [] } };
    await expect(bot.client.rest.post(path, { body })).rejects.toMatchObject({ code: 50_001 });
  });

  test('what a stranger presses there belongs to who called the bot', async () => {
    const { driver, seen } = await open(async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.reply({ content: 'Hi', components: [row('More')] });
      if (interaction.isButton()) await interaction.reply('More');
    });
    const away = driver.elsewhere();
    await (await away.slash('ask')).settled();
    await (await away.as('bob').press('More')).settled();
    expect(seen[1]?.authorizingIntegrationOwners).toMatchObject({ 1: driver.user.id });
  });

  test("where people's own applications must keep quiet, the answer is for the asker only", async () => {
    const { driver } = await open();
    const quiet = driver.as('ada', { mayNot: ['useExternalApps'] }).elsewhere();
    await (await quiet.slash('ask')).settled();
    expect(quiet.messages()).toHaveLength(1);
    expect(quiet.as('bob').messages()).toEqual([]);
  });

  test('between two people', async () => {
    const { driver, seen } = await open();
    await (await driver.betweenPeople('bob').slash('ask')).settled();
    expect(seen[0]).toMatchObject({ context: 2, guildId: null });
    expect(driver.as('bob').betweenPeople('ada').messages()).toHaveLength(1);
  });
});

describe('who uses it', () => {
  test('a command for admins is offered to admins', async () => {
    const { driver } = await open();
    await expect(driver.slash('settings')).rejects.toThrow('/settings is not offered to ada');
    const root = driver.as('root', { may: ['manageGuild'] });
    expect((await (await root.slash('settings')).settled()).content).toBe('Hi');
  });

  test('in the language of their client', async () => {
    const { driver, seen } = await open();
    await (await driver.as('uwe', { locale: 'de' }).slash('ask')).settled();
    expect(seen[0]).toMatchObject({ locale: 'de', guildLocale: 'en-US' });
  });
});

describe('right click, Apps', () => {
  test('on a message gives the bot the whole message, which it could not read otherwise', async () => {
    const { driver, seen } = await open();
    const message = driver.as('bob').say('Look: https://arxiv.org/abs/2310.01234');
    const reply = await driver.messageCommand('Explain the papers here', message);
    expect((await reply.settled()).type).toBe(23);
    const [interaction] = seen;
    const target = interaction?.isMessageContextMenuCommand() ? interaction.targetMessage : undefined;
    expect(target?.content).toContain('2310.01234');
    expect(reply.reply?.interaction_metadata).toMatchObject({ target_message_id: message.id });
  });

  test('on a person gives the bot who they are', async () => {
    const { driver, seen } = await open();
    await (await driver.userCommand('What do they read', driver.as('bob').user)).settled();
    const [interaction] = seen;
    expect(interaction?.isUserContextMenuCommand() && interaction.targetUser.username).toBe('bob');
  });

  test('not on what the person does not see, nor what is not registered', async () => {
    const { driver } = await open(async (interaction) => {
      if (interaction.isRepliable()) await interaction.reply({ content: 'x', flags: MessageFlags.Ephemeral });
    });
    const mine = await (await driver.slash('ask')).settled();
    const bob = driver.as('bob');
    await expect(bob.messageCommand('Explain the papers here', mine)).rejects.toThrow('bob does not see that message');
    await expect(bob.messageCommand('Explain', bob.say('x'))).rejects.toThrow(
      '"Explain" is not registered; registered: Explain the papers here',
    );
  });
});

describe('what Discord would not register', () => {
  test.each<[string, object, RegExp]>([
    ['a message command with a description', { type: 3, name: 'Explain', description: 'x' }, /have none/],
    ['a name of 33 characters', { type: 3, name: 'x'.repeat(33) }, /Must be between 1 and 32/],
    ['a German name with capitals', { name: 'ask', description: 'x', name_localizations: { de: 'Fragen' } }, /invalid/],
    [
      'a language that Discord does not have',
      { name: 'ask', description: 'x', name_localizations: { pt: 'pergunta' } },
      /unknown locale/,
    ],
    [
      'a French description of 101 characters',
      { name: 'ask', description: 'x', description_localizations: { fr: 'x'.repeat(101) } },
      /Must be between 1 and 100/,
    ],
    ['one context twice', { name: 'ask', description: 'x', contexts: [0, 0] }, /different ones/],
  ])('%s', (_, command, problem) => {
    expect(commandSetIssues(commands)).toEqual([]);
    expect(
      commandSetIssues([command as CommandBody])
        .map(({ message }) => message)
        .join(),
    ).toMatch(problem);
  });

  test('more than 200 new commands in a day', async () => {
    const { discord, bot } = await open();
    discord.expectViolation(/30034/);
    const path = `/applications/${discord.applicationId}/commands` as const;
    const set = (start: number) =>
      bot.client.rest.put(path, {
        body: Array.from({ length: 90 }, (_, index) => ({ name: `c${start + index}`, description: 'x' })),
      });
    await set(0);
    await expect(set(100)).resolves.toBeDefined();
    await expect(set(200)).rejects.toMatchObject({ code: 30_034 });
    discord.advance(86_400_000);
    await expect(set(300)).resolves.toBeDefined();
  });
});
