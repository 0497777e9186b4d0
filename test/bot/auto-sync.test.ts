import { expect, it } from 'vitest';
import { feedDay } from '../../src/digest/feed-day.ts';
import { arxivEntry, dailyItem } from '../jobs/daily-lists.ts';
import { startArxiv } from '../servers/arxiv.ts';
import { dataFolder, startBotProcess } from '../servers/bot-process.ts';
import { startHuggingFace } from '../servers/hugging-face.ts';
import { afterwards, openDiscord } from '../servers/open-discord.ts';
import { replied } from './read-reply.ts';

const PAPERS = 30;

/** Sources that have a list for the day that the feed has now. */
async function serveSources() {
  const ids = Array.from({ length: PAPERS }, (_, at) => `2607.${String(at).padStart(5, '0')}`);
  const list = ids.map((id) => dailyItem(id));
  const days = new Map([[feedDay(Date.now()).current, JSON.stringify(list)]]);
  const entries = new Map(ids.map((id) => [id, arxivEntry(id)]));
  const [huggingFace, arxiv] = [await startHuggingFace({ days }), await startArxiv({ entries })];
  afterwards(() => huggingFace.close());
  afterwards(() => arxiv.close());
  return {
    huggingFace,
    settings: { SYNC_EVERY_MINUTES: '60', HUGGING_FACE_URL: huggingFace.url, ARXIV_URL: arxiv.url },
  };
}

it('a new bot answers from the sample at once, and from today’s papers a little later, without a restart', {
  timeout: 90_000,
}, async () => {
  const discord = await openDiscord();
  const { huggingFace, settings } = await serveSources();
  const bot = await startBotProcess(discord, await dataFolder(), settings);
  expect(bot.stdout()).toContain('the bundled sample until the real ones are fetched');
  expect(await replied(await discord.driver.slash('search', { query: 'agents' }))).toContain('papers on “agents”');
  // Questions go on all the while.
  const about = async () => replied(await discord.driver.slash('about'));
  await expect.poll(about, { timeout: 60_000, interval: 500 }).toContain(`${PAPERS} papers`);
  expect(await replied(await discord.driver.slash('trending'))).toContain('on searching');
  expect(huggingFace.requests.length).toBeGreaterThanOrEqual(7);
  expect(await bot.stop()).toEqual({ code: 0, signal: null });
  expect(bot.stderr()).toBe('');
});

it('a bot that is told to stop in the middle of a sync stops cleanly', { timeout: 60_000 }, async () => {
  const discord = await openDiscord();
  const { huggingFace, settings } = await serveSources();
  huggingFace.setScenario('slow');
  const bot = await startBotProcess(discord, await dataFolder(), settings);
  await expect.poll(() => huggingFace.requests.length, { timeout: 20_000 }).toBeGreaterThan(0);
  expect(await bot.stop()).toEqual({ code: 0, signal: null });
  expect(bot.stderr()).toBe('');
});
