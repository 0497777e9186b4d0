/** Messages outside of interactions: what the bot posts, edits, deletes and publishes in channels. */

import { type Channel, ChannelType } from './channel.ts';
import { channelOf, messageOf, need, needOpen, needToWrite, wrongType } from './channel-access.ts';
import { changeThread, removeChannel, type ThreadChange } from './channel-changes.ts';
import { tellMessage } from './message-events.ts';
import { addMessage, deleteMessage, editMessage } from './messages.ts';
import { botMay } from './permissions.ts';
import { invalidForm, Refusal } from './refusal.ts';
import type { RestRequest, Route } from './rest-router.ts';
import type { State } from './state.ts';
import { type MessageBody, MessageFlag, type WireMessage, type WireUser } from './wire.ts';
import { wireChannel } from './wire-channel.ts';

/** Milliseconds; "in the past few minutes", the documentation says. */
const nonceLifetime = 180_000;
const channelPath = '/channels/:channel';
const messagePath = '/channels/:channel/messages/:message';

export function channelRoutes(state: State): Route[] {
  const once = new Map<string, { readonly message: WireMessage; readonly at: number }>();
  return [
    {
      method: 'GET',
      path: channelPath,
      answer: (request) => ({ status: 200, body: wireChannel(state, channelOf(state, request)) }),
    },
    { method: 'PATCH', path: channelPath, answer: (request) => changeChannel(state, request) },
    {
      method: 'DELETE',
      path: channelPath,
      answer(request) {
        const channel = channelOf(state, request);
        need(state, channel, channel.thread ? 'manageThreads' : 'manageChannels');
        removeChannel(state, channel);
        return { status: 200, body: wireChannel(state, channel) };
      },
    },
    {
      method: 'POST',
      path: '/channels/:channel/typing',
      answer(request) {
        const channel = channelOf(state, request);
        needToWrite(state, channel);
        needOpen(channel);
        return { status: 204 };
      },
    },
    {
      method: 'GET',
      path: '/channels/:channel/messages',
      answer: (request) => ({ status: 200, body: history(state, channelOf(state, request), request.query) }),
    },
    {
      method: 'POST',
      path: '/channels/:channel/messages',
      kind: 'channel message',
      answer(request) {
        const channel = channelOf(state, request);
        const body = request.body as MessageBody;
        needToPost(state, channel, body, request.files.length);
        const key = body.enforce_nonce && body.nonce ? `${channel.id}:${body.nonce}` : undefined;
        const earlier = key === undefined ? undefined : once.get(key);
        if (earlier && state.now() - earlier.at < nonceLifetime) return { status: 200, body: earlier.message };
        const message = addMessage(state, body, {
          channelId: channel.id,
          files: request.files,
          mentions: repliedTo(state, channel, body),
        });
        if (key !== undefined) once.set(key, { message, at: state.now() });
        state.changes.emit('change');
        return { status: 200, body: message };
      },
    },
    { method: 'GET', path: messagePath, answer: (request) => ({ status: 200, body: readable(state, request) }) },
    {
      method: 'PATCH',
      path: messagePath,
      kind: 'channel edit',
      answer(request) {
        const message = messageOf(state, request);
        if (message.author.id !== state.bot.id) {
          throw new Refusal(403, 50005, 'Cannot edit a message authored by another user', 'state');
        }
        needOpen(channelOf(state, request));
        editMessage(state, message, request.body as MessageBody, request.files);
        state.changes.emit('change');
        return { status: 200, body: message };
      },
    },
    {
      method: 'DELETE',
      path: messagePath,
      answer(request) {
        const message = messageOf(state, request);
        const channel = channelOf(state, request);
        needOpen(channel);
        if (message.author.id !== state.bot.id) need(state, channel, 'manageMessages');
        deleteMessage(state, message);
        return { status: 204 };
      },
    },
    {
      method: 'POST',
      path: `${messagePath}/crosspost`,
      answer(request) {
        const message = messageOf(state, request);
        const channel = channelOf(state, request);
        if (channel.type !== ChannelType.announcement) throw wrongType();
        need(state, channel, message.author.id === state.bot.id ? 'sendMessages' : 'manageMessages');
        if (message.flags & MessageFlag.crossposted) {
          throw new Refusal(400, 40033, 'This message has already been crossposted.', 'state');
        }
        message.flags |= MessageFlag.crossposted;
        tellMessage(state, 'MESSAGE_UPDATE', message, channel);
        state.changes.emit('change');
        return { status: 200, body: message };
      },
    },
  ];
}

function needToPost(state: State, channel: Channel, body: MessageBody, files: number): void {
  needToWrite(state, channel);
  if (files > 0) need(state, channel, 'attachFiles');
  if (body.embeds?.length) need(state, channel, 'embedLinks');
  if (body.message_reference && channel.guildId && !botMay(state, channel, 'readMessageHistory')) {
    throw new Refusal(400, 160_002, 'Cannot reply without permission to read message history', 'state');
  }
}

/** Whom a reply of the bot mentions: the author, if it says so. @throws Refusal when there is no such message */
function repliedTo(state: State, channel: Channel, body: MessageBody): WireUser[] {
  const { message_reference: reference, allowed_mentions } = body;
  if (!reference) return [];
  const message = state.messages.get(reference.message_id ?? '');
  if (!message || message.channel_id !== channel.id || message.flags & MessageFlag.ephemeral) {
    if (reference.fail_if_not_exists === false) return [];
    const path = '/message_reference';
    throw invalidForm('state', [{ path, code: 'REPLIES_UNKNOWN_MESSAGE', message: 'Unknown message' }]);
  }
  return allowed_mentions?.replied_user ? [message.author] : [];
}

function readable(state: State, request: RestRequest): WireMessage {
  const message = messageOf(state, request);
  need(state, channelOf(state, request), 'readMessageHistory');
  return message;
}

/** Newest first, as Discord gives them. */
function history(state: State, channel: Channel, query: URLSearchParams): WireMessage[] {
  // As Discord documents it: no refusal, but nothing to see.
  if (channel.guildId && !botMay(state, channel, 'readMessageHistory')) return [];
  const before = query.get('before');
  const after = query.get('after');
  const found = [...state.messages.values()].filter(
    ({ id, channel_id, flags }) =>
      channel_id === channel.id &&
      !(flags & MessageFlag.ephemeral) &&
      (before === null || BigInt(id) < BigInt(before)) &&
      (after === null || BigInt(id) > BigInt(after)),
  );
  const newestFirst = found.sort((one, other) => Number(BigInt(other.id) - BigInt(one.id)));
  const limit = Number(query.get('limit') ?? 50);
  return after === null ? newestFirst.slice(0, limit) : newestFirst.slice(-limit);
}

function changeChannel(state: State, request: RestRequest) {
  const channel = channelOf(state, request);
  const change = request.body as ThreadChange;
  if (!channel.thread) {
    need(state, channel, 'manageChannels');
    channel.name = change.name ?? channel.name;
    state.tell('CHANNEL_UPDATE', wireChannel(state, channel));
    return { status: 200, body: wireChannel(state, channel) };
  }
  const { thread } = channel;
  const mine = thread.ownerId === state.bot.id;
  // Anyone in an unlocked thread can bring it back; its owner can do all but lock it.
  const reopens = Object.keys(change).join() === 'archived' && change.archived === false && !thread.locked;
  if (change.locked != null || !(mine || reopens)) need(state, channel, 'manageThreads');
  if (change.archived !== false && !('locked' in change)) needOpen(channel);
  changeThread(state, channel, thread, change);
  return { status: 200, body: wireChannel(state, channel) };
}
