/** Channels, threads and direct messages in the shape in which Discord sends them. */
import { type Channel, ChannelType } from './channel.ts';
import { botPermissions } from './permissions.ts';
import type { State } from './state.ts';

export function wireChannel(state: State, channel: Channel): Record<string, unknown> {
  const { id, type, name, guildId, parentId, lastMessageId, thread, recipients } = channel;
  const common = { id, type, flags: channel.tagRequired ? 16 : 0, last_message_id: lastMessageId };
  if (type === ChannelType.direct) return { ...common, recipients };
  if (thread) {
    return {
      ...common,
      name,
      guild_id: guildId,
      parent_id: parentId,
      owner_id: thread.ownerId,
      rate_limit_per_user: 0,
      message_count: thread.messages,
      total_message_sent: thread.messages,
      member_count: Math.min(thread.members.size, 50),
      thread_metadata: {
        archived: thread.archived,
        locked: thread.locked,
        auto_archive_duration: thread.autoArchive,
        archive_timestamp: new Date(thread.archiveChangedAt).toISOString(),
        create_timestamp: new Date(thread.createdAt).toISOString(),
        ...(type === ChannelType.privateThread && { invitable: thread.invitable }),
      },
      ...(thread.appliedTags.length > 0 && { applied_tags: thread.appliedTags }),
      ...(thread.members.has(state.bot.id) && { member: threadMember(channel, state.bot.id) }),
    };
  }
  const forum = {
    available_tags: channel.tags.map((tag) => ({ ...tag, moderated: false, emoji_id: null, emoji_name: null })),
    default_reaction_emoji: null,
    default_sort_order: null,
    default_forum_layout: 0,
  };
  return {
    ...common,
    name,
    guild_id: guildId,
    position: 0,
    permission_overwrites: channel.overwrites.map(({ id, type, allow, deny }) => ({
      id,
      type,
      allow: String(allow),
      deny: String(deny),
    })),
    parent_id: parentId ?? null,
    nsfw: false,
    topic: null,
    rate_limit_per_user: 0,
    ...(type === ChannelType.forum && forum),
    ...((type === ChannelType.voice || type === ChannelType.stage) && {
      bitrate: 64_000,
      user_limit: 0,
      rtc_region: null,
    }),
  };
}

/** In an interaction, with what the person may do there; a person's own membership in a thread is told, too. */
export function interactionChannel(state: State, channel: Channel, userId: string, permissions: string) {
  const whole = wireChannel(state, channel);
  if (channel.type === ChannelType.direct) {
    // Whom else a bot would not know of writes here is not told.
    const { recipients: _, ...partial } = whole;
    return partial;
  }
  const mine = channel.thread?.members.has(userId) && { member: threadMember(channel, userId) };
  return { ...whole, ...mine, permissions };
}

export function threadMember({ id, thread }: Channel, userId: string): Record<string, unknown> {
  const joined = new Date(thread?.members.get(userId) ?? 0).toISOString();
  return { id, user_id: userId, join_timestamp: joined, flags: 0 };
}

/** As it is in a guild that the bot has just been told of. */
export function activeThreads(state: State, guildId: string): Channel[] {
  return state.channels.filter(
    (channel) =>
      channel.guildId === guildId &&
      channel.thread &&
      !channel.thread.archived &&
      (channel.type !== ChannelType.privateThread || channel.thread.members.has(state.bot.id)) &&
      botPermissions(state, channel) > 0n,
  );
}
