/** Commands and a token come in; a bot that answers on Discord goes out. The only way into this room. */
import { once } from 'node:events';
import {
  type AutocompleteInteraction,
  Client,
  DiscordAPIError,
  Events,
  GatewayIntentBits,
  type Interaction,
  RateLimitError,
} from 'discord.js';
import type { Clock } from '../domain/clock.ts';
import type { Command } from '../domain/command.ts';
import { DiscordFault } from '../domain/errors.ts';
import type { Cache, Log } from '../domain/ports.ts';
import { suggestChoices } from './autocomplete.ts';
import { readCommandRequest } from './command-request.ts';
import { createCommandRunner } from './command-runner.ts';
import { createInteractionWebhook } from './interaction-webhook.ts';
import { closeFault, loginFault, tokenRefused } from './login-fault.ts';
import { createPendingReplies } from './pending-replies.ts';
import { registerCommands } from './registration.ts';
import type { CommandIds } from './render-line.ts';

export interface ConnectOptions<Services> {
  readonly token: string;
  /** Base of Discord's REST interface without the version: `https://discord.com/api`. */
  readonly apiUrl: string;
  readonly commands: readonly Command<Services>[];
  readonly services: Services;
  /** Where replies under way are written down; must outlive the process. */
  readonly cache: Cache;
  readonly clock: Clock;
  readonly log: Log;
  /** Registers the commands in this server only. */
  readonly developmentGuildId?: string;
  /** Called once when Discord will not have us any more: the token was reset, the session is refused. */
  readonly onFatal?: (fault: DiscordFault) => void;
}

export interface DiscordConnection {
  /** The bot's name on Discord. */
  readonly username: string;
  /** Waits up to 6 s for running replies, marks those that are left, and disconnects. */
  stop(): Promise<void>;
}

const REQUEST_TIMEOUT = 10_000;
const CONNECT_TIMEOUT = 30_000;
/** discord.js sleeps out a 429 of any length; a reader does not. */
const LONGEST_RATE_LIMIT = 60_000;
const MISSING_ACCESS = 50001;

/** @throws DiscordFault when the token, the intents or the development server are refused, or nobody answers */
export async function connectDiscord<Services>(options: ConnectOptions<Services>): Promise<DiscordConnection> {
  const { token, apiUrl, commands, services, cache, clock, log } = options;
  const client = createClient(apiUrl);
  const pending = createPendingReplies(cache, clock, log);
  const ending = new AbortController();
  let commandIds: CommandIds = new Map();
  const context = { rest: client.rest, services, pending, commandIds: () => commandIds, clock, log };
  const runner = createCommandRunner({ commands, ...context });

  const complete = async (interaction: AutocompleteInteraction) => {
    const { name, value } = interaction.options.getFocused(true);
    const command = commands.find(({ definition }) => definition.name === interaction.commandName);
    const choices = await suggestChoices({ command, option: name, typed: String(value), services, clock, log });
    const { id: interactionId, token: interactionToken, applicationId } = interaction;
    const webhook = createInteractionWebhook(client.rest, { interactionId, interactionToken, applicationId }, clock);
    await webhook.suggest(choices);
  };
  const answer = async (interaction: Interaction) => {
    if (interaction.isChatInputCommand()) await runner.run(readCommandRequest(interaction));
    else if (interaction.isAutocomplete()) await complete(interaction);
  };
  client.on(Events.InteractionCreate, (interaction) => {
    answer(interaction).catch((error: unknown) => log.warn('discord-interaction-failed', { error: String(error) }));
  });
  const fatal = watch(client, log);

  // Read before anything new is written down, so that only an earlier process's replies are among them.
  const leftOver = await pending.leftOver();
  const applicationId = await logIn(client, token, fatal).catch(async (error: unknown) => {
    ending.abort();
    await client.destroy();
    throw loginFault(error, apiUrl);
  });
  fatal.then((fault) => {
    if (ending.signal.aborted) return;
    log.error('discord-connection-lost', { message: fault.message, help: fault.help });
    options.onFatal?.(fault);
  });
  const ours = new Map([...leftOver].filter(([, record]) => record.applicationId === applicationId));
  const finishing = pending.finish(ours, client.rest, ending.signal);
  commandIds = await register(options, client, applicationId).catch(async (fault: unknown) => {
    ending.abort();
    await client.destroy();
    throw fault;
  });
  log.info('discord-connected', { servers: client.guilds.cache.size });

  return {
    username: client.user?.username ?? 'Paperboy',
    async stop() {
      await runner.stop();
      ending.abort();
      await finishing;
      await client.destroy();
    },
  };
}

function createClient(apiUrl: string): Client {
  return new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    // We need to know no server to answer an interaction; waiting for them eats into the 3 s.
    waitGuildTimeout: 0,
    rest: {
      api: apiUrl,
      timeout: REQUEST_TIMEOUT,
      // discord.js would retry 5xx at once, without a pause and whatever the request did; see retry.ts.
      retries: 0,
      rejectOnRateLimit: ({ retryAfter }) => retryAfter > LONGEST_RATE_LIMIT,
    },
  });
}

/** Logs what happens to the connection. Resolves when it cannot be had any more. */
function watch(client: Client, log: Log): Promise<DiscordFault> {
  return new Promise((end) => {
    client.on(Events.Error, (error) => log.error('discord-error', { error: String(error) }));
    client.on(Events.Warn, (message) => log.warn('discord-warning', { message }));
    client.on(Events.ShardError, (error) => log.warn('discord-shard-error', { error: String(error) }));
    client.on(Events.ShardReconnecting, () => log.info('discord-reconnecting'));
    client.on(Events.ShardResume, (_, replayed) => log.info('discord-resumed', { replayed }));
    client.on(Events.ShardDisconnect, ({ code }) => end(closeFault(code)));
    client.on(Events.Invalidated, () => end(closeFault(0)));
    // A refused token is thrown away by discord.js, and every later request fails without being sent.
    client.rest.on('response', ({ data }, { status }) => {
      if (status === 401 && data.auth !== false) end(tokenRefused());
    });
  });
}

async function logIn(client: Client, token: string, fatal: Promise<DiscordFault>): Promise<string> {
  const refused = fatal.then((fault) => {
    throw fault;
  });
  refused.catch(() => undefined);
  const ready = once(client, Events.ClientReady, { signal: AbortSignal.timeout(CONNECT_TIMEOUT) });
  ready.catch(() => undefined);
  await Promise.race([client.login(token), ready, refused]);
  await Promise.race([ready, refused]);
  if (!client.application) throw new Error('Discord told no application');
  return client.application.id;
}

/** Commands that cannot be registered now were most likely registered before, so that only a wrong server is a fault. */
async function register<Services>(
  { commands, developmentGuildId, clock, log }: ConnectOptions<Services>,
  client: Client,
  applicationId: string,
): Promise<CommandIds> {
  const definitions = commands.map(({ definition }) => definition);
  try {
    const { rest } = client;
    const report = await registerCommands({ rest, applicationId, definitions, guildId: developmentGuildId, clock });
    const { created, changed, deleted, unchanged, ids } = report;
    log.info('discord-commands-registered', { created, changed, deleted, unchanged: unchanged.length });
    return ids;
  } catch (error) {
    if (developmentGuildId && error instanceof DiscordAPIError && error.code === MISSING_ACCESS) {
      const help = 'Invite the bot to it, or correct the id of the development server in .env.';
      throw new DiscordFault('The bot is not in the development server.', help, { cause: error });
    }
    const waits = error instanceof RateLimitError ? { retryAfter: error.retryAfter } : {};
    log.error('discord-commands-not-registered', { error: String(error), ...waits });
    return new Map();
  }
}
