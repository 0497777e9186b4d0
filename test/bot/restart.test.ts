import { beforeAll, describe, expect, it } from 'vitest';
import { dataFolder, modelSettings, startBotProcess } from '../servers/bot-process.ts';
import type { LoopbackDiscord } from '../servers/discord/start-discord.ts';
import { afterwards, inTheEnd, openDiscord } from '../servers/open-discord.ts';
import { type OpenAiServerOptions, startOpenAi } from '../servers/openai.ts';
import { answered, citations, expectCited } from './read-reply.ts';
import { writeFromEvidence } from './write-from-evidence.ts';

const question = { question: 'how can a model decide when to search?' };
const restarted = 'I was restarted before I could finish. Please ask again.';
const edits = { method: 'PATCH', path: /^\/webhooks\// };
/** Says about half of the answer, then nothing more. */
const half: OpenAiServerOptions = { respond: writeFromEvidence, scenarios: ['stall'], chunkSize: 1200 };

let folder = '';
beforeAll(async () => {
  folder = await dataFolder(inTheEnd);
});

async function serveModel(options: OpenAiServerOptions) {
  const openAi = await startOpenAi(options);
  afterwards(() => openAi.close());
  return openAi;
}

/** A new process on the same folder brings every reply to an end, and answers. */
async function startAgain(discord: LoopbackDiscord, settings: Record<string, string> = {}) {
  const bot = await startBotProcess(discord, folder, settings);
  await expect.poll(() => discord.unfinished()).toEqual([]);
  const reply = await discord.driver.slash('ask', question);
  expectCited(await answered(reply));
  expect(await bot.stop()).toEqual({ code: 0, signal: null });
}

const timesSaid = (discord: LoopbackDiscord, sentence: string) =>
  discord.messages().reduce((count, { content }) => count + content.split(sentence).length - 1, 0);

describe('after kill -9', { timeout: 60_000 }, () => {
  it('in the middle of a stream, what was shown stays and the reader is told', async () => {
    const discord = await openDiscord();
    const openAi = await serveModel(half);
    const bot = await startBotProcess(discord, folder, modelSettings(openAi));
    const reply = await discord.driver.slash('ask', question);
    await reply.settled({ until: ({ content }) => citations(content).length > 0 });
    expect(await bot.kill()).toEqual({ code: null, signal: 'SIGKILL' });
    const shown = reply.text;
    openAi.setScenario('good');
    await startAgain(discord, modelSettings(openAi));
    expect(reply.text).toBe(`${shown}\n\n${restarted}`);
    expect(timesSaid(discord, restarted)).toBe(1);
  });

  it('while still thinking, the reader is told once, however often the bot is started', async () => {
    const discord = await openDiscord();
    const openAi = await serveModel({ ...half, scenarios: ['silent'] });
    const bot = await startBotProcess(discord, folder, modelSettings(openAi));
    discord.faults.add({ ...edits, times: 100, fault: { drop: 'before' } });
    const reply = await discord.driver.slash('ask', question);
    await reply.acknowledged();
    await bot.kill();
    expect(reply.thinking).toBe(true);
    discord.faults.clear();
    openAi.setScenario('good');
    await startAgain(discord, modelSettings(openAi));
    await (await startBotProcess(discord, folder)).stop();
    expect(reply.text).toBe(restarted);
    expect(timesSaid(discord, restarted)).toBe(1);
  });

  it('between the last edit and its confirmation, the answer stands as if nothing had been', async () => {
    const discord = await openDiscord();
    const bot = await startBotProcess(discord, folder);
    discord.faults.add({ ...edits, times: 100, fault: { drop: 'after' } });
    const reply = await discord.driver.slash('help');
    const { content } = await reply.settled({ until: (message) => message.content.includes('/ask') });
    await bot.kill();
    discord.faults.clear();
    await startAgain(discord);
    expect(reply.text).toBe(content);
    expect(timesSaid(discord, restarted)).toBe(0);
  });
});

describe('told to stop', { timeout: 60_000 }, () => {
  it('the bot first finishes an answer that is under way', async () => {
    const discord = await openDiscord();
    const openAi = await serveModel({ respond: writeFromEvidence, delayMilliseconds: 10 });
    const bot = await startBotProcess(discord, folder, modelSettings(openAi));
    const reply = await discord.driver.slash('ask', question);
    await reply.settled({ until: ({ content }) => citations(content).length > 0 });
    expect(await bot.stop()).toEqual({ code: 0, signal: null });
    expect(await answered(reply)).toContain('Written by loopback-model');
    expect(timesSaid(discord, restarted)).toBe(0);
  });

  it('the bot marks an answer that takes too long, and is gone before it would be killed', async () => {
    const discord = await openDiscord();
    const openAi = await serveModel(half);
    const bot = await startBotProcess(discord, folder, modelSettings(openAi));
    // An answer that was written to its end is kept, and would be given at once.
    const reply = await discord.driver.slash('ask', { question: 'when should an agent search the web?' });
    await reply.settled({ until: ({ content }) => citations(content).length > 0 });
    expect(await bot.stop()).toEqual({ code: 0, signal: null });
    expect(discord.unfinished()).toEqual([]);
    expect(citations(reply.text).length).toBeGreaterThan(0);
    expect(timesSaid(discord, restarted)).toBe(1);
  });
});
