import { describe, expect, it } from 'vitest';
import type { DiscordFault } from '../../src/domain/errors.ts';
import { openDiscord } from '../servers/open-discord.ts';
import { createQuickClock } from './quick-clock.ts';
import { ask, say, startBot } from './start-bot.ts';

const answering = ask(async function* () {
  yield say('It does.');
});
const question = { question: 'does it?' };

describe('a gateway that asks for two shards', () => {
  it('gets two, each for its servers, and every server is answered once', { timeout: 30_000 }, async () => {
    const discord = await openDiscord({ shards: 2, maxConcurrency: 2, servers: ['Another group'] });
    const { connection } = await startBot(discord, [answering]);
    expect(
      discord.gateway
        .sessions()
        .map(({ shard }) => shard)
        .toSorted(),
    ).toEqual([
      [0, 2],
      [1, 2],
    ]);
    expect(connection.shards().map(({ id, ready }) => [id, ready])).toEqual([
      [0, true],
      [1, true],
    ]);
    for (const driver of [discord.driver, discord.driver.in('general')]) {
      const reply = await driver.slash('ask', question);
      await reply.settled({ until: ({ content }) => content.startsWith('It does.') });
    }
    expect(discord.interactions().every(({ followUps }) => followUps.length === 0)).toBe(true);
  });

  it('is waited for as long as one after the other becomes ready', { timeout: 30_000 }, async () => {
    const discord = await openDiscord({ shards: 2, servers: ['Another group'] });
    const { connection } = await startBot(discord, [answering]);
    expect(connection.shards()).toHaveLength(2);
  });
});

describe('what is known of a shard', () => {
  it('is how long nothing was heard, and how quickly heartbeats are acknowledged', async () => {
    const discord = await openDiscord({ heartbeatInterval: 100 });
    const { connection } = await startBot(discord, [answering]);
    await expect.poll(() => connection.shards()[0]?.heartbeatAge).toBeDefined();
    const [shard] = connection.shards();
    expect(shard).toMatchObject({ id: 0, state: 'ready', ready: true, notReadyFor: 0 });
    expect(shard?.latency).toBeGreaterThanOrEqual(0);
    expect(shard?.silentFor).toBeLessThan(5_000);
  });

  it('is that it is not ready while the connection is down', async () => {
    const discord = await openDiscord();
    const { connection } = await startBot(discord, [answering]);
    await discord.gateway.outage();
    await expect.poll(() => connection.shards()[0]?.ready).toBe(false);
    discord.gateway.recover();
    await expect.poll(() => connection.shards()[0]?.ready, { timeout: 15_000 }).toBe(true);
  });
});

describe('a gateway that falls silent', () => {
  it('is connected to anew, and questions are answered again', { timeout: 30_000 }, async () => {
    const discord = await openDiscord();
    // Two and a half minutes of silence pass in 2.5 s, long before discord.js looks for an acknowledgement.
    const { log } = await startBot(discord, [answering], { heartbeatClock: createQuickClock(60) });
    discord.gateway.deafen();
    await expect.poll(() => log.events(), { timeout: 10_000 }).toContain('discord-shard-deaf');
    await expect.poll(() => discord.gateway.counts.identified, { timeout: 15_000 }).toBeGreaterThan(1);
    const reply = await discord.driver.slash('ask', question);
    await reply.settled({ until: ({ content }) => content.startsWith('It does.') });
  });

  it('and stays so ends the program with a clear sentence', { timeout: 30_000 }, async () => {
    const discord = await openDiscord();
    const faults: DiscordFault[] = [];
    const options = { heartbeatClock: createQuickClock(2_000), onFatal: (fault: DiscordFault) => faults.push(fault) };
    await startBot(discord, [answering], options);
    await discord.gateway.outage();
    await expect
      .poll(() => faults.map(({ message }) => message), { timeout: 15_000 })
      .toEqual([
        expect.stringMatching(/^The connection to Discord is up but deaf: shard 0 was of no use for \d+ minutes/),
      ]);
  });
});
