/** What a connection to Discord is made from, and what it is to those who made it. */
import type { Clock } from '../domain/clock.ts';
import type { Command } from '../domain/command.ts';
import type { DigestSender } from '../domain/delivery.ts';
import type { DigestLook } from '../domain/digest-look.ts';
import type { DiscordFault } from '../domain/errors.ts';
import type { Languages } from '../domain/languages.ts';
import type { Cache, Log } from '../domain/ports.ts';
import type { ServerPresence } from '../domain/server-presence.ts';
import type { ServerSettings } from '../domain/settings.ts';
import type { ShardState } from './shards.ts';

export interface ConnectOptions<Services> {
  readonly token: string;
  /** Base of Discord's REST interface without the version: `https://discord.com/api`. */
  readonly apiUrl: string;
  readonly commands: readonly Command<Services>[];
  /** What is run on somebody's message. */
  readonly messageCommands?: readonly Command<Services>[];
  /** What only buttons run; it is not registered. */
  readonly unlisted?: readonly Command<Services>[];
  readonly services: Services;
  /** Where replies under way are written down, and what buttons do; must outlive the process. */
  readonly cache: Cache;
  readonly clock: Clock;
  readonly log: Log;
  /** Registers the commands in this server only. */
  readonly developmentGuildId?: string;
  /** What admins set for their servers; nothing is set without it. */
  readonly settings?: Pick<ServerSettings, 'settingsOf'>;
  /** Told which servers the bot is in. */
  readonly presence?: ServerPresence;
  /** What readers see the bot's own words in, and what commands are called for them; English without it. */
  readonly languages?: Languages;
  /** How digests look; nothing is posted without it. */
  readonly digestLook?: DigestLook;
  /** Gives up connecting. Later it does nothing: `stop` ends the connection. */
  readonly signal?: AbortSignal;
  /** The machine's own by default: discord.js beats by it, whatever clock the rest goes by. */
  readonly heartbeatClock?: Clock;
  /** Called once when Discord will not have us any more: the token was reset, the session is refused. */
  readonly onFatal?: (fault: DiscordFault) => void;
}

export interface DiscordConnection {
  /** The bot's name on Discord. */
  readonly username: string;
  /** Each connection to the gateway, as it is now. */
  shards(): ShardState[];
  /** Posts digests to channels and readers; missing without a look. */
  readonly digests?: DigestSender;
  /**
   * Waits up to 6 s for running replies, marks those that are left, and disconnects.
   * @param finishing what goes on using the connection meanwhile, and comes to an end by itself
   */
  stop(finishing?: Promise<unknown>): Promise<void>;
}
