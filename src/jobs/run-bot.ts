/** The bot: connects to Discord and answers until it is told to stop or Discord will not have it any more. */
import { join } from 'node:path';
import { commands } from '../../commands/index.ts';
import { messageCommands } from '../../commands/message-commands.ts';
import { pressedCommands } from '../../commands/pressed/index.ts';
import { createApp, type Tools } from '../app.ts';
import { forgetStoredActions } from '../discord/components/stored-actions.ts';
import { connectDiscord } from '../discord/connect.ts';
import type { DiscordConnection } from '../discord/connection.ts';
import { type DiscordFault, InvalidConfiguration } from '../domain/errors.ts';
import { openCache } from '../state/open-cache.ts';
import { fillEmbeddings } from './fill-embeddings.ts';
import { say } from './say.ts';
import { serveHealth } from './serve-health.ts';

/** Docker kills after 10 s. What is not done by then is brought to an end by the next start. */
const LONGEST_STOP = 9_600;

/**
 * Whoever calls this ends the process with what it gives: while Discord is out of reach, discord.js goes on connecting
 * after it was told to stop.
 * @returns 0 after a wanted stop @throws Fault when Discord refuses us, at the start or later
 */
export async function runBot(tools: Tools, signal: AbortSignal): Promise<number> {
  const { config, clock, log } = tools;
  const { token, apiUrl, developmentGuild } = config.discord;
  if (!token) {
    throw new InvalidConfiguration(
      'DISCORD_TOKEN is missing.',
      'Put the token of your bot into .env; the README says where to get it.',
    );
  }
  const { cache, close } = openCache({ path: join(config.dataFolder, 'cache.sqlite'), clock, log });
  const forget = (reader: string) => forgetStoredActions(cache, reader);
  const app = await createApp(tools, {
    cache,
    forgetters: [{ what: 'what the buttons below them repeat of your words', forget }],
  }).catch((error: unknown) => {
    close();
    throw error;
  });
  const lost = Promise.withResolvers<DiscordFault>();
  const ended = new AbortController();
  const stopping = endInTime(tools, signal);
  let connection: DiscordConnection | undefined;
  let health: Awaited<ReturnType<typeof serveHealth>>;
  try {
    health = await serveHealth(tools, app, () => connection?.shards() ?? []);
    connection = await connectDiscord({
      token,
      apiUrl,
      commands,
      messageCommands,
      unlisted: pressedCommands,
      services: app.services,
      cache,
      clock,
      log,
      developmentGuildId: developmentGuild,
      settings: app.servers.settings,
      signal,
      onFatal: lost.resolve,
    });
    const { papers, sample } = await app.library.statistics();
    const what = `${papers.toLocaleString('en-US')} papers${sample ? ', the bundled sample: "npm start -- sync" fetches real ones' : ''}`;
    say(`Connected to Discord as ${connection.username}, with ${what}. Ctrl+C stops.`);
    const filling = config.embeddings && fillEmbeddings({ library: app.library, clock, log, signal: ended.signal });
    const fault = await Promise.race([lost.promise, aborted(signal)]);
    ended.abort(new Error('stopped'));
    await connection.stop();
    await filling;
    if (fault) throw fault;
    return 0;
  } catch (error) {
    // Told to stop before the connection stood: that is no fault.
    if (signal.aborted && error === signal.reason) return 0;
    throw error;
  } finally {
    await health?.close();
    close();
    await app.close();
    stopping.abort();
  }
}

/** @returns to be aborted when everything is closed */
function endInTime({ clock, log }: Tools, signal: AbortSignal): AbortController {
  const done = new AbortController();
  const end = async () => {
    const isLate = await clock.sleep(LONGEST_STOP, done.signal).then(
      () => true,
      () => false,
    );
    if (!isLate) return;
    log.error('stop-took-too-long', { milliseconds: LONGEST_STOP });
    process.exit(1);
  };
  signal.addEventListener('abort', end, { once: true });
  done.signal.addEventListener('abort', () => signal.removeEventListener('abort', end), { once: true });
  return done;
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}
