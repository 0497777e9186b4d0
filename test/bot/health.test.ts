import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { dataFolder, runBotProcess, startBotProcess } from '../servers/bot-process.ts';
import { openDiscord } from '../servers/open-discord.ts';

/** A port that nobody uses now. */
async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}
const healthOf = async (port: string) => {
  const response = await fetch(`http://127.0.0.1:${port}/healthz`);
  return { status: response.status, body: (await response.json()) as Record<string, never> };
};

it('a supervisor is told that all is well, that the gateway is gone, and that it is back', {
  timeout: 60_000,
}, async () => {
  const discord = await openDiscord();
  const port = await freePort();
  const bot = await startBotProcess(discord, await dataFolder(), { HEALTH_PORT: port });
  expect(bot.stdout()).toContain(`Health is told at http://127.0.0.1:${port}/healthz`);
  expect(await healthOf(port)).toMatchObject({
    status: 200,
    body: { status: 'ok', gateway: { shards: [{ id: 0, state: 'ready' }] }, library: { sample: true }, lastSync: null },
  });
  await discord.gateway.outage();
  await expect.poll(async () => (await healthOf(port)).status).toBe(503);
  expect((await healthOf(port)).body.problems).toEqual(['No connection to Discord is ready.']);
  discord.gateway.recover();
  await expect.poll(async () => (await healthOf(port)).status, { timeout: 20_000 }).toBe(200);
  expect(await bot.stop()).toEqual({ code: 0, signal: null });
});

it('a bot that has not connected yet says so, and stops at once when it is told to', { timeout: 60_000 }, async () => {
  const discord = await openDiscord();
  // The gateway is known, and says nothing.
  discord.faults.add({ path: /^\/gateway/, fault: { delay: 20_000 } });
  const port = await freePort();
  const { token, apiUrl } = discord;
  const folder = await dataFolder();
  const bot = runBotProcess({ DATA_FOLDER: folder, DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, HEALTH_PORT: port });
  await expect.poll(() => bot.stdout(), { timeout: 20_000 }).toContain('Health is told');
  expect(await healthOf(port)).toMatchObject({
    status: 503,
    body: { problems: ['The bot has not connected to Discord yet.'], gateway: { shards: [] } },
  });
  expect(await bot.stop()).toEqual({ code: 0, signal: null });
  expect(bot.stderr()).toBe('');
});

it('a bot whose gateway cannot be reached ends with a sentence and a code, and does not linger', {
  timeout: 60_000,
}, async () => {
  const discord = await openDiscord();
  await discord.gateway.outage();
  const { token, apiUrl } = discord;
  const bot = runBotProcess({ DATA_FOLDER: await dataFolder(), DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl });
  expect(await bot.ended).toEqual({ code: 1, signal: null });
  expect(bot.stderr()).toContain('Discord cannot be reached at 127.0.0.1');
});

it('a port that is taken ends the start with one clear sentence', { timeout: 60_000 }, async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { token, apiUrl } = await openDiscord();
  const folder = await dataFolder();
  const settings = { DATA_FOLDER: folder, DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, HEALTH_PORT: String(port) };
  const bot = runBotProcess(settings);
  expect((await bot.ended).code).toBe(1);
  expect(bot.stderr().replace(/\s+/g, ' ')).toContain(
    `/healthz cannot be served at 127.0.0.1:${port}: the port is in use.`,
  );
  server.close();
});

it('a bot whose gateway has fallen silent is gone in time all the same', { timeout: 60_000 }, async () => {
  const discord = await openDiscord();
  const bot = await startBotProcess(discord, await dataFolder());
  discord.gateway.deafen();
  expect(await bot.stop()).toEqual({ code: 0, signal: null });
});
