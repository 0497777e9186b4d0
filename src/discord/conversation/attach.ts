/** A client comes in; it then hears messages that ask us something, and opens threads. */
import { type Client, GatewayDispatchEvents } from 'discord.js';
import type { Clock } from '../../domain/clock.ts';
import type { Command } from '../../domain/command.ts';
import { messageIn } from '../../domain/in-language.ts';
import type { Languages } from '../../domain/languages.ts';
import type { Cache, Log } from '../../domain/ports.ts';
import type { ServerSettings } from '../../domain/settings.ts';
import type { CommandRequest } from '../command-request.ts';
import type { PendingReplies } from '../pending-replies.ts';
import { render } from '../render.ts';
import type { CommandIds } from '../render-line.ts';
import { rulesFor } from '../server-rules.ts';
import type { GatewayMessage } from './hear.ts';
import { createListener } from './listen.ts';
import { surroundingsOf } from './surroundings.ts';
import { createThreadTopics } from './thread-topics.ts';
import { createThreads, type Threads } from './threads.ts';

export function threadsOf(
  client: Client,
  cache: Cache,
  languages: Languages | undefined,
  clock: Clock,
  log: Log,
): Threads {
  const bot = () => ({ id: client.user?.id ?? '', username: client.user?.username ?? 'Paperboy' });
  return createThreads({
    rest: client.rest,
    topics: createThreadTopics(cache, log),
    bot,
    ...(languages && { languages }),
    clock,
    log,
  });
}

export interface ListeningOptions {
  /** What a question in plain words runs; without it nothing is listened to. */
  readonly ask: Pick<Command<never>, 'definition'> | undefined;
  readonly run: (request: CommandRequest) => Promise<void>;
  readonly settings?: Pick<ServerSettings, 'settingsOf'> | undefined;
  readonly commandIds: () => CommandIds;
  readonly pending: PendingReplies;
  /** English without them. */
  readonly languages?: Languages | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * From the gateway itself rather than from discord.js's cache, which drops what is said in threads and direct messages
 * that it has not seen before.
 */
export function listenToMessages(client: Client, options: ListeningOptions): void {
  const { ask, run, settings, commandIds, pending, languages, clock, log } = options;
  if (!ask) return;
  const listener = createListener({
    rest: client.rest,
    bot: () => client.user && { id: client.user.id, applicationId: client.application?.id ?? client.user.id },
    ownRole: (guildId) =>
      (client.user && client.guilds.cache.get(guildId)?.roles.botRoleFor(client.user)?.id) ?? undefined,
    surroundings: (message) => surroundingsOf(client, message),
    async refusal(request) {
      const { refusal } = await rulesFor(request, ask.definition, settings);
      return refusal && render(messageIn(refusal, languages?.of(request.locale)), commandIds()).parts[0];
    },
    run,
    pending,
    languages,
    clock,
    log,
  });
  client.ws.on(GatewayDispatchEvents.MessageCreate, (message: GatewayMessage) => void listener.hear(message));
}
