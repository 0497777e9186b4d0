/** Paperboy's Discord room with commands of a test's own, connected to the loopback Discord; stopped after the test. */
import { connectDiscord } from '../../src/discord/connect.ts';
import type { ConnectOptions, DiscordConnection } from '../../src/discord/connection.ts';
import type { Command, CommandDefinition } from '../../src/domain/command.ts';
import type { Message } from '../../src/domain/message.ts';
import type { Cache } from '../../src/domain/ports.ts';
import { openCache } from '../../src/state/open-cache.ts';
import { createRecordingLog, type RecordingLog } from '../doubles/recording-log.ts';
import type { LoopbackDiscord } from '../servers/discord/start-discord.ts';
import { afterwards } from '../servers/open-discord.ts';
import { createQuickClock } from './quick-clock.ts';

export interface Bot {
  readonly connection: DiscordConnection;
  readonly log: RecordingLog;
  readonly cache: Cache;
}

export type BotOptions = Partial<ConnectOptions<undefined>> & { readonly factor?: number };

/** Time runs ten times faster for the bot unless told otherwise. */
export async function startBot(
  discord: LoopbackDiscord,
  commands: readonly Command<undefined>[],
  { factor = 10, ...options }: BotOptions = {},
): Promise<Bot> {
  const log = createRecordingLog();
  const clock = createQuickClock(factor);
  const cache = options.cache ?? memoryCache();
  const { token, apiUrl } = discord;
  const connection = await connectDiscord({
    token,
    apiUrl,
    commands,
    services: undefined,
    cache,
    clock,
    log,
    ...options,
  });
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= connection.stop());
  afterwards(stop);
  return { connection: { ...connection, stop }, log, cache };
}

export function memoryCache(): Cache {
  const opened = openCache({ path: ':memory:', clock: createQuickClock(1), log: createRecordingLog() });
  afterwards(() => opened.close());
  return opened.cache;
}

export const askDefinition = {
  name: 'ask',
  description: 'Ask a question about recent papers',
  category: 'answers',
  example: 'how can a model decide when to search?',
  options: {
    question: { type: 'string', description: 'What you want to know', required: true, maxLength: 500 },
    since: {
      type: 'string',
      description: 'Only papers since then',
      choices: [{ name: 'the last week', value: 'week' }],
    },
    private: { type: 'boolean', description: 'Show the answer to you only' },
  },
} satisfies CommandDefinition;

/** A command `/ask` that does this. */
export function ask(run: Command<undefined>['run']): Command<undefined> {
  return { definition: askDefinition, run };
}

export const say = (text: string, status: Message['status'] = 'ok'): Message => ({
  status,
  blocks: [{ kind: 'paragraph', line: [text] }],
});

/** A promise and the way to keep it. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}
