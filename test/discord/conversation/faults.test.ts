import { describe, expect, it } from 'vitest';
import type { LoopbackDiscord } from '../../servers/discord/start-discord.ts';
import { openDiscord } from '../../servers/open-discord.ts';
import { ask, gate, say, startBot } from '../start-bot.ts';

const messages = /^\/channels\/\d+\/messages/;
const replies = (discord: LoopbackDiscord) => discord.driver.messages().filter(({ author }) => author.bot);

async function start() {
  const discord = await openDiscord();
  const { log } = await startBot(discord, [
    ask(async function* () {
      yield say('Reading…', 'progress');
      yield say('It does.');
    }),
  ]);
  return { discord, driver: discord.driver, log };
}

describe('an answer to a mention arrives once, although', () => {
  it.each([
    ['the first message fails before it is there', { method: 'POST', path: messages, fault: { status: 502 } }],
    [
      'the first message fails after it is there',
      { method: 'POST', path: messages, fault: { status: 502, afterEffect: true } },
    ],
    ['the connection is cut before it', { method: 'POST', path: messages, fault: { drop: 'before' } }],
    ['the connection is cut after it', { method: 'POST', path: messages, fault: { drop: 'after' } }],
    ['edits fail twice', { method: 'PATCH', times: 2, fault: { status: 503 } }],
    ['the connection is cut after an edit', { method: 'PATCH', fault: { drop: 'after' } }],
    [
      'Discord asks to wait',
      {
        method: 'POST',
        path: messages,
        fault: {
          status: 429,
          headers: { 'retry-after': '0.05' },
          body: { message: 'slow', retry_after: 0.05, global: false },
        },
      },
    ],
  ] as const)('%s', async (_, fault) => {
    const { discord, driver } = await start();
    discord.faults.add(fault);
    const said = driver.mention('does search help?');
    await driver.hears({ after: said, until: ({ content }) => content === 'It does.' });
    expect(replies(discord)).toHaveLength(1);
  });

  it('what was asked is deleted meanwhile', async () => {
    const discord = await openDiscord();
    const search = gate();
    await startBot(discord, [
      ask(async function* () {
        yield say('Reading…', 'progress');
        await search.opened;
        yield say('It does.');
      }),
    ]);
    const { driver } = discord;
    const said = driver.mention('does search help?');
    await driver.hears({ until: ({ content }) => content === 'Reading…' });
    driver.remove(said);
    search.open();
    await driver.hears({ until: ({ content }) => content === 'It does.' });
    expect(replies(discord)).toHaveLength(1);
  });

  it('we may not read what was said before', async () => {
    const { discord, driver } = await start();
    const body = { code: 160002, message: 'Cannot reply without permission to read message history' };
    discord.faults.add({ method: 'POST', path: messages, fault: { status: 400, body } });
    const said = driver.mention('does search help?');
    const heard = await driver.hears({ after: said, until: ({ content }) => content === 'It does.' });
    expect(heard.message_reference).toBeUndefined();
  });
});

describe('nothing is said, and the log tells why, when', () => {
  it.each([
    ['we may not write there', 403, 50013],
    ['we may not see the channel', 403, 50001],
    ['the channel is gone', 404, 10003],
  ])('%s', async (_, status, code) => {
    const { discord, driver, log } = await start();
    discord.faults.add({ method: 'POST', path: messages, fault: { status, body: { code, message: 'no' } } });
    driver.mention('does search help?');
    await expect.poll(() => log.lines.map(({ event }) => event)).toContain('discord-message-not-answered');
    expect(replies(discord)).toEqual([]);
    const next = driver.mention('and now?');
    await driver.hears({ after: next, until: ({ content }) => content === 'It does.' });
  });
});

it('a reply that a moderator deletes ends the work quietly', async () => {
  const discord = await openDiscord();
  const ended = gate();
  await startBot(discord, [
    ask(async function* (_args, _services, { signal }) {
      signal.addEventListener('abort', () => ended.open());
      for (let step = 0; !signal.aborted; step += 1) {
        yield say(`Step ${step}`, 'progress');
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }),
  ]);
  discord.expectViolation(/Unknown Message/);
  const { driver } = discord;
  const said = driver.mention('does search help?');
  const heard = await driver.hears({ after: said, until: ({ content }) => content.startsWith('Step') });
  driver.as('root', { may: ['manageMessages'] }).remove(heard);
  await ended.opened;
  expect(replies(discord)).toEqual([]);
});

it('a conversation that is replayed after a reconnect is answered once', async () => {
  const { discord, driver } = await start();
  await discord.gateway.reconnect();
  const said = driver.mention('does search help?');
  await driver.hears({ after: said, until: ({ content }) => content === 'It does.' });
  expect(replies(discord)).toHaveLength(1);
});
