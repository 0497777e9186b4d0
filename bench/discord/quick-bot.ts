/** The whole bot on a loopback Discord of its own, in this process, by a clock that runs fast; it can be started again. */
import { commands } from '../../commands/index.ts';
import { messageCommands } from '../../commands/message-commands.ts';
import { pressedCommands } from '../../commands/pressed/index.ts';
import type { Services } from '../../commands/services.ts';
import { connectDiscord } from '../../src/discord/connect.ts';
import type { DiscordConnection } from '../../src/discord/connection.ts';
import { type Clock, systemClock } from '../../src/domain/clock.ts';
import type { DiscordFault } from '../../src/domain/errors.ts';
import type { Log } from '../../src/domain/ports.ts';
import type { ServerSettings } from '../../src/domain/settings.ts';
import { openCache } from '../../src/state/open-cache.ts';
import { type DiscordOptions, type LoopbackDiscord, startDiscord } from '../../test/servers/discord/start-discord.ts';

export const SILENT: Log = { info() {}, warn() {}, error() {} };

/** @param factor how many milliseconds pass in one real millisecond */
export function fastClock(factor: number): Clock {
  const start = systemClock.now();
  return {
    now: () => start + (systemClock.now() - start) * factor,
    sleep: (milliseconds, signal) => systemClock.sleep(milliseconds / factor, signal),
  };
}

export interface QuickBotOptions {
  readonly services: Services;
  readonly settings?: Pick<ServerSettings, 'settingsOf'>;
  /** How many times faster than the wall's the bot's clock is. */
  readonly factor: number;
  readonly discord?: DiscordOptions;
}

export interface QuickBot {
  readonly discord: LoopbackDiscord;
  /** Why Discord will not have the bot any more; nothing while it will. */
  fault(): DiscordFault | undefined;
  /** Stops, and starts again with what was written down. */
  restart(): Promise<void>;
  /** Stops both. @throws Error when something was sent that Discord does not take */
  close(): Promise<void>;
}

export async function startQuickBot({
  services,
  settings,
  factor,
  discord: options,
}: QuickBotOptions): Promise<QuickBot> {
  const discord = await startDiscord(options);
  const clock = fastClock(factor);
  const opened = openCache({ path: ':memory:', clock: systemClock, log: SILENT });
  let fault: DiscordFault | undefined;
  const connect = (): Promise<DiscordConnection> => {
    fault = undefined;
    return connectDiscord({
      token: discord.token,
      apiUrl: discord.apiUrl,
      commands,
      messageCommands,
      unlisted: pressedCommands,
      services,
      cache: opened.cache,
      clock,
      log: SILENT,
      ...(settings && { settings }),
      onFatal: (reason) => {
        fault = reason;
      },
    });
  };
  let connection = await connect();
  return {
    discord,
    fault: () => fault,
    async restart() {
      await connection.stop();
      connection = await connect();
    },
    async close() {
      await connection.stop();
      opened.close();
      await discord.close();
    },
  };
}
