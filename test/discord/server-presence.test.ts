import { expect, it } from 'vitest';
import { StateFault } from '../../src/domain/errors.ts';
import type { ServerPresence } from '../../src/domain/server-presence.ts';
import { openDiscord } from '../servers/open-discord.ts';
import { startBot } from './start-bot.ts';

/** What is told of servers, in order: how many there are at the start, then who came and went. */
async function open(fails = false) {
  const discord = await openDiscord({ servers: ['club'] });
  const told: string[] = [];
  const tell = async (what: string) => {
    told.push(what);
    if (fails) throw new StateFault('not now', '');
  };
  const presence: ServerPresence = {
    present: async (servers) => {
      await tell(`present in ${servers.length}`);
      return [];
    },
    joined: (server) => tell(`joined ${server}`),
    left: (server) => tell(`left ${server}`),
  };
  const { log } = await startBot(discord, [], { presence });
  await expect.poll(() => told[0]).toBe('present in 2');
  return { discord, told, log };
}

it('a server that throws the bot out is told as left, and one that asks it back as joined', async () => {
  const { discord, told } = await open();
  discord.world.kick();
  await expect.poll(() => told).toContain(`left ${discord.guild.id}`);
  discord.world.invite('Reading group');
  await expect.poll(() => told).toContain(`joined ${discord.guild.id}`);
});

it('an outage of a server is not told', async () => {
  const { discord, told } = await open();
  discord.world.unavailable();
  discord.world.kick('club');
  await expect.poll(() => told.filter((what) => what.startsWith('left'))).toHaveLength(1);
  expect(told).not.toContain(`left ${discord.guild.id}`);
});

it('what cannot be recorded is logged, and harms nothing else', async () => {
  const { discord, told, log } = await open(true);
  discord.world.kick();
  await expect.poll(() => told).toContain(`left ${discord.guild.id}`);
  await expect.poll(() => log.events()).toContain('server-presence-not-recorded');
});
