/** Commands and a token come in; a bot that answers on Discord goes out. The only way into this room. */
import {
  type AutocompleteInteraction,
  type Client,
  DiscordAPIError,
  Events,
  type Interaction,
  RateLimitError,
  Routes,
} from 'discord.js';
import { systemClock } from '../domain/clock.ts';
import type { DiscordFault } from '../domain/errors.ts';
import type { Log } from '../domain/ports.ts';
import { suggestChoices } from './autocomplete.ts';
import { createClient } from './client.ts';
import { readCommandRequest, typedName, typingOf } from './command-request.ts';
import { createCommandRunner } from './command-runner.ts';
import { readPress } from './components/press-request.ts';
import { createStops } from './components/stops.ts';
import { createStoredActions } from './components/stored-actions.ts';
import type { ConnectOptions, DiscordConnection } from './connection.ts';
import { listenToMessages, threadsOf } from './conversation/attach.ts';
import { readMessageCommand } from './conversation/message-command.ts';
import { digestSenderOf } from './deliver/attach.ts';
import { watchHeartbeats } from './heartbeat.ts';
import { createInteractionWebhook } from './interaction-webhook.ts';
import { createLateDelivery } from './late-delivery.ts';
import { closeFault, loginFault, notInServer, tokenRefused } from './login-fault.ts';
import { createPendingReplies } from './pending-replies.ts';
import { registerCommands } from './registration.ts';
import type { CommandIds } from './render-line.ts';
import { tellPresence } from './server-presence.ts';
import { watchShards } from './shards.ts';
import { everyShardReady } from './shards-ready.ts';
import { createStartGate, eventLoopBusy } from './start-gate.ts';

const CONNECT_TIMEOUT = 30_000;
/** A gateway that says nothing keeps a closing connection waiting for half a minute; whoever stops us does not. */
const LONGEST_GOODBYE = 1_000;
const MISSING_ACCESS = 50001;

/** @throws DiscordFault when the token, the intents or the development server are refused, or nobody answers */
export async function connectDiscord<Services>(options: ConnectOptions<Services>): Promise<DiscordConnection> {
  const { token, apiUrl, commands, services, cache, clock, log, settings, languages } = options;
  const { heartbeatClock = systemClock, digestLook } = options;
  const client = createClient(apiUrl);
  const pending = createPendingReplies(cache, clock, log, languages);
  const ending = new AbortController();
  let commandIds: CommandIds = new Map();
  const pressing = { actions: createStoredActions(cache, log), stops: createStops() };
  const context = {
    rest: client.rest,
    services,
    pending,
    commandIds: () => commandIds,
    settings,
    ...(languages && { languages }),
    threads: threadsOf(client, cache, languages, clock, log),
    gate: createStartGate({ busy: eventLoopBusy(), sleep: systemClock.sleep }),
    late: createLateDelivery({ pending, rest: client.rest, clock }, ending.signal),
    clock,
    log,
    ...pressing,
  };
  const runner = createCommandRunner({
    commands: [...commands, ...(options.messageCommands ?? [])],
    unlisted: options.unlisted,
    ...context,
  });

  const complete = async (interaction: AutocompleteInteraction) => {
    const { name, value } = interaction.options.getFocused(true);
    const command = commands.find(({ definition }) => definition.name === typedName(interaction));
    const typing = typingOf(interaction);
    const choices = await suggestChoices({ command, option: name, typed: String(value), typing, services, clock, log });
    const { id: interactionId, token: interactionToken, applicationId } = interaction;
    const webhook = createInteractionWebhook(client.rest, { interactionId, interactionToken, applicationId }, clock);
    await webhook.suggest(choices);
  };
  const answer = async (interaction: Interaction) => {
    if (interaction.isChatInputCommand()) await runner.run(readCommandRequest(interaction));
    else if (interaction.isMessageComponent() || interaction.isModalSubmit())
      await runner.press(readPress(interaction));
    else if (interaction.isAutocomplete()) await complete(interaction);
    else if (interaction.isMessageContextMenuCommand()) await runner.run(readMessageCommand(interaction));
  };
  client.on(Events.InteractionCreate, (interaction) => {
    answer(interaction).catch((error: unknown) => log.warn('discord-interaction-failed', { error: String(error) }));
  });
  const ask = commands.find(({ definition }) => definition.name === 'ask');
  listenToMessages(client, { ...context, ask, run: runner.run });
  const deaf = Promise.withResolvers<DiscordFault>();
  const fatal = Promise.race([watch(client, log), deaf.promise]);
  const shards = watchShards(client, heartbeatClock);

  // Read before anything new is written down, so that only an earlier process's replies are among them.
  const leftOver = await pending.leftOver();
  const applicationId = await logIn(client, token, fatal, options.signal).catch(async (error: unknown) => {
    ending.abort();
    await goodbye(client);
    options.signal?.throwIfAborted();
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
    await goodbye(client);
    throw fault;
  });
  log.info('discord-connected', { servers: client.guilds.cache.size, shards: client.ws.shards.size });
  const discordAnswers = () =>
    client.rest.get(Routes.gatewayBot()).then(
      () => true,
      () => false,
    );
  const watching = { shards, discordAnswers, onDeaf: deaf.resolve, clock: heartbeatClock, log };
  const watched = watchHeartbeats(watching, ending.signal);
  const told = options.presence && tellPresence(client, options.presence, { clock, log }, ending.signal);

  return {
    username: client.user?.username ?? 'Paperboy',
    shards: () => shards.states(),
    ...(digestLook && {
      digests: digestSenderOf(client, { ...context, look: digestLook, answering: runner.answering }),
    }),
    async stop(others) {
      await runner.stop();
      ending.abort();
      await Promise.allSettled([others]);
      await Promise.all([finishing, watched, told]);
      await goodbye(client);
    },
  };
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

/** Closes the connections; one that does not answer is left behind. */
async function goodbye(client: Client): Promise<void> {
  const waiting = new AbortController();
  const patience = systemClock.sleep(LONGEST_GOODBYE, waiting.signal).catch(() => undefined);
  await Promise.race([client.destroy(), patience]);
  waiting.abort();
}

async function logIn(
  client: Client,
  token: string,
  fatal: Promise<DiscordFault>,
  signal: AbortSignal | undefined,
): Promise<string> {
  const refused = fatal.then((fault) => {
    throw fault;
  });
  refused.catch(() => undefined);
  const ready = everyShardReady(client, CONNECT_TIMEOUT, signal);
  ready.catch(() => undefined);
  await Promise.race([client.login(token), ready, refused]);
  await Promise.race([ready, refused]);
  if (!client.application) throw new Error('Discord told no application');
  return client.application.id;
}

/** Commands that cannot be registered now were most likely registered before, so that only a wrong server is a fault. */
async function register<Services>(
  { commands, messageCommands = [], developmentGuildId, languages, clock, log }: ConnectOptions<Services>,
  client: Client,
  applicationId: string,
): Promise<CommandIds> {
  const definitions = [...commands, ...messageCommands].map(({ definition }) => definition);
  try {
    const { rest } = client;
    const report = await registerCommands({
      ...{ rest, applicationId, definitions, guildId: developmentGuildId, clock },
      ...(languages && { languages }),
    });
    const { created, changed, deleted, unchanged, ids } = report;
    log.info('discord-commands-registered', { created, changed, deleted, unchanged: unchanged.length });
    return ids;
  } catch (error) {
    if (developmentGuildId && error instanceof DiscordAPIError && error.code === MISSING_ACCESS) {
      throw notInServer(applicationId, error);
    }
    const waits = error instanceof RateLimitError ? { retryAfter: error.retryAfter } : {};
    log.error('discord-commands-not-registered', { error: String(error), ...waits });
    return new Map();
  }
}
