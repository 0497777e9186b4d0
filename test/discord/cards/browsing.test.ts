/** How people browse lists of papers on Discord: pages, orders, private copies, what a paper's buttons do. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands as all } from '../../../commands/index.ts';
import type { Services } from '../../../commands/services.ts';
import { connectDiscord } from '../../../src/discord/connect.ts';
import { paper } from '../../doubles/paper.ts';
import { createRecordingLog } from '../../doubles/recording-log.ts';
import { messageText } from '../../servers/discord/reply-handle.ts';
import { schemaCheck } from '../../servers/discord/schema-check.ts';
import { everyComponent, type WireMessage } from '../../servers/discord/wire.ts';
import { afterwards, openDiscord } from '../../servers/open-discord.ts';
import { openSmallLibrary, type SmallLibrary, servicesOver } from '../../small-library.ts';
import { createQuickClock } from '../quick-clock.ts';
import { memoryCache } from '../start-bot.ts';

const commands = all.filter(({ definition: { name } }) =>
  ['ask', 'paper', 'search', 'similar', 'summarize', 'trending'].includes(name),
);
const ROBOTS = Array.from({ length: 12 }, (_, at) =>
  paper({
    id: `arxiv:2602.${String(at).padStart(5, '0')}`,
    title: `Walking Robots, Part ${at + 1}`,
    abstract: `We present robots that walk on sand with ${at + 2} motors. Everybody likes sand.`,
    authors: ['Grace Hopper'],
    listedOn: `2026-02-${String(at + 1).padStart(2, '0')}`,
    upvotes: (at * 7) % 12,
  }),
);

let small: SmallLibrary;
let services: Services;
beforeAll(async () => {
  small = await openSmallLibrary(ROBOTS);
  services = servicesOver(small.library);
  // Compiled at their first use, in the process of the bot: on a busy machine that is a good part of its 3 s.
  const schemas = schemaCheck();
  schemas.check('PATCH', '/webhooks/1/token/messages/@original', {});
  schemas.check('POST', '/interactions/1/token/callback', { type: 5 });
}, 60_000);
afterAll(() => small.close());

async function openBot(cache = memoryCache()) {
  const discord = await openDiscord();
  const { token, apiUrl } = discord;
  const start = async () => {
    const log = createRecordingLog();
    const connection = await connectDiscord({
      ...{ token, apiUrl, commands, services, cache, log },
      clock: createQuickClock(10),
    });
    let stopped: Promise<void> | undefined;
    const stop = () => (stopped ??= connection.stop());
    afterwards(stop);
    return stop;
  };
  return { discord, start, stop: await start() };
}
const shows = (text: string) => ({ until: (message: WireMessage) => messageText(message).includes(text) });
const titles = (message: WireMessage | undefined) =>
  message
    ? [...messageText(message).matchAll(/^### (\d+)\. \[(.*?)\]/gm)].map(([, number, title]) => `${number} ${title}`)
    : [];
const search = { query: 'walking robots', sort: 'newest' };

describe('a list of papers', () => {
  it('is turned page by page by whoever asked, and ordered anew', async () => {
    const { discord } = await openBot();
    const list = await discord.driver.slash('search', search);
    await list.settled(shows('page 1 of 3'));
    expect(titles(list.reply)).toEqual([12, 11, 10, 9, 8].map((part, at) => `${at + 1} Walking Robots, Part ${part}`));
    const second = await list.press('Next');
    await second.settled(shows('page 2 of 3'));
    expect(second.reply?.id).toBe(list.reply?.id);
    expect(titles(second.reply)[0]).toBe('6 Walking Robots, Part 7');
    const third = await second.press('Next');
    await third.settled(shows('page 3 of 3'));
    expect(titles(third.reply)).toHaveLength(2);
    await expect(third.press('Next')).rejects.toThrow();
    const upvoted = await third.choose('Order', ['most upvoted first']);
    await upvoted.settled(shows('most upvoted first, page 1 of 3'));
    const chosen = everyComponent(upvoted.reply?.components).find(({ type }) => type === 3);
    expect(chosen?.options?.find((option) => option.default)?.label).toBe('most upvoted first');
  });

  it('is turned by others in a private copy of their own', async () => {
    const { discord } = await openBot();
    const list = await discord.driver.slash('search', search);
    await list.settled(shows('page 1 of 3'));
    const theirs = await discord.driver.as('bob').press('Next', list.reply as WireMessage);
    await theirs.settled(shows('page 2 of 3'));
    expect(theirs.ephemeral).toBe(true);
    expect(list.text).toContain('page 1 of 3');
    const further = await theirs.press('Next');
    await further.settled(shows('page 3 of 3'));
    expect(further.reply?.id).toBe(theirs.reply?.id);
  });

  it('can be turned after a restart', async () => {
    const { discord, start, stop } = await openBot();
    const list = await discord.driver.slash('search', search);
    await list.settled(shows('page 1 of 3'));
    await stop();
    await start();
    const next = await list.press('Next');
    await next.settled(shows('page 2 of 3'));
    expect(titles(next.reply)).toHaveLength(5);
  });

  it('shows an abstract to whoever wants to read it, and papers like one to all', async () => {
    const { discord } = await openBot();
    const list = await discord.driver.slash('search', search);
    await list.settled(shows('page 1 of 3'));
    const abstract = await list.press('Abstract');
    await abstract.settled(shows('Everybody likes sand.'));
    expect(abstract.ephemeral).toBe(true);
    const similar = await list.press('Similar');
    await similar.settled(shows('Papers like'));
    expect(similar.ephemeral).toBe(false);
    const summary = await list.press('Summarize');
    await summary.settled(shows('robots that walk on sand'));
  });

  it('of a question is the same list', async () => {
    const { discord } = await openBot();
    const list = await discord.driver.slash('ask', { question: 'latest papers on walking robots' });
    await list.settled(shows('page 1 of 3'));
    const next = await list.press('Next');
    await next.settled(shows('page 2 of 3'));
    expect(titles(next.reply)[0]).toBe('6 Walking Robots, Part 7');
  });
});

it('what is trending is shown for another period', async () => {
  const { discord } = await openBot();
  const today = await discord.driver.slash('trending');
  await today.settled(shows('Trending on 2026-02-12'));
  const week = await today.choose('Period', ['the last seven days']);
  await week.settled(shows('from 2026-02-06 to 2026-02-12, page 1 of 2'));
  expect(week.reply?.id).toBe(today.reply?.id);
});

it('a paper has what can be done with it below it', async () => {
  const { discord } = await openBot();
  const card = await discord.driver.slash('paper', { which: '2602.00003' });
  await card.settled(shows('Walking Robots, Part 4'));
  const labels = everyComponent(card.reply?.components).flatMap(({ type, label }) => (type === 2 ? [label] : []));
  expect(labels).toEqual(expect.arrayContaining(['Summarize', 'Similar', 'Open']));
});

it('authors are suggested while their name is typed', async () => {
  const { discord } = await openBot();
  expect(await discord.driver.autocomplete('search', { query: 'robots', author: 'gra' }, 'author')).toEqual([
    { name: 'Grace Hopper', value: 'Grace Hopper' },
  ]);
});
