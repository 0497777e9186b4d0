import { Status } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { startComponentBot, type Ways } from './component-bot.ts';
import type { Driver } from './discord/driver.ts';
import type { DiscordOptions } from './discord/start-discord.ts';
import { openDiscord } from './open-discord.ts';

const commands = [{ name: 'ask', description: 'Ask' }];
const onInteraction: Ways['onInteraction'] = async (interaction) => {
  if (!interaction.isChatInputCommand()) return;
  await interaction.deferReply();
  await interaction.editReply('Done');
};

async function open(options: DiscordOptions = {}) {
  const discord = await openDiscord(options);
  await startComponentBot(discord, { commands, onInteraction });
  return discord;
}

async function answered(driver: Driver): Promise<void> {
  const reply = await driver.slash('ask');
  await reply.settled({ until: ({ content }) => content === 'Done' });
}

describe('the gateway', () => {
  test('a session that is over is started anew', async () => {
    const discord = await open();
    await discord.gateway.invalidate();
    await discord.waitFor(() => (discord.gateway.connected() === 1 ? true : undefined));
    await answered(discord.driver);
    expect(discord.gateway.counts).toEqual({ identified: 2, resumed: 0 });
  }, 20_000);

  test('a session that is only shaken is resumed', async () => {
    const discord = await open();
    await discord.gateway.invalidate(true);
    await answered(discord.driver);
    expect(discord.gateway.counts).toEqual({ identified: 1, resumed: 1 });
  }, 20_000);

  test('a bot that sends no heartbeats is closed with 4009, one that sends them is not', async () => {
    const discord = await openDiscord({ heartbeatInterval: 100 });
    const mute = new WebSocket(`${discord.apiUrl.replace(/^http/, 'ws').replace(/\/api$/, '')}/?v=10&encoding=json`);
    const closed = new Promise<number>((resolve) => mute.addEventListener('close', ({ code }) => resolve(code)));
    await startComponentBot(discord, { commands, onInteraction });
    expect(await closed).toBe(4009);
    // The other one has beaten several times by now.
    await answered(discord.driver);
    expect(discord.gateway.counts).toEqual({ identified: 1, resumed: 0 });
  });

  test('a connection that is up but deaf is noticed by its heartbeats', async () => {
    const discord = await open({ heartbeatInterval: 200 });
    discord.gateway.deafen();
    await answered(discord.driver);
    expect(discord.gateway.counts.resumed).toBe(1);
  }, 20_000);

  test('an outage ends', async () => {
    const discord = await open();
    await discord.gateway.outage();
    expect(discord.gateway.connected()).toBe(0);
    discord.gateway.recover();
    await answered(discord.driver);
  }, 30_000);

  test('every server belongs to one shard, and each shard is told of its own', async () => {
    const discord = await openDiscord({ servers: ['Second', 'Third'], shards: 2, maxConcurrency: 16 });
    const bot = await startComponentBot(discord, { commands, onInteraction, options: { shards: 'auto' } });
    expect(bot.client.ws.shards.map(({ status }) => status)).toEqual([Status.Ready, Status.Ready]);
    await expect.poll(() => bot.client.guilds.cache.size).toBe(3);
    const shardOf = (name: string) => bot.client.guilds.cache.find((guild) => guild.name === name)?.shardId;
    expect(shardOf('Second')).not.toBe(shardOf('Third'));
    expect(discord.gateway.sessions().map(({ shard }) => shard)).toEqual([
      [0, 2],
      [1, 2],
    ]);
    const general = discord.channels.filter(({ name }) => name === 'general');
    for (const { id } of general) await answered(discord.driver.in(id));
  });

  test('one bot without shards is not enough where two are asked for', async () => {
    const discord = await openDiscord({ shards: 2 });
    await expect(startComponentBot(discord, { options: { shards: [0], shardCount: 1 } })).rejects.toThrow();
  });

  test('shards that identify all at once are sent away', async () => {
    const discord = await openDiscord({ shards: 2, maxConcurrency: 1 });
    discord.expectViolation(/max_concurrency/);
    const greet = (shard: number) =>
      new Promise<number>((resolve) => {
        const socket = new WebSocket(discord.apiUrl.replace(/^http(.*)\/api$/, 'ws$1/?v=10&encoding=json'));
        socket.onmessage = ({ data }) => {
          const { op } = JSON.parse(String(data));
          if (op === 10)
            socket.send(JSON.stringify({ op: 2, d: { token: discord.token, intents: 1, shard: [shard, 2] } }));
          else if (op === 0 || op === 9) {
            socket.close();
            resolve(op);
          }
        };
      });
    expect(await greet(0)).toBe(0);
    expect(await greet(1)).toBe(9);
    discord.advance(5000);
    expect(await greet(1)).toBe(0);
  });
});
