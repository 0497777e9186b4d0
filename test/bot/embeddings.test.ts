import { expect, it } from 'vitest';
import { dataFolder, startBotProcess } from '../servers/bot-process.ts';
import { afterwards, openDiscord } from '../servers/open-discord.ts';
import { startOpenAi } from '../servers/openai.ts';
import type { EmbeddingRouteOptions } from '../servers/openai-embeddings.ts';
import { answered, expectCited, samplePapers } from './read-reply.ts';

async function start(embeddings: EmbeddingRouteOptions = {}) {
  const server = await startOpenAi({ embeddings });
  afterwards(() => server.close());
  const discord = await openDiscord();
  const bot = await startBotProcess(discord, await dataFolder(), {
    EMBEDDINGS: 'openai',
    EMBEDDINGS_BASE_URL: server.baseUrl,
    EMBEDDINGS_MODEL: 'embed-small',
    LOG_LEVEL: 'info',
  });
  return { server, discord, bot };
}
const QUESTION = { question: 'how can a model decide when to search?' };

it('the bot embeds its papers while it answers, and then embeds questions', { timeout: 60_000 }, async () => {
  const { server, discord, bot } = await start();
  await expect.poll(bot.stderr, { timeout: 20_000 }).toContain('embeddings-complete');
  const texts = server.embeddingRequests.flatMap(({ body }) => body.input);
  expect(texts).toHaveLength(samplePapers().size);
  expectCited(await answered(await discord.driver.slash('ask', QUESTION)));
  expect(server.embeddingRequests.at(-1)?.body.input).toHaveLength(1);
  const about = JSON.stringify(await answered(await discord.driver.slash('about', {})));
  expect(about).toContain('sends your question to the embeddings server (openai:embed-small');
  expect(await bot.stop()).toEqual({ code: 0, signal: null });
});

it('a server of embeddings that never answers holds up neither answers nor the end', { timeout: 60_000 }, async () => {
  const { server, discord, bot } = await start({ scenarios: ['silent'] });
  await expect.poll(() => server.embeddingRequests.length, { timeout: 20_000 }).toBe(1);
  expectCited(await answered(await discord.driver.slash('ask', QUESTION)));
  expect(await bot.stop()).toEqual({ code: 0, signal: null });
});
