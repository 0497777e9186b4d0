/** The loopback Discord comes in; what a person sees in a place goes out: an oracle that knows nothing of the bot's inside. */
import type { Driver } from '../../test/servers/discord/driver.ts';
import { messageText } from '../../test/servers/discord/reply-handle.ts';
import type { LoopbackDiscord } from '../../test/servers/discord/start-discord.ts';
import { findComponents } from '../../test/servers/discord/visible.ts';
import { MessageFlag, type WireMessage } from '../../test/servers/discord/wire.ts';

/** One message of the bot, as it stands. */
export interface Seen {
  readonly id: string;
  readonly text: string;
  /** Of attached texts. */
  readonly files: string;
  /** Somebody waits for it: "thinking…", a line of progress, a Stop that stops nothing any more. */
  readonly unfinished: boolean;
}

/** "Thinking…", "Reading 8 abstracts…": one line that ends so. */
const PROGRESS = /^(?:-# )?[^\n]{0,200}…$/;

/** Everything of the bot in the place and in threads that began there, since a message, oldest first. */
export function seenBy(driver: Driver, discord: LoopbackDiscord, sinceId = '0'): Seen[] {
  const threads = discord.channels.filter(({ parentId }) => parentId === driver.channel.id);
  const places = [driver, ...threads.map(({ id }) => driver.in(id))];
  return places
    .flatMap((place) => place.messages())
    .filter(({ author, id }) => author.bot && BigInt(id) > BigInt(sinceId))
    .map((message) => ({
      id: message.id,
      text: messageText(message),
      files: filesOf(message, discord),
      unfinished: isUnfinished(message),
    }));
}

export function isUnfinished(message: WireMessage): boolean {
  const isThinking = Boolean(message.flags & MessageFlag.loading);
  const canBeStopped = findComponents(message, 'button', 'Stop').length > 0;
  return isThinking || canBeStopped || PROGRESS.test(message.content.trim());
}

function filesOf(message: WireMessage, discord: LoopbackDiscord): string {
  return message.attachments
    .filter(({ filename }) => filename.endsWith('.md'))
    .map(({ id }) => discord.file(id)?.toString() ?? '')
    .join('\n');
}
