import { describe, expect, it } from 'vitest';
import type { Cache } from '../../src/domain/ports.ts';
import type { LoopbackDiscord } from '../servers/discord/start-discord.ts';
import { openDiscord } from '../servers/open-discord.ts';
import { ask, gate, memoryCache, say, startBot } from './start-bot.ts';

const question = { question: 'does search help?' };
const restarted = 'I was restarted before I could finish. Please ask again.';

const pendingKeys = async (cache: Cache) => {
  const keys: string[] = [];
  for await (const [key] of cache.entries('pending:')) keys.push(key);
  return keys;
};

/** What a killed process leaves: the token refuses nothing, but nobody edits any more. */
async function askAndKill(discord: LoopbackDiscord, cache: Cache, progress: string | undefined, values = {}) {
  const deaf: Cache = { ...cache, delete: () => new Promise(() => {}) };
  const { connection } = await startBot(
    discord,
    [
      ask(async function* () {
        if (progress) yield say(progress, 'progress');
        await new Promise(() => {});
      }),
    ],
    { cache: deaf, factor: 1000 },
  );
  const reply = await discord.driver.slash('ask', { ...question, ...values });
  if (progress) await reply.settled({ until: ({ content }) => content === progress.trim() });
  else await reply.acknowledged();
  const before = discord.requests.length;
  // Nothing that the dying process still tries to say gets through.
  discord.faults.add({ path: /^\/webhooks\//, times: 1000, fault: { drop: 'before' } });
  await connection.stop();
  discord.faults.clear();
  expect(discord.requests.length).toBeGreaterThan(before);
  return reply;
}

describe('a restart leaves nothing hanging', () => {
  it('a reply that was still thinking says so', async () => {
    const discord = await openDiscord();
    const cache = memoryCache();
    const reply = await askAndKill(discord, cache, undefined);
    expect(reply.thinking).toBe(true);
    await startBot(discord, [], { cache });
    await reply.settled({ until: ({ content }) => content === restarted });
    await expect.poll(() => pendingKeys(cache)).toEqual([]);
  });

  it('what was already shown stays', async () => {
    const discord = await openDiscord();
    const cache = memoryCache();
    const reply = await askAndKill(discord, cache, 'Search helps');
    await startBot(discord, [], { cache });
    await reply.settled({ until: ({ content }) => content === `Search helps\n\n${restarted}` });
  });

  it('a full message gets the sentence beside it, as private as it was', async () => {
    const discord = await openDiscord();
    const cache = memoryCache();
    const full = 'word '.repeat(399).trim();
    const reply = await askAndKill(discord, cache, full, { private: true });
    await startBot(discord, [], { cache });
    await expect
      .poll(() => reply.followUps.map(({ content, flags }) => [content, flags & 64]))
      .toEqual([[restarted, 64]]);
    expect(reply.text).toBe(full);
  });

  it.each([
    ['deleted', /Unknown Message/],
    ['expired', /Invalid Webhook Token/],
  ])('a reply that is %s by then is forgotten', async (how, violation) => {
    const discord = await openDiscord();
    const cache = memoryCache();
    const reply = await askAndKill(discord, cache, undefined);
    expect(await pendingKeys(cache)).toHaveLength(1);
    if (how === 'deleted') reply.interaction.original = undefined;
    else discord.advance(16 * 60_000);
    discord.expectViolation(violation);
    await startBot(discord, [], { cache });
    await expect.poll(() => pendingKeys(cache)).toEqual([]);
  });

  it('a finished reply is not written down any more', async () => {
    const discord = await openDiscord();
    const { cache } = await startBot(discord, [
      ask(async function* () {
        yield say('It does.');
      }),
    ]);
    const reply = await discord.driver.slash('ask', question);
    await reply.settled({ until: ({ content }) => content === 'It does.' });
    await expect.poll(() => pendingKeys(cache)).toEqual([]);
  });

  it('a broken cache is not the reader’s trouble', async () => {
    const discord = await openDiscord();
    const broken = () => Promise.reject(new Error('disk full'));
    const cache: Cache = { ...memoryCache(), set: broken, delete: broken };
    await startBot(
      discord,
      [
        ask(async function* () {
          yield say('It does.');
        }),
      ],
      { cache },
    );
    const reply = await discord.driver.slash('ask', question);
    await reply.settled({ until: ({ content }) => content === 'It does.' });
  });
});

describe('an orderly stop', () => {
  it('waits for answers that are nearly there', async () => {
    const discord = await openDiscord();
    const search = gate();
    const { connection } = await startBot(discord, [
      ask(async function* () {
        await search.opened;
        yield say('It does.');
      }),
    ]);
    const reply = await discord.driver.slash('ask', question);
    await reply.acknowledged();
    const stopped = connection.stop();
    const late = await discord.driver.slash('ask', question);
    await late.settled({ until: ({ content }) => content.startsWith('I am being restarted') });
    search.open();
    await stopped;
    expect(reply.text).toBe('It does.');
  });

  it('marks those that are not, keeping what was shown', async () => {
    const discord = await openDiscord();
    const { connection, cache } = await startBot(
      discord,
      [
        ask(async function* () {
          yield say('Search helps', 'progress');
          await new Promise(() => {});
        }),
      ],
      { factor: 100 },
    );
    const reply = await discord.driver.slash('ask', question);
    await reply.settled({ until: ({ content }) => content === 'Search helps' });
    await connection.stop();
    expect(reply.text).toBe(`Search helps\n\n${restarted}`);
    expect(await pendingKeys(cache)).toEqual([]);
  });
});
