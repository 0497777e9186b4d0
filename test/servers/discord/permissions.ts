/** Permissions: their names and bits, and what somebody may do in a channel by its overwrites. */
import type { Channel, State } from './state.ts';

/** https://discord.com/developers/docs/topics/permissions */
export const Permission = {
  addReactions: 1n << 6n,
  administrator: 1n << 3n,
  manageChannels: 1n << 4n,
  manageGuild: 1n << 5n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  manageMessages: 1n << 13n,
  embedLinks: 1n << 14n,
  attachFiles: 1n << 15n,
  readMessageHistory: 1n << 16n,
  mentionEveryone: 1n << 17n,
  useApplicationCommands: 1n << 31n,
  manageThreads: 1n << 34n,
  createPublicThreads: 1n << 35n,
  createPrivateThreads: 1n << 36n,
  sendMessagesInThreads: 1n << 38n,
  useExternalApps: 1n << 50n,
} as const;

export type PermissionName = keyof typeof Permission;

/** What a real member of a real server had: nothing of moderation. `manageGuild` and `manageMessages` are not in it. */
export const allPermissions = '2248473465835073';
/** What an application may do where it is not a member: what the person who brought it could let it do. */
export const guestPermissions = String(
  Permission.embedLinks | Permission.attachFiles | Permission.mentionEveryone | (1n << 18n),
);

export interface Overwrite {
  readonly id: string;
  /** 0 = role, 1 = member. */
  readonly type: number;
  allow: bigint;
  deny: bigint;
}

export function bits(names: readonly PermissionName[]): bigint {
  return names.reduce((sum, name) => sum | Permission[name], 0n);
}

/** What the bot may do there: the server's grant, then everyone's overwrites, then its own. Threads take their channel's. */
export function botPermissions(state: State, channel: Channel): bigint {
  const guild = state.guilds.find(({ id }) => id === channel.guildId);
  if (!guild) return BigInt(allPermissions);
  const settings = state.channels.find(({ id }) => id === channel.parentId && channel.thread) ?? channel;
  let granted = guild.botPermissions;
  for (const id of [guild.id, state.bot.id]) {
    const overwrite = settings.overwrites.find((candidate) => candidate.id === id);
    if (overwrite) granted = (granted & ~overwrite.deny) | overwrite.allow;
  }
  // Without seeing a channel nothing else can be done in it.
  return granted & Permission.viewChannel ? granted : 0n;
}

export function botMay(state: State, channel: Channel, name: PermissionName): boolean {
  return Boolean(botPermissions(state, channel) & Permission[name]);
}
