import { MessageFlags, type TextChannel } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { ask, connect, openDiscord } from './open-discord.ts';
import { privateAnswer } from './sample-bot.ts';

describe('a well-behaved bot', () => {
  test('logs in, sees its guild and channels, and registers its commands', async () => {
    const discord = await openDiscord();
    const { client } = await connect(discord);
    await discord.ready(['ask', 'paper']);
    expect(client.user.id).toBe(discord.applicationId);
    expect(client.guilds.cache.get(discord.guild.id)?.channels.cache.map(({ name }) => name)).toEqual([
      'papers',
      'news',
    ]);
    expect((await client.application.commands.fetch()).map(({ name }) => name)).toEqual(['ask', 'paper']);
    expect(discord.violations).toEqual([]);
  });

  test('a command keeps its id when it is registered again', async () => {
    const discord = await openDiscord();
    const { client } = await connect(discord);
    const before = discord.commands().map(({ id }) => id);
    await client.application.commands.set(
      discord.commands().map(({ name, description = '' }) => ({ name, description: description ?? '' })),
    );
    expect(discord.commands().map(({ id }) => id)).toEqual(before);
  });

  test('a command in a guild is kept apart, edited and deleted', async () => {
    const discord = await openDiscord();
    const { client } = await connect(discord);
    const guild = client.guilds.cache.get(discord.guild.id);
    const made = await guild?.commands.create({ name: 'vote', description: 'Vote' });
    await made?.edit({ description: 'Vote for a paper' });
    expect(discord.commands().find(({ name }) => name === 'vote')).toMatchObject({
      description: 'Vote for a paper',
      guild_id: discord.guild.id,
    });
    expect((await client.application.commands.fetch()).some(({ name }) => name === 'vote')).toBe(false);
    await made?.delete();
    expect(discord.commands().map(({ name }) => name)).toEqual(['ask', 'paper']);
  });

  test('acknowledges, shows progress and answers, and every state is kept', async () => {
    const discord = await openDiscord();
    await connect(discord);
    const handle = await discord.driver.slash('ask', ask);
    const reply = await handle.settled();
    expect(reply.content).toBe('About does it help?: it helps [1].');
    expect(handle.text).toContain('[1] A paper');
    expect(handle.history.map(({ what, message }) => [what, message?.content])).toEqual([
      ['deferred', ''],
      ['edit', 'Reading 3 papers'],
      ['edit', 'About does it help?: it helps [1].'],
    ]);
    expect(handle.thinking).toBe(false);
    expect(handle.ephemeral).toBe(false);
  });

  test('a test can wait for the state that it means', async () => {
    const discord = await openDiscord();
    await connect(discord);
    const handle = await discord.driver.slash('ask', ask);
    expect((await handle.settled({ until: ({ embeds }) => embeds.length > 0 })).embeds[0]?.title).toBe('Sources');
    await expect(handle.settled({ until: ({ content }) => content === 'never', timeout: 100 })).rejects.toThrow(
      /\/ask: seen so far: deferred → edit "Reading 3 papers"/,
    );
  });

  test('suggests while a person types', async () => {
    const discord = await openDiscord();
    await connect(discord);
    const choices = await discord.driver.autocomplete('paper', { which: 'sea' }, 'which');
    expect(choices.map(({ name }) => name)).toEqual(['Searching with a model', 'Sea of tokens']);
  });

  test('answers privately, and the answer stays out of the channel', async () => {
    const discord = await openDiscord();
    const { client } = await connect(discord, privateAnswer);
    const handle = await discord.driver.slash('ask', ask);
    const reply = await handle.settled();
    expect(handle.ephemeral).toBe(true);
    discord.expectViolation(/GET .*10008/);
    const channel = client.channels.cache.get(reply.channel_id) as TextChannel;
    await expect(channel.messages.fetch({ message: reply.id, force: true })).rejects.toMatchObject({ code: 10008 });
  });

  test('follows up, edits and deletes what it followed up with', async () => {
    const discord = await openDiscord();
    await connect(discord, async (interaction) => {
      await interaction.reply('First');
      const second = await interaction.followUp('Second');
      await interaction.followUp({ content: 'Third', flags: MessageFlags.Ephemeral });
      await interaction.editReply({ message: second.id, content: 'Second, corrected' });
      await interaction.deleteReply();
    });
    const handle = await discord.driver.slash('ask', ask);
    await handle.settled({ until: () => handle.history.some(({ what }) => what === 'delete') });
    expect(handle.reply).toBeUndefined();
    expect(handle.followUps.map(({ content, flags }) => [content, flags])).toEqual([
      ['Second, corrected', 0],
      ['Third', 64],
    ]);
  });

  test('sends a file whose content can be read', async () => {
    const discord = await openDiscord();
    await connect(discord, (interaction) =>
      interaction.reply({ content: 'Here', files: [{ attachment: Buffer.from('@article{a}'), name: 'refs.bib' }] }),
    );
    const handle = await discord.driver.slash('ask', ask);
    const [attachment] = (await handle.settled()).attachments;
    expect(attachment?.filename).toBe('refs.bib');
    expect(String(discord.file(attachment?.id ?? ''))).toBe('@article{a}');
  });

  test('a button is clicked, and one that is not there cannot be', async () => {
    const discord = await openDiscord();
    const stop = { type: 2, custom_id: 'stop', label: 'Stop', style: 2 } as const;
    await connect(discord, (interaction) =>
      interaction.reply({ content: 'Working', components: [{ type: 1, components: [stop] }] }),
    );
    const handle = await discord.driver.slash('ask', ask);
    await handle.settled();
    await expect(handle.click('Go')).rejects.toThrow('there is no button "Go"');
    await (await handle.click('Stop')).acknowledged();
    expect(handle.reply?.content).toBe('Stopped');
  });

  test('posts once in a channel though the answer was lost', async () => {
    const discord = await openDiscord();
    const { client } = await connect(discord);
    discord.faults.add({
      method: 'POST',
      path: /\/channels\/\d+\/messages$/,
      fault: { status: 502, afterEffect: true },
    });
    const channel = client.channels.cache.get(discord.channels[1]?.id ?? '') as TextChannel;
    await channel.send({ content: 'Daily', nonce: '77', enforceNonce: true });
    expect(discord.messages().map(({ content }) => content)).toEqual(['Daily']);
    expect(discord.requests.slice(-2).map(({ status }) => status)).toEqual([502, 200]);
  });
});

describe('a person', () => {
  test('cannot type what Discord would not let them type', async () => {
    const discord = await openDiscord();
    await expect(discord.driver.slash('ask', ask)).rejects.toThrow('/ask is not registered; registered: none');
    await connect(discord);
    await expect(discord.driver.slash('asks', ask)).rejects.toThrow(
      '/asks is not registered; registered: /ask, /paper',
    );
    await expect(discord.driver.slash('ask')).rejects.toThrow('required option question is missing');
    await expect(discord.driver.slash('ask', { ...ask, since: '2026' })).rejects.toThrow('has no option since');
    await expect(discord.driver.slash('ask', { question: true })).rejects.toThrow('takes a string');
    await expect(discord.driver.slash('ask', { question: 'x'.repeat(301) })).rejects.toThrow('301 is not between');
    await expect(discord.driver.autocomplete('ask', ask, 'question')).rejects.toThrow('does not suggest anything');
  });

  test('is told that the application did not respond', async () => {
    const discord = await openDiscord();
    await connect(discord, async () => {});
    const handle = await discord.driver.slash('ask', ask);
    discord.advance(3001);
    await expect(handle.settled()).rejects.toThrow('the application did not respond within 3 s');
  });
});
