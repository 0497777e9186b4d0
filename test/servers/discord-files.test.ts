import type { TextChannel } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { startComponentBot } from './component-bot.ts';
import { attachmentSizeLimit } from './discord/messages.ts';
import { openDiscord } from './open-discord.ts';

async function open() {
  const discord = await openDiscord();
  const { client } = await startComponentBot(discord, {});
  const papers = client.channels.cache.get(discord.channels[0]?.id ?? '') as TextChannel;
  return { discord, client, papers, path: `/channels/${papers.id}/messages` as const };
}
const file = { attachment: Buffer.from('# Rest'), name: 'answer.md', description: 'The rest of the answer' };

describe('files', () => {
  test('are enough of a message, and keep what they were called for who cannot see them', async () => {
    const { discord, papers } = await open();
    await papers.send({ files: [file] });
    const [attachment] = discord.messages()[0]?.attachments ?? [];
    expect(attachment).toMatchObject({ filename: 'answer.md', description: 'The rest of the answer', size: 6 });
  });

  test('that were told of but did not come are refused', async () => {
    const { discord, client, path } = await open();
    discord.expectViolation(/there is no file 0/);
    const body = { attachments: [{ id: '0', filename: 'answer.md' }] };
    await expect(client.rest.post(path, { body })).rejects.toMatchObject({ code: 50_035 });
  });

  test('of more than 10 MiB together are refused', async () => {
    const { discord, papers } = await open();
    discord.expectViolation(/40005/);
    const large = { attachment: Buffer.alloc(attachmentSizeLimit), name: 'large.bin' };
    await expect(papers.send({ files: [large, file] })).rejects.toMatchObject({ code: 40_005 });
  });
});

describe('a long run', () => {
  test('what is finished can be forgotten; who still waits is not', async () => {
    const discord = await openDiscord();
    await startComponentBot(discord, {
      commands: [{ name: 'ask', description: 'Ask' }],
      async onInteraction(interaction) {
        if (!interaction.isChatInputCommand()) return;
        await interaction.deferReply();
        if (interaction.user.username === 'ada') await interaction.editReply('Done');
      },
    });
    await (await discord.driver.slash('ask')).settled();
    await (await discord.driver.as('bob').slash('ask')).acknowledged();
    discord.forget();
    expect(discord.interactions().map(({ userId }) => userId)).toEqual([discord.driver.as('bob').user.id]);
    expect(discord.messages()).toHaveLength(1);
    expect(discord.requests).toEqual([]);
    expect(discord.unfinished()).toHaveLength(1);
  });

  test('a violation that may happen need not', async () => {
    const { discord, client, path } = await open();
    discord.allowViolation(/2000 or fewer/);
    discord.allowViolation(/never/);
    const body = { content: 'x'.repeat(2001), allowed_mentions: { parse: [] } };
    await expect(client.rest.post(path, { body })).rejects.toMatchObject({ code: 50_035 });
  });
});
