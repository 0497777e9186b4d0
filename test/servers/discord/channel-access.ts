/** A request names a channel or a message; it goes out if the bot may have it, and Discord's refusal if not. */
import { type Channel, ChannelType, type Thread } from './channel.ts';
import { botMay, type PermissionName } from './permissions.ts';
import { Refusal } from './refusal.ts';
import type { RestRequest } from './rest-router.ts';
import type { State } from './state.ts';
import { MessageFlag, type WireMessage } from './wire.ts';

/** Channels in which nobody writes: their posts and threads are written in. */
const silent: readonly number[] = [ChannelType.forum];

/** @throws Refusal 10003 or 50001 */
export function channelOf(state: State, request: RestRequest): Channel {
  const channel = state.channels.find(({ id }) => id === request.parameter('channel'));
  if (!channel) throw new Refusal(404, 10003, 'Unknown Channel', 'state');
  if (!isMember(state, channel)) throw new Refusal(403, 50001, 'Missing Access', 'state');
  need(state, channel, 'viewChannel');
  return channel;
}

function isMember(state: State, { guildId, recipients, type }: Channel): boolean {
  // Between two people the bot is a guest: it answers interactions and nothing else.
  if (type === ChannelType.direct) return recipients.length === 1;
  return state.guilds.some(({ id, joined }) => id === guildId && joined);
}

/** @throws Refusal 10008 besides those of `channelOf` */
export function messageOf(state: State, request: RestRequest): WireMessage {
  const channel = channelOf(state, request);
  const message = state.messages.get(request.parameter('message'));
  if (!message || message.channel_id !== channel.id || message.flags & MessageFlag.ephemeral) {
    throw new Refusal(404, 10008, 'Unknown Message', 'state');
  }
  return message;
}

/** @throws Refusal 50001 where the channel cannot be seen, 50013 where something else is not permitted */
export function need(state: State, channel: Channel, ...permissions: readonly PermissionName[]): void {
  if (channel.type === ChannelType.direct) return;
  if (!botMay(state, channel, 'viewChannel')) throw new Refusal(403, 50001, 'Missing Access', 'state');
  const missing = permissions.filter((name) => !botMay(state, channel, name));
  if (missing.length > 0) {
    throw new Refusal(403, 50013, `Missing Permissions (${missing.join(', ')})`, 'state');
  }
}

/** Before the bot writes an ordinary message. @throws Refusal */
export function needToWrite(state: State, channel: Channel): void {
  if (silent.includes(channel.type)) {
    throw new Refusal(400, 50008, 'Cannot send messages in a non-text channel', 'state');
  }
  const [person] = channel.recipients;
  if (person && state.closedTo.has(person.id)) {
    throw new Refusal(403, 50007, 'Cannot send messages to this user', 'state');
  }
  need(state, channel, channel.thread ? 'sendMessagesInThreads' : 'sendMessages');
  if (channel.thread?.locked && !botMay(state, channel, 'manageThreads')) {
    throw channel.thread.archived ? archived() : new Refusal(403, 160_005, 'Thread is locked', 'state');
  }
}

/** Before anything is done to what stands in a thread. @throws Refusal 50083 */
export function needOpen(channel: Channel): void {
  if (channel.thread?.archived) throw archived();
}

export function threadOf(state: State, request: RestRequest): { readonly channel: Channel; readonly thread: Thread } {
  const channel = channelOf(state, request);
  if (!channel.thread) throw wrongType();
  return { channel, thread: channel.thread };
}

export function wrongType(): Refusal {
  return new Refusal(400, 50024, 'Cannot execute action on this channel type', 'state');
}

function archived(): Refusal {
  return new Refusal(400, 50083, 'Thread is archived', 'state');
}
