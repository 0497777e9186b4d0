import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Message } from '../../src/domain/message.ts';
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

const never = new Promise<never>(() => {});

/** What a killed process leaves: the token refuses nothing, but nobody edits or writes down any more. */
async function askAndKill(discord: LoopbackDiscord, cache: Cache, progress: string | undefined, values = {}) {
  let alive = true;
  const deaf: Cache = { ...cache, set: (...entry) => (alive ? cache.set(...entry) : never), delete: () => never };
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
  alive = false;
  await connection.stop();
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

describe('an answer that was ready when the process was killed', () => {
  const answering = (message: Message) =>
    ask(async function* () {
      yield message;
    });

  it('is delivered by the next process when it was not sent', async () => {
    const discord = await openDiscord();
    const cache = memoryCache();
    discord.faults.add({ method: 'PATCH', path: /^\/webhooks\//, times: 1000, fault: { drop: 'before' } });
    const { connection, log } = await startBot(discord, [answering(say('It does.'))], { cache, factor: 1000 });
    const reply = await discord.driver.slash('ask', question);
    await expect.poll(() => log.events()).toContain('discord-reply-not-delivered');
    await connection.stop();
    expect(reply.thinking).toBe(true);
    discord.faults.clear();
    await startBot(discord, [], { cache });
    await reply.settled({ until: ({ content }) => content === 'It does.' });
    await expect.poll(() => pendingKeys(cache)).toEqual([]);
  });

  it('stays as it is when it was sent and only not crossed off', async () => {
    const discord = await openDiscord();
    const cache = memoryCache();
    const deaf: Cache = { ...cache, delete: () => never };
    const { connection } = await startBot(discord, [answering(say('It does.'))], { cache: deaf, factor: 1000 });
    const reply = await discord.driver.slash('ask', question);
    await reply.settled({ until: ({ content }) => content === 'It does.' });
    await connection.stop();
    expect(await pendingKeys(cache)).toHaveLength(1);
    await startBot(discord, [], { cache });
    await expect.poll(() => pendingKeys(cache)).toEqual([]);
    expect(reply.text).toBe('It does.');
    expect(reply.followUps).toEqual([]);
  });

  it('keeps its end as a file when it was sent in part', async () => {
    const discord = await openDiscord();
    const cache = memoryCache();
    const delivered = z.object({ answer: z.object({ delivered: z.literal(1) }) });
    let half = false;
    const dying: Cache = {
      ...cache,
      async set(key, value, timeToLive) {
        await cache.set(key, value, timeToLive);
        half ||= delivered.safeParse(value).success;
        if (half) await never;
      },
    };
    const long = ['0', '1', '2'].map((word) => `${`${word} `.repeat(900)}.`).join('\n\n');
    const { connection } = await startBot(discord, [answering(say(long))], { cache: dying, factor: 1000 });
    const reply = await discord.driver.slash('ask', question);
    await expect.poll(() => half).toBe(true);
    await connection.stop();
    await startBot(discord, [], { cache });
    const { attachments } = await reply.settled({ until: (message) => message.attachments.length === 1 });
    const rest = discord.file(attachments[0]?.id ?? '')?.toString() ?? '';
    expect([reply.text, rest].map((text) => [...new Set(text.match(/\d/g))])).toEqual([['0'], ['1', '2']]);
    expect(reply.followUps).toEqual([]);
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
