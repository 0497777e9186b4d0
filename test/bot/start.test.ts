import { beforeAll, describe, expect, it } from 'vitest';
import { dataFolder, runBotProcess, startBotProcess } from '../servers/bot-process.ts';
import { inTheEnd, openDiscord } from '../servers/open-discord.ts';

let folder = '';
beforeAll(async () => {
  folder = await dataFolder(inTheEnd);
});

it('a second start registers nothing anew', { timeout: 60_000 }, async () => {
  const discord = await openDiscord();
  const first = await startBotProcess(discord, folder);
  expect(await first.stop()).toEqual({ code: 0, signal: null });
  const commands = discord.commands();
  const before = discord.requests.length;
  await startBotProcess(discord, folder);
  const sent = discord.requests.slice(before).filter(({ path }) => path.includes('/commands'));
  expect(sent.map(({ method }) => method)).toEqual(['GET']);
  expect(discord.commands()).toEqual(commands);
});

describe('the bot ends with one clear sentence', () => {
  const endOf = async (settings: Record<string, string>) => {
    const bot = runBotProcess({ DATA_FOLDER: folder, ...settings });
    const { code } = await bot.ended;
    return { code, output: bot.stdout() + bot.stderr(), sentence: bot.stderr().replace(/\s+/g, ' ') };
  };

  it('when Discord does not accept the token, and never shows the token', async () => {
    const discord = await openDiscord();
    const token = 'wrong-token.of-the.operator';
    const { code, output, sentence } = await endOf({ DISCORD_TOKEN: token, DISCORD_API_URL: discord.apiUrl });
    expect(code).toBe(1);
    expect(sentence.match(/Discord does not accept the token\./g)).toHaveLength(1);
    expect(sentence).toMatch(/Reset Token, and set DISCORD_TOKEN in \.env\./);
    for (const part of token.split('.')) expect(output).not.toContain(part);
  });

  it('when nobody answers for Discord', async () => {
    const { code, sentence } = await endOf({ DISCORD_TOKEN: 'a.b.c', DISCORD_API_URL: 'http://127.0.0.1:1/api' });
    expect(code).toBe(1);
    expect(sentence).toMatch(/Discord cannot be reached at 127\.0\.0\.1:1\. Check the network, and DISCORD_API_URL/);
  });

  it('when it has no token', async () => {
    const { code, sentence } = await endOf({});
    expect(code).toBe(1);
    expect(sentence).toMatch(/DISCORD_TOKEN is missing\. Put the token of your bot into \.env/);
  });
});
