/** What I may do in a channel and what I want to do there come in; what is lacking, in words with where to grant it, goes out. */
import { DiscordAPIError, PermissionFlagsBits, type PermissionsBitField, RESTJSONErrorCodes } from 'discord.js';
import { quoted, say, sayCounted, several, type Words } from '../domain/words.ts';

/** What I need permissions for. Answering a command needs none: Discord lets every interaction be answered. */
export type Wish =
  | 'see'
  | 'write'
  | 'write in a thread'
  | 'open a thread'
  | 'attach a file'
  | 'announce'
  | 'post'
  | 'look back';

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
const HISTORY: Permission = { bit: PermissionFlagsBits.ReadMessageHistory, name: 'Read Message History' };
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
  'look back': [HISTORY],
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
export function explainLack(wish: Wish, lacking: readonly string[], { bot, channel }: Place): Words | undefined {
  if (!lacking.length) return undefined;
  const names = several(lacking.map((name) => quoted(name)));
  const what = cannot(wish, channel ? say('in #{channel}', { channel }) : say('here'));
  return sayCounted(
    {
      one: '{what}: the permission {names} is missing. Somebody who manages the server grants it under Server Settings → Roles → {bot} → Permissions, or for one channel under Edit Channel → Permissions → {bot}.',
      other:
        '{what}: the permissions {names} are missing. Somebody who manages the server grants them under Server Settings → Roles → {bot} → Permissions, or for one channel under Edit Channel → Permissions → {bot}.',
    },
    lacking.length,
    { what, names, bot },
  );
}

function cannot(wish: Wish, where: Words): Words {
  switch (wish) {
    case 'see':
      return say('I cannot see anything {where}', { where });
    case 'write':
      return say('I cannot write messages {where}', { where });
    case 'write in a thread':
      return say('I cannot write in threads {where}', { where });
    case 'open a thread':
      return say('I cannot open threads {where}', { where });
    case 'attach a file':
      return say('I cannot attach files {where}', { where });
    case 'announce':
      return say('I cannot write announcements {where}', { where });
    case 'post':
      return say('I cannot open posts {where}', { where });
    case 'look back':
      return say('I cannot look whether a post already stands {where}', { where });
  }
}

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
): Words | undefined {
  if (!isRefusedForPermissions(error)) return undefined;
  const lacking = lackingFor(wish, permissions);
  return explainLack(wish, lacking.length ? lacking : NEEDED[wish].map(({ name }) => name), place);
}
