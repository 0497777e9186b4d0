/** What I may do in a channel and what I want to do there come in; what is lacking, in words with where to grant it, goes out. */
import { DiscordAPIError, PermissionFlagsBits, type PermissionsBitField, RESTJSONErrorCodes } from 'discord.js';

/** What I need permissions for. Answering a command needs none: Discord lets every interaction be answered. */
export type Wish = 'see' | 'write' | 'write in a thread' | 'open a thread' | 'attach a file' | 'announce' | 'post';

interface Permission {
  readonly bit: bigint;
  /** As Discord's own settings call it, in English. */
  readonly name: string;
}

const VIEW: Permission = { bit: PermissionFlagsBits.ViewChannel, name: 'View Channels' };
const SEND: Permission = { bit: PermissionFlagsBits.SendMessages, name: 'Send Messages' };
const IN_THREADS: Permission = { bit: PermissionFlagsBits.SendMessagesInThreads, name: 'Send Messages in Threads' };
const THREADS: Permission = { bit: PermissionFlagsBits.CreatePublicThreads, name: 'Create Public Threads' };
const ATTACH: Permission = { bit: PermissionFlagsBits.AttachFiles, name: 'Attach Files' };
/** In a forum, whoever may send messages may open posts. */
const POSTS: Permission = { ...SEND, name: 'Create Posts' };

const NEEDED: Readonly<Record<Wish, readonly Permission[]>> = {
  see: [VIEW],
  write: [VIEW, SEND],
  'write in a thread': [VIEW, IN_THREADS],
  'open a thread': [VIEW, THREADS, IN_THREADS],
  'attach a file': [VIEW, SEND, ATTACH],
  announce: [VIEW, SEND],
  post: [VIEW, POSTS, IN_THREADS],
};
const MISSING: readonly unknown[] = [RESTJSONErrorCodes.MissingAccess, RESTJSONErrorCodes.MissingPermissions];

/** @returns the names of the permissions that are lacking, as Discord calls them; none where all are there */
export function lackingFor(wish: Wish, permissions: Pick<PermissionsBitField, 'has'>): string[] {
  return NEEDED[wish].filter(({ bit }) => !permissions.has(bit)).map(({ name }) => name);
}

export interface Place {
  /** The name of the bot, which is that of its role, too. */
  readonly bot: string;
  /** The name of the channel, without its mark; "here" without it. */
  readonly channel?: string;
}

/** @returns one sentence on what is lacking and one on where it is granted; `undefined` where nothing lacks */
export function explainLack(wish: Wish, lacking: readonly string[], { bot, channel }: Place): string | undefined {
  if (!lacking.length) return undefined;
  const names = inWords(lacking.map((name) => `“${name}”`));
  const where = channel ? `in #${channel}` : 'here';
  const them = lacking.length === 1 ? 'it' : 'them';
  return (
    `I cannot ${IN_WORDS[wish]} ${where}: the permission${lacking.length === 1 ? '' : 's'} ${names} ` +
    `${lacking.length === 1 ? 'is' : 'are'} missing. Somebody who manages the server grants ${them} under ` +
    `Server Settings → Roles → ${bot} → Permissions, or for one channel under Edit Channel → Permissions → ${bot}.`
  );
}

const IN_WORDS: Readonly<Record<Wish, string>> = {
  see: 'see anything',
  write: 'write messages',
  'write in a thread': 'write in threads',
  'open a thread': 'open threads',
  'attach a file': 'attach files',
  announce: 'write announcements',
  post: 'open posts',
};

/** Whether Discord refused something because a permission is missing. */
export function isRefusedForPermissions(error: unknown): boolean {
  return error instanceof DiscordAPIError && MISSING.includes(error.code);
}

/**
 * For what Discord refused although it was tried.
 * @returns a sentence where permissions are the reason, also where those that are known would do: a channel may differ
 */
export function explainRefusal(
  error: unknown,
  wish: Wish,
  permissions: Pick<PermissionsBitField, 'has'>,
  place: Place,
): string | undefined {
  if (!isRefusedForPermissions(error)) return undefined;
  const lacking = lackingFor(wish, permissions);
  return explainLack(wish, lacking.length ? lacking : NEEDED[wish].map(({ name }) => name), place);
}

function inWords(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
