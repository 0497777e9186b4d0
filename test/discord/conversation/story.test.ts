import { afterAll, beforeAll, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { messageCommands } from '../../../commands/message-commands.ts';
import { connectDiscord } from '../../../src/discord/connect.ts';
import { createRecordingLog } from '../../doubles/recording-log.ts';
import { afterwards, openDiscord } from '../../servers/open-discord.ts';
import { openSmallLibrary, type SmallLibrary, servicesOver } from '../../small-library.ts';
import { createQuickClock } from '../quick-clock.ts';
import { memoryCache } from '../start-bot.ts';

let small: SmallLibrary;
beforeAll(async () => {
  small = await openSmallLibrary();
});
afterAll(() => small.close());

/** Paperboy as it is, over a small library, without a language model. */
async function start() {
  const discord = await openDiscord();
  const connection = await connectDiscord({
    token: discord.token,
    apiUrl: discord.apiUrl,
    commands,
    messageCommands,
    services: servicesOver(small.library, { conversationCache: memoryCache() }),
    cache: memoryCache(),
    clock: createQuickClock(10),
    log: createRecordingLog(),
  });
  afterwards(() => connection.stop());
  return discord;
}

it('two people talk with Paperboy about a paper that a third one shared', async () => {
  const discord = await start();
  const ada = discord.driver;
  const grace = ada.as('grace');
  const shared = ada.as('alan').say('Everybody should read https://arxiv.org/abs/2606.00001v1 and arXiv:2501.99999');

  const explained = await grace.messageCommand('Explain the papers here', shared);
  await explained.settled({ until: ({ content }) => content.includes('not in the library') });
  expect(explained.ephemeral).toBe(true);
  expect(explained.text).toContain('Ask-R1: Deciding When to Search');
  expect(explained.text).toContain('https://arxiv.org/abs/2501.99999');

  const related = await grace.messageCommand('Find related papers', shared);
  await related.settled({ until: (message) => JSON.stringify(message).includes('Papers like') });
  expect(related.ephemeral).toBe(true);

  await ada.slash('discuss', { paper: '2606.00001' });
  await expect.poll(() => discord.channels.map(({ name }) => name)).toContain('Ask-R1: Deciding When to Search');
  const thread = ada.in('Ask-R1: Deciding When to Search');
  const opening = await thread.hears({ until: ({ content }) => content.startsWith('Go on here') });

  const asked = thread.say('how many fewer search calls does it make?', { replyTo: opening });
  const answer = await thread.hears({ after: asked, until: ({ content }) => content.includes('30%') });
  expect(answer.content).toContain('https://arxiv.org/abs/2606.00001');

  const graceInThread = thread.as('grace');
  const more = graceInThread.say('and when does it search?', { replyTo: answer });
  const second = await graceInThread.hears({ after: more, until: ({ content }) => content.includes('unsure') });
  expect(second.content).toContain('https://arxiv.org/abs/2606.00001');

  const direct = ada.direct();
  const private_ = direct.say('how much faster do diffusion language models decode?');
  await direct.hears({ after: private_, until: ({ content }) => content.includes('4 times faster') });
});

it('what mentions people in a paper mentions nobody in an answer', async () => {
  const discord = await start();
  const { driver } = discord;
  const said = driver.mention('who is annoyed by mentions in chat rooms?');
  const answer = await driver.hears({ after: said, until: ({ content }) => content.includes('80%') });
  expect(answer.mentions).toEqual([]);
  expect(answer.content).not.toMatch(/(?<!\\)@everyone|<@\d/);
});
