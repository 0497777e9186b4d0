/** What a person writes and does in a channel besides using commands; the bot is told over the gateway. */
import type { Channel } from './channel.ts';
import { ChannelType } from './channel.ts';
import { changeThread, joinThread, openThread } from './channel-changes.ts';
import { addMessage, attachmentSizeLimit, deleteMessage, editMessage } from './messages.ts';
import { react, unreact } from './reactions.ts';
import type { State } from './state.ts';
import { canSee } from './visible.ts';
import type { WireMessage, WireUser } from './wire.ts';

export interface Said {
  /** A reply to this message. */
  readonly replyTo?: WireMessage;
  /** Whether the reply mentions whom it answers, which is how the client is set. Default true. */
  readonly ping?: boolean;
  readonly files?: readonly { readonly name: string; readonly content: string | Buffer }[];
}

/** @throws Error when it could not be written there */
export function say(state: State, user: WireUser, channel: Channel, text: string, said: Said = {}): WireMessage {
  if (channel.type === ChannelType.forum) throw new Error(`${channel.name} is a forum: use post(title, text)`);
  if (channel.thread?.locked) throw new Error(`The thread ${channel.name} is locked`);
  if ([...text].length > 2000) throw new Error(`${[...text].length} characters cannot be sent, 2000 at most`);
  const { replyTo, ping = true, files = [] } = said;
  if (!text && files.length === 0) throw new Error('Nothing was written');
  if (replyTo && !canSee(state, replyTo, user)) throw new Error(`${user.username} does not see what they answer`);
  const { thread } = channel;
  if (thread) joinThread(state, channel, thread, user.id);
  // An answer to a command is a webhook's message: replying to it mentions nobody.
  const answered = replyTo && ping && !replyTo.webhook_id ? [replyTo.author] : [];
  const named = [...text.matchAll(/<@!?(\d+)>/g)].flatMap(([, id = '']) => state.users.get(id) ?? []);
  const mentions = [...new Map([...named, ...answered].map((person) => [person.id, person])).values()];
  const roles = state.guilds.filter(({ id }) => id === channel.guildId).map(({ botRoleId }) => botRoleId);
  const mentionRoles = roles.filter((id) => text.includes(`<@&${id}>`));
  const body = { content: text, ...(replyTo && { message_reference: { message_id: replyTo.id } }) };
  const uploads = files.map(({ name, content }, index) => ({
    name,
    content: Buffer.from(content),
    number: String(index),
  }));
  if (uploads.some(({ content }) => content.length > attachmentSizeLimit)) throw new Error('The file is too large');
  const more = { nonce: state.newId(), ...(thread && { position: thread.messages }) };
  const message = addMessage(state, body, {
    channelId: channel.id,
    files: uploads,
    author: user,
    mentions,
    mentionRoles,
    more,
  });
  state.changes.emit('change');
  return message;
}

export interface StartedThread {
  /** The message that it starts from. */
  readonly from?: WireMessage;
  readonly private?: boolean;
}

export function startThread(
  state: State,
  user: WireUser,
  parent: Channel,
  name: string,
  { from, private: secret = false }: StartedThread = {},
): Channel {
  if (from && !canSee(state, from, user)) throw new Error(`${user.username} does not see that message`);
  if (from && state.channels.some(({ id }) => id === from.id)) throw new Error('There is a thread already');
  const announced = parent.type === ChannelType.announcement;
  const open = announced ? ChannelType.announcementThread : ChannelType.publicThread;
  return openThread(state, parent, {
    name,
    type: secret ? ChannelType.privateThread : open,
    ownerId: user.id,
    id: from?.id,
  });
}

/** A post in a forum: a thread with a first message of the same id. */
export function post(
  state: State,
  user: WireUser,
  forum: Channel,
  { title, text, tags = [] }: { readonly title: string; readonly text: string; readonly tags?: readonly string[] },
): { readonly thread: Channel; readonly message: WireMessage } {
  if (forum.type !== ChannelType.forum) throw new Error(`${forum.name} is not a forum`);
  const appliedTags = tags.map((name) => {
    const tag = forum.tags.find((candidate) => candidate.name === name);
    if (!tag) throw new Error(`${forum.name} has no tag ${name}`);
    return tag.id;
  });
  const sketch = { name: title, type: ChannelType.publicThread, ownerId: user.id, appliedTags };
  const thread = openThread(state, forum, sketch);
  const mentions = [...text.matchAll(/<@!?(\d+)>/g)].flatMap(([, id = '']) => state.users.get(id) ?? []);
  const place = { channelId: thread.id, files: [], author: user, mentions, id: thread.id };
  return { thread, message: addMessage(state, { content: text }, place) };
}

export function edit(state: State, user: WireUser, message: WireMessage, text: string): void {
  if (message.author.id !== user.id) throw new Error(`${user.username} did not write that`);
  editMessage(state, message, { content: text }, []);
  state.changes.emit('change');
}

/** Their own, or with the permission of a moderator anybody's. An ephemeral message is only put away. */
export function remove(state: State, user: WireUser, message: WireMessage): void {
  if (!canSee(state, message, user)) throw new Error(`${user.username} does not see that message`);
  deleteMessage(state, message);
}

export function setReaction(state: State, user: WireUser, message: WireMessage, emoji: string, on: boolean): void {
  if (!canSee(state, message, user)) throw new Error(`${user.username} does not see that message`);
  if (state.onlyFor.has(message.id)) throw new Error('Nobody can react to a message that only they see');
  (on ? react : unreact)(state, message, emoji, user);
}

/** What closing a thread does, or a moderator's locking. */
export function archive(state: State, channel: Channel, locked: boolean): void {
  if (!channel.thread) throw new Error(`${channel.name} is not a thread`);
  changeThread(state, channel, channel.thread, { archived: true, locked });
}
