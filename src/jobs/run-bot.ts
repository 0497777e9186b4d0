/** The bot: connects to Discord and answers until it is told to stop or Discord will not have it any more. */
import { join } from 'node:path';
import { commands } from '../../commands/index.ts';
import { createApp, type Tools } from '../app.ts';
import { connectDiscord } from '../discord/connect.ts';
import { type DiscordFault, InvalidConfiguration } from '../domain/errors.ts';
import { openCache } from '../state/open-cache.ts';
import { fillEmbeddings } from './fill-embeddings.ts';
import { say } from './say.ts';

/** @returns 0 after a wanted stop @throws Fault when Discord refuses us, at the start or later */
export async function runBot(tools: Tools, signal: AbortSignal): Promise<number> {
  const { config, clock, log } = tools;
  const { token, apiUrl, developmentGuild } = config.discord;
  if (!token) {
    throw new InvalidConfiguration(
      'DISCORD_TOKEN is missing.',
      'Put the token of your bot into .env; the README says where to get it.',
    );
  }
  const app = await createApp(tools);
  const { cache, close } = openCache({ path: join(config.dataFolder, 'cache.sqlite'), clock, log });
  const lost = Promise.withResolvers<DiscordFault>();
  const ended = new AbortController();
  try {
    const connection = await connectDiscord({
      token,
      apiUrl,
      commands,
      services: app.services,
      cache,
      clock,
      log,
      developmentGuildId: developmentGuild,
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
  } finally {
    close();
    await app.close();
  }
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}
