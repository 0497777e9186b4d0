/** What admins, moderators and Discord itself do to the bot's world while it runs; the bot is told as Discord would. */
import { type Channel, type ForumTag, newChannel } from './channel.ts';
import { changeThread, removeChannel } from './channel-changes.ts';
import { deleteMessage } from './messages.ts';
import { bits, type PermissionName } from './permissions.ts';
import type { Guild, State } from './state.ts';
import type { WireMessage, WireUser } from './wire.ts';
import { wireChannel } from './wire-channel.ts';
import { wireGuild } from './wire-guild.ts';

/** Channels and threads are named by name or id, servers by name. */
export interface World {
  /** Takes permissions from the bot in this channel; `viewChannel` hides it altogether. */
  forbid(channel: string, ...permissions: readonly PermissionName[]): void;
  /** Gives them to it there. */
  permit(channel: string, ...permissions: readonly PermissionName[]): void;
  /** Takes permissions from the bot everywhere in the server; by default in the first. */
  forbidEverywhere(...permissions: readonly PermissionName[]): void;
  addChannel(name: string): Channel;
  deleteChannel(channel: string): void;
  deleteMessage(message: WireMessage): void;
  archive(thread: string, options?: { readonly lock?: boolean }): void;
  unarchive(thread: string): void;
  /** Tags that posts of this forum can have; `required` makes one of them necessary. */
  setTags(forum: string, names: readonly string[], options?: { readonly required?: boolean }): readonly ForumTag[];
  /** This person takes no more direct messages of the bot. */
  closeDirectMessages(user: WireUser): void;
  /** The bot is thrown out of the server, or asked in. */
  kick(server?: string): void;
  invite(server: string): void;
  /** Discord has trouble with the server: it cannot be reached for a while. */
  unavailable(server?: string): void;
}

export function createWorld(state: State): World {
  const channelOf = (name: string) => {
    const found = state.channels.find((channel) => channel.name === name || channel.id === name);
    if (!found) throw new Error(`There is no channel ${name}`);
    return found;
  };
  const threadOf = (name: string) => {
    const channel = channelOf(name);
    if (!channel.thread) throw new Error(`${name} is not a thread`);
    return { channel, thread: channel.thread };
  };
  const guildOf = (name: string | undefined) => {
    const found = state.guilds.find((guild) => guild.name === (name ?? state.guilds[0]?.name));
    if (!found) throw new Error(`There is no server ${name}`);
    return found;
  };
  const overwrite = (name: string, change: { readonly allow: bigint; readonly deny: bigint }) => {
    const channel = channelOf(name);
    const known = channel.overwrites.find(({ id }) => id === state.bot.id);
    const mine = known ?? { id: state.bot.id, type: 1, allow: 0n, deny: 0n };
    if (!known) channel.overwrites.push(mine);
    mine.allow = (mine.allow | change.allow) & ~change.deny;
    mine.deny = (mine.deny | change.deny) & ~change.allow;
    state.tell('CHANNEL_UPDATE', wireChannel(state, channel));
    state.changes.emit('change');
  };
  const leave = (guild: Guild, unavailable: boolean) => {
    state.tell('GUILD_DELETE', { id: guild.id, ...(unavailable && { unavailable }) });
    state.changes.emit('change');
  };
  return {
    forbid: (name, ...permissions) => overwrite(name, { allow: 0n, deny: bits(permissions) }),
    permit: (name, ...permissions) => overwrite(name, { allow: bits(permissions), deny: 0n }),
    forbidEverywhere(...permissions) {
      const guild = guildOf(undefined);
      guild.botPermissions &= ~bits(permissions);
      const { channels: _, threads: __, members: ___, ...told } = wireGuild(state, guild);
      state.tell('GUILD_UPDATE', told);
    },
    addChannel(name) {
      const channel = newChannel({ id: state.newId(), name, guildId: state.guildId });
      state.channels.push(channel);
      state.tell('CHANNEL_CREATE', wireChannel(state, channel));
      return channel;
    },
    deleteChannel: (name) => removeChannel(state, channelOf(name)),
    deleteMessage: (message) => deleteMessage(state, message),
    archive(name, { lock = false } = {}) {
      const { channel, thread } = threadOf(name);
      changeThread(state, channel, thread, { archived: true, locked: lock });
    },
    unarchive(name) {
      const { channel, thread } = threadOf(name);
      changeThread(state, channel, thread, { archived: false, locked: false });
    },
    setTags(name, names, { required = false } = {}) {
      const forum = channelOf(name);
      forum.tags.splice(0, forum.tags.length, ...names.map((tag) => ({ id: state.newId(), name: tag })));
      forum.tagRequired = required;
      state.tell('CHANNEL_UPDATE', wireChannel(state, forum));
      return forum.tags;
    },
    closeDirectMessages: (user) => state.closedTo.add(user.id),
    kick(name) {
      const guild = guildOf(name);
      guild.joined = false;
      leave(guild, false);
    },
    invite(name) {
      const guild = guildOf(name);
      guild.joined = true;
      state.tell('GUILD_CREATE', wireGuild(state, guild));
    },
    unavailable: (name) => leave(guildOf(name), true),
  };
}
