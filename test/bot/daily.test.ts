import { describe, expect, it } from 'vitest';
import { textOf } from '../daily/open-daily.ts';
import { dataFolder, startBotProcess } from '../servers/bot-process.ts';
import { openDiscord } from '../servers/open-discord.ts';

describe('the whole program', () => {
  it('gives a new admin the first post of a channel within a minute of /daily setup, and keeps it over a restart', async () => {
    const discord = await openDiscord();
    const folder = await dataFolder();
    const bot = await startBotProcess(discord, folder);
    const admin = discord.driver.as('root', { may: ['manageGuild'], locale: 'en-GB' });
    const setUp = await admin.slash('daily setup', { days: 'every day' });
    await setUp.settled();
    expect(textOf(setUp.reply)).toContain(`<#${discord.driver.channel.id}>`);
    const posted = await setUp.press('Post one now');
    const post = await discord.driver.hears({ timeout: 60_000 });
    expect(textOf(post)).toMatch(/### 1\. \[/);
    await posted.settled();

    expect((await bot.stop()).code).toBe(0);
    await startBotProcess(discord, folder);
    const list = await admin.slash('daily list');
    await list.settled();
    expect(textOf(list.reply)).toMatch(/Last: <t:\d+:R>, 5 papers/);
    expect(discord.driver.messages()).toHaveLength(1);
  }, 120_000);
});
