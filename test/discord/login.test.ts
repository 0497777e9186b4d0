import { expect, it } from 'vitest';
import { connectDiscord } from '../../src/discord/connect.ts';
import { DiscordFault } from '../../src/domain/errors.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';
import { openDiscord } from '../servers/open-discord.ts';
import { createQuickClock } from './quick-clock.ts';
import { ask, memoryCache, say, startBot } from './start-bot.ts';

const connect = (apiUrl: string, token: string) =>
  connectDiscord({
    token,
    apiUrl,
    commands: [],
    services: undefined,
    cache: memoryCache(),
    clock: createQuickClock(10),
    log: createRecordingLog(),
  });
const failure = (attempt: Promise<unknown>) =>
  attempt.then(
    () => undefined,
    (error: unknown) => error as DiscordFault,
  );

it('a wrong token is said to be wrong, with where to find the right one', async () => {
  const discord = await openDiscord();
  const fault = await failure(connect(discord.apiUrl, 'wrong.token.entirely'));
  expect(fault).toBeInstanceOf(DiscordFault);
  expect(fault?.message).toBe('Discord does not accept the token.');
  expect(fault?.help).toMatch(/Bot → Reset Token.*DISCORD_TOKEN in \.env/);
  expect(fault?.retryable).toBe(false);
});

it('a Discord that nobody answers for is said to be out of reach, by its host', async () => {
  const fault = await failure(connect('http://127.0.0.1:1/api', 'a.b.c'));
  expect(fault?.message).toBe('Discord cannot be reached at 127.0.0.1:1.');
  expect(fault?.retryable).toBe(true);
});

it('a Discord that is down is said to be down', async () => {
  const discord = await openDiscord();
  discord.faults.add({ path: /gateway/, times: 10, fault: { status: 503 } });
  const fault = await failure(connect(discord.apiUrl, discord.token));
  expect(fault?.message).toMatch(/cannot be reached at .* \(it answers 503\)/);
});

it.each([
  [4004, 'Discord does not accept the token.'],
  [4014, 'Discord does not allow the intents that Paperboy asks for.'],
])('a connection closed for good in mid-life (%i) ends the program with a sentence', async (code, sentence) => {
  const discord = await openDiscord();
  const faults: DiscordFault[] = [];
  await startBot(discord, [], { onFatal: (fault) => faults.push(fault) });
  await discord.gateway.cut(code);
  await expect.poll(() => faults.map(({ message }) => message)).toEqual([sentence]);
});

it('a token that was reset while we run ends the program with a sentence', async () => {
  const discord = await openDiscord();
  const faults: DiscordFault[] = [];
  const unauthorised = { status: 401, body: { message: '401: Unauthorized', code: 0 } };
  discord.faults.add({ method: 'GET', path: /\/commands$/, fault: unauthorised });
  await startBot(discord, [], { onFatal: (fault) => faults.push(fault) });
  await expect.poll(() => faults.map(({ message }) => message)).toEqual(['Discord does not accept the token.']);
});

it('a broken connection comes back by itself', async () => {
  const discord = await openDiscord();
  const { log } = await startBot(discord, [
    ask(async function* () {
      yield say('It does.');
    }),
  ]);
  await discord.gateway.cut(1011);
  await expect.poll(() => log.events(), { timeout: 10_000 }).toContain('discord-resumed');
  const reply = await discord.driver.slash('ask', { question: 'does it?' });
  await reply.settled({ until: ({ content }) => content === 'It does.' });
});

it('a command that we no longer have is answered with a private sentence', async () => {
  const discord = await openDiscord();
  const { connection } = await startBot(discord, [ask(async function* () {})]);
  await connection.stop();
  discord.faults.add({ method: 'GET', path: /\/commands$/, times: 10, fault: { status: 503 } });
  await startBot(discord, [], { factor: 100 });
  const reply = await discord.driver.slash('ask', { question: 'does it?' });
  await reply.settled({ until: ({ content }) => content.startsWith('I no longer know this command') });
  expect(reply.ephemeral).toBe(true);
});
