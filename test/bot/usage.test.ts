import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { dataFolder, modelSettings, startBotProcess } from '../servers/bot-process.ts';
import type { LoopbackDiscord } from '../servers/discord/start-discord.ts';
import { inTheEnd, openDiscord } from '../servers/open-discord.ts';
import { startOpenAi } from '../servers/openai.ts';
import { answered, replied } from './read-reply.ts';
import { writeFromEvidence } from './write-from-evidence.ts';

const limits = { READER_DAILY_ANSWERS: '2', MODEL_PRICES: 'loopback-model=0.40/0.10/1.60' };

let discord: LoopbackDiscord;
let folder: string;
let settings: Readonly<Record<string, string>>;
let bot: Awaited<ReturnType<typeof startBotProcess>>;
const ask = async (question: string) => answered(await discord.driver.slash('ask', { question }));
const usage = async () => replied(await discord.driver.slash('usage'));

beforeAll(async () => {
  // View Channel, Send Messages, Manage Server.
  discord = await openDiscord({ memberPermissions: '3104' }, inTheEnd);
  const openAi = await startOpenAi({ respond: writeFromEvidence });
  inTheEnd(() => openAi.close());
  folder = await dataFolder(inTheEnd);
  settings = { ...modelSettings(openAi), ...limits };
  bot = await startBotProcess(discord, folder, settings, inTheEnd);
});

describe('a server whose readers have two answers by the model a day', () => {
  it('gets two, and then sentences of the abstracts with the reason', async () => {
    expect(await ask('how can a model decide when to search?')).toContain('Written by loopback-model');
    expect(await ask('what makes diffusion language models fast?')).toContain('Written by loopback-model');
    const third = await ask('how are robots trained?');
    expect(third).toContain('today’s 2 answers by the language model; more come at 00:00 UTC');
  });

  it('reads /usage alone: what was used, what it cost, what is left, and the sums of the server', async () => {
    const publicly = () => discord.messages().filter(({ flags }) => !(flags & 64)).length;
    const before = publicly();
    const text = await usage();
    expect(text).toMatch(/Today +2 +2,200 +\$0\.0009/);
    expect(text).toContain('0 of 2 answers; all are back at 00:00 UTC');
    expect(text).toContain('This server');
    expect(publicly()).toBe(before);
  });

  it('gets no more because the bot was killed and started again', async () => {
    await bot.kill();
    await startBotProcess(discord, folder, settings, inTheEnd);
    expect(await ask('how do agents use tools?')).toContain('more come at 00:00 UTC');
    expect(await usage()).toMatch(/Today +2 +2,200/);
    expect(readdirSync(folder)).toContain('reader-key');
  });
});
