/** Threads are opened, changed and put away, channels deleted: it is remembered, and the bot is told. */
import { type Channel, ChannelType, newChannel, type Thread } from './channel.ts';
import type { State } from './state.ts';
import type { WireUser } from './wire.ts';
import { wireChannel } from './wire-channel.ts';

export interface NewThread {
  readonly name: string;
  readonly type: number;
  readonly ownerId: string;
  /** The id of the message that it starts from. */
  readonly id?: string | undefined;
  readonly autoArchive?: number | null | undefined;
  readonly invitable?: boolean | null | undefined;
  readonly appliedTags?: readonly string[] | null | undefined;
}

/** Opens it and tells the bot; who opens a thread is in it. */
export function openThread(state: State, parent: Channel, sketch: NewThread): Channel {
  const now = state.now();
  const thread: Thread = {
    ownerId: sketch.ownerId,
    archived: false,
    locked: false,
    autoArchive: sketch.autoArchive ?? 4320,
    archiveChangedAt: now,
    createdAt: now,
    lastActiveAt: now,
    invitable: sketch.invitable ?? true,
    members: new Map([[sketch.ownerId, now]]),
    appliedTags: sketch.appliedTags ?? [],
    messages: 0,
  };
  const { name, type, id = state.newId() } = sketch;
  const channel = newChannel({ id, name, type, guildId: parent.guildId, parentId: parent.id, thread });
  state.channels.push(channel);
  state.tell('THREAD_CREATE', { ...wireChannel(state, channel), newly_created: true });
  state.changes.emit('change');
  return channel;
}

export interface ThreadChange {
  readonly name?: string | null;
  readonly archived?: boolean | null;
  readonly locked?: boolean | null;
  readonly auto_archive_duration?: number | null;
  readonly applied_tags?: readonly string[] | null;
}

export function changeThread(state: State, channel: Channel, thread: Thread, change: ThreadChange): void {
  if (change.archived != null && change.archived !== thread.archived) thread.archiveChangedAt = state.now();
  if (change.archived === false) thread.lastActiveAt = state.now();
  thread.archived = change.archived ?? thread.archived;
  thread.locked = change.locked ?? thread.locked;
  thread.autoArchive = change.auto_archive_duration ?? thread.autoArchive;
  thread.appliedTags = change.applied_tags ?? thread.appliedTags;
  channel.name = change.name ?? channel.name;
  state.tell('THREAD_UPDATE', wireChannel(state, channel));
  state.changes.emit('change');
}

/** A thread in which nobody has written for its time is put away, as Discord does by its clock. */
export function archiveIdleThreads(state: State): void {
  for (const channel of state.channels) {
    const { thread } = channel;
    if (!thread || thread.archived || state.now() - thread.lastActiveAt < thread.autoArchive * 60_000) continue;
    changeThread(state, channel, thread, { archived: true });
  }
}

export function joinThread(state: State, channel: Channel, thread: Thread, userId: string): void {
  if (thread.members.has(userId)) return;
  thread.members.set(userId, state.now());
  const added = [{ id: channel.id, user_id: userId, join_timestamp: new Date(state.now()).toISOString(), flags: 0 }];
  const ids = { id: channel.id, guild_id: channel.guildId, member_count: thread.members.size };
  state.tell('THREAD_MEMBERS_UPDATE', { ...ids, added_members: added });
}

/** Where the bot and this person write to each other; opened when it is first needed. */
export function directMessages(state: State, user: WireUser, others: readonly WireUser[] = []): Channel {
  const recipients = others.length > 0 ? [user, ...others] : [user];
  const same = (channel: Channel) =>
    channel.type === ChannelType.direct &&
    channel.recipients
      .map(({ id }) => id)
      .sort()
      .join() ===
      recipients
        .map(({ id }) => id)
        .sort()
        .join();
  const known = state.channels.find(same);
  if (known) return known;
  const name = `@${recipients.map(({ username }) => username).join(' and ')}`;
  const channel = newChannel({ id: state.newId(), name, type: ChannelType.direct, recipients });
  state.channels.push(channel);
  return channel;
}

/** The channel is gone, and with it its threads and all messages. */
export function removeChannel(state: State, channel: Channel): void {
  for (const thread of state.channels.filter(({ parentId }) => parentId === channel.id)) removeChannel(state, thread);
  state.channels.splice(state.channels.indexOf(channel), 1);
  for (const message of state.messages.values()) {
    if (message.channel_id === channel.id) state.messages.delete(message.id);
  }
  state.tell(channel.thread ? 'THREAD_DELETE' : 'CHANNEL_DELETE', wireChannel(state, channel));
  state.changes.emit('change');
}
