/** The bot: connects to Discord and answers until it is told to stop or Discord will not have it any more. */
import { commands } from '../../commands/index.ts';
import { messageCommands } from '../../commands/message-commands.ts';
import { pressedCommands } from '../../commands/pressed/index.ts';
import { createApp, type Tools } from '../app.ts';
import { forgetStoredActions } from '../discord/components/stored-actions.ts';
import { connectDiscord } from '../discord/connect.ts';
import type { DiscordConnection } from '../discord/connection.ts';
import { type DiscordFault, InvalidConfiguration } from '../domain/errors.ts';
import { say as sayWords } from '../domain/words.ts';
import { createDigestLook } from '../flows/digest-look.ts';
import { openNamedCache } from '../open-state.ts';
import type { AutoSync } from './auto-sync.ts';
import { fillEmbeddings } from './fill-embeddings.ts';
import { say } from './say.ts';
import { serveHealth } from './serve-health.ts';
import { serveWeb } from './serve-web.ts';
import { serveOwnWhenFilled, startBotSync } from './start-auto-sync.ts';

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
  const { cache, close } = await openNamedCache(tools, 'cache');
  const forget = (reader: string) => forgetStoredActions(cache, reader);
  let autoSync: AutoSync | undefined;
  let connection: DiscordConnection | undefined;
  const app = await createApp(tools, {
    cache,
    forgetters: [{ what: sayWords('what the buttons below them repeat of your words'), forget }],
    digestSender: () => connection?.digests,
    syncStatus: () => autoSync?.status(),
  }).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const lost = Promise.withResolvers<DiscordFault>();
  const ended = new AbortController();
  const stopping = endInTime(tools, signal);
  let health: Awaited<ReturnType<typeof serveHealth>>;
  let web: Awaited<ReturnType<typeof serveWeb>>;
  try {
    health = await serveHealth(tools, app, {
      shards: () => connection?.shards() ?? [],
      sync: () => autoSync?.status(),
    });
    web = await serveWeb(tools, app);
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
      presence: app.servers.presence,
      languages: app.languages,
      digestLook: createDigestLook(app.languages, config.defaultLanguage?.code),
      signal,
      onFatal: lost.resolve,
    });
    const { papers, sample } = await app.library.statistics();
    const what = `${papers.toLocaleString('en-US')} papers${sample ? sampleNote(config.syncEveryMinutes) : ''}`;
    say(`Connected to Discord as ${connection.username}, with ${what}. Ctrl+C stops.`);
    let filling: Promise<void> | undefined;
    const fill = () => {
      const work = () => fillEmbeddings({ library: app.library, clock, log, signal: ended.signal });
      if (config.embeddings) filling ??= work().finally(() => (filling = undefined));
    };
    fill();
    autoSync = startBotSync(tools, app, fill);
    const delivering = app.deliveries.loop.run(ended.signal);
    const serving = autoSync ? undefined : sample && serveOwnWhenFilled(tools, app, ended.signal);
    const fault = await Promise.race([lost.promise, aborted(signal)]);
    ended.abort(new Error('stopped'));
    await Promise.all([connection.stop(delivering), delivering, autoSync?.stop(), filling, serving]);
    if (fault) throw fault;
    return 0;
  } catch (error) {
    // Told to stop before the connection stood: that is no fault.
    if (signal.aborted && error === signal.reason) return 0;
    throw error;
  } finally {
    await health?.close();
    await web?.close();
    await close();
    await app.close();
    stopping.abort();
  }
}

function sampleNote(syncEveryMinutes: number): string {
  return syncEveryMinutes
    ? ', the bundled sample until the real ones are fetched, which begins now'
    : ', the bundled sample: "npm start -- sync" fetches real ones';
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
