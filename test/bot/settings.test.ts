import { beforeAll, describe, expect, it } from 'vitest';
import { dataFolder, modelSettings, startBotProcess } from '../servers/bot-process.ts';
import type { LoopbackDiscord } from '../servers/discord/start-discord.ts';
import type { TypedValues } from '../servers/discord/typed-command.ts';
import { inTheEnd, openDiscord } from '../servers/open-discord.ts';
import { startOpenAi } from '../servers/openai.ts';
import { answered, replied } from './read-reply.ts';
import { writeFromEvidence } from './write-from-evidence.ts';

const EPHEMERAL = 64;
const question = { question: 'how can a model decide when to search?' };

let discord: LoopbackDiscord;
let folder: string;
let settings: Readonly<Record<string, string>>;
let bot: Awaited<ReturnType<typeof startBotProcess>>;
const admin = () => discord.driver.as('root', { may: ['manageGuild'] });
const set = async (values: TypedValues = {}) => replied(await admin().slash('settings', values));
const channelId = (name: string) => discord.channels.find((channel) => channel.name === name)?.id ?? '';

beforeAll(async () => {
  discord = await openDiscord({ channels: ['papers', 'lounge'] }, inTheEnd);
  const openAi = await startOpenAi({ respond: writeFromEvidence });
  inTheEnd(() => openAi.close());
  folder = await dataFolder(inTheEnd);
  settings = modelSettings(openAi);
  bot = await startBotProcess(discord, folder, settings, inTheEnd);
});

describe('an admin types /settings', () => {
  it('and reads alone what is set and what it means; a member is not offered it', async () => {
    const reply = await admin().slash('settings');
    const text = await replied(reply);
    expect(reply.ephemeral).toBe(true);
    expect(text).toContain('**Visibility:** public (default) — everybody in the channel sees an answer');
    expect(text).not.toContain('not allowed');
    await expect(discord.driver.slash('settings')).rejects.toThrow('/settings is not offered to ada');
    await expect(admin().direct().slash('settings')).rejects.toThrow('not offered in direct messages');
  });

  it('and has answers shown to the asker only, unless the asker says otherwise', async () => {
    expect(await set({ visibility: 'private' })).toContain('Changed: visibility.');
    const hidden = await discord.driver.slash('ask', question);
    await answered(hidden);
    expect(hidden.ephemeral).toBe(true);
    const shown = await discord.driver.slash('ask', { ...question, private: false });
    await answered(shown);
    expect(shown.ephemeral).toBe(false);
    await set({ visibility: 'public' });
  });

  it('and keeps questions to a channel: elsewhere the asker is told where to ask, without a ping', async () => {
    const text = await set({ 'add-channel': channelId('papers') });
    expect(text).toContain(`**Channels:** <#${channelId('papers')}> — questions are answered only there`);
    const before = discord.messages().filter(({ flags }) => !(flags & EPHEMERAL)).length;
    const refused = await discord.driver.in('lounge').slash('ask', question);
    await refused.settled({ until: ({ content }) => content.includes(`ask me in <#${channelId('papers')}>`) });
    expect(refused.ephemeral).toBe(true);
    const help = await discord.driver.in('lounge').slash('help');
    await replied(help);
    expect(help.ephemeral).toBe(true);
    expect(discord.messages().filter(({ flags }) => !(flags & EPHEMERAL)).length).toBe(before);
    await answered(await discord.driver.in('papers').slash('ask', question));
  });

  it('and is told which permission is lacking there, and where it is granted', async () => {
    discord.world.forbid('papers', 'sendMessages');
    await expect
      .poll(async () => set())
      .toContain(
        'I cannot write messages in #papers: the permission “Send Messages” is missing. Somebody who manages the server ' +
          'grants it under Server Settings → Roles → paperboy → Permissions',
      );
    discord.world.permit('papers', 'sendMessages');
  });

  it('and is told why something is not done', async () => {
    expect(await set({ 'remove-channel': channelId('lounge') })).toContain('is not among those that are set');
    expect(await set({ language: 'Klingonisch' })).toContain('I know no language called “Klingonisch”');
  });

  it('and keeps to answers of the model a day, on top of whatever the operator allows', async () => {
    expect(await set({ 'answers-a-reader': 1 })).toContain('**Answers a reader:** 1 answer — ');
    const bob = discord.driver.as('bob');
    const first = await answered(await bob.slash('ask', { question: 'how do agents use tools?' }));
    expect(first).toContain('Written by loopback-model');
    const second = await answered(await bob.slash('ask', { question: 'how are robots trained?' }));
    expect(second).toContain('more come at 00:00 UTC');
    await set({ 'answers-a-reader': 0 });
    const third = await answered(await bob.slash('ask', { question: 'what makes diffusion language models fast?' }));
    expect(third).toContain('Written by loopback-model');
  });

  it('and finds it all the same after the bot was killed, and back at the defaults after a reset', {
    timeout: 60_000,
  }, async () => {
    await bot.kill();
    bot = await startBotProcess(discord, folder, settings, inTheEnd);
    expect(await set()).toContain(`<#${channelId('papers')}>`);
    expect(await set({ reset: true })).toContain('Changed: channels.');
    await answered(await discord.driver.in('lounge').slash('ask', question));
  });
});

describe('an admin presses instead of typing', () => {
  const panel = async () => {
    const reply = await admin().slash('settings');
    await replied(reply);
    return reply;
  };

  it('and sets channels, language, length and visibility in one panel, which shows what holds', async () => {
    const reply = await panel();
    await reply.choose('Answer in every channel', [channelId('papers')]);
    await reply.settled({ until: ({ content }) => content.includes(`**Channels:** <#${channelId('papers')}>`) });
    await reply.choose('Language of answers', ['de']);
    await reply.settled({ until: ({ content }) => content.includes('**Language:** German —') });
    await reply.press('Short answers');
    await reply.settled({ until: ({ content }) => content.includes('**Length:** short —') });
    await reply.press('Private answers');
    await reply.settled({ until: ({ content }) => content.includes('**Visibility:** private —') });
    await reply.choose('Answer in every channel', []);
    await reply.settled({ until: ({ content }) => content.includes('**Channels:** all') });
    await reply.press('Back to the defaults');
    await reply.settled({ until: ({ content }) => content.includes('**Length:** normal (default)') });
  });

  it('and gives a limit in a window, where a word is no number', async () => {
    const reply = await panel();
    const window = await reply.press('Answers a day');
    expect(await replied(await window.submit({ 'A number; 0 is no limit': '1,500' }))).toContain(
      '**Answers a day:** 1,500 answers — ',
    );
    const again = await reply.press('Answers a day');
    expect(await replied(await again.submit({ 'A number; 0 is no limit': 'many' }))).toContain(
      '“many” is no number of answers.',
    );
    expect(await set({ reset: true })).toContain('Changed: answers a day.');
  });

  it('and nobody else can, not even with the buttons in view', async () => {
    const reply = await panel();
    await expect(discord.driver.as('bob').press('Short answers', reply.reply)).rejects.toThrow();
  });
});
