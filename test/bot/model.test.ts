import { beforeAll, expect, it } from 'vitest';
import { dataFolder, modelSettings, startBotProcess } from '../servers/bot-process.ts';
import type { LoopbackDiscord } from '../servers/discord/start-discord.ts';
import { inTheEnd, openDiscord } from '../servers/open-discord.ts';
import { startOpenAi } from '../servers/openai.ts';
import { answered, citations, expectCited, expectNoPing, replied, samplePapers } from './read-reply.ts';
import { writeFromEvidence } from './write-from-evidence.ts';

const [one = '', other = ''] = [...samplePapers().values()].map(({ id }) => id);
const written = 'Written by loopback-model; citations, quotes and numbers checked';

let discord: LoopbackDiscord;

beforeAll(async () => {
  discord = await openDiscord({}, inTheEnd);
  const openAi = await startOpenAi({ respond: writeFromEvidence, delayMilliseconds: 25 });
  inTheEnd(() => openAi.close());
  await startBotProcess(discord, await dataFolder(inTheEnd), modelSettings(openAi), inTheEnd);
});

it('a person asks, sees the answer grow sentence by sentence, and learns which model wrote it', async () => {
  const reply = await discord.driver.slash('ask', { question: 'how can a model decide when to search?' });
  const text = await answered(reply);
  const edits = reply.history.filter(({ what }) => what === 'edit');
  const states = edits.map(({ message }) => message?.content ?? '');
  expect(states.some((state) => /^(Looking|Reading)/.test(state))).toBe(true);
  const growth = states.map((state) => citations(state).length);
  expect(growth).toEqual([...growth].sort((a, b) => a - b));
  expect(new Set(growth.filter((count) => count > 0)).size).toBeGreaterThan(1);
  expectCited(text);
  expect(text).toContain(written);
});

it.each([
  ['summarize', { paper: one }],
  ['compare', { papers: `${one} vs ${other}` }],
])('/%s is written by the model, cited and checked', async (command, values) => {
  const text = await answered(await discord.driver.slash(command, values));
  expectCited(text);
  expect(text).toContain(written);
});

it('/about names the model', async () => {
  expect(await replied(await discord.driver.slash('about'))).toContain('loopback-model');
});

it('nothing of all this could ping anybody, and nobody is left waiting', () => {
  expectNoPing(discord);
  expect(discord.unfinished()).toEqual([]);
});
