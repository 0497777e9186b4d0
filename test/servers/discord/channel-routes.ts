/** Messages outside of interactions: what the bot posts, edits and deletes in channels. */
import { addMessage, editMessage } from './messages.ts';
import { Refusal } from './refusal.ts';
import type { RestRequest, Route } from './rest-router.ts';
import type { State } from './state.ts';
import { type MessageBody, MessageFlag, type WireMessage } from './wire.ts';
import { wireChannel } from './wire-guild.ts';

const messagePath = '/channels/:channel/messages/:message';

export function channelRoutes(state: State): Route[] {
  const once = new Map<string, WireMessage>();
  const channelOf = (request: RestRequest) => {
    const channel = state.channels.find(({ id }) => id === request.parameter('channel'));
    if (!channel) throw new Refusal(404, 10003, 'Unknown Channel', 'state');
    return channel;
  };
  const messageOf = (request: RestRequest) => {
    const message = state.messages.get(request.parameter('message'));
    if (!message || message.channel_id !== channelOf(request).id || message.flags & MessageFlag.ephemeral) {
      throw new Refusal(404, 10008, 'Unknown Message', 'state');
    }
    return message;
  };
  return [
    {
      method: 'GET',
      path: '/channels/:channel',
      answer: (request) => ({ status: 200, body: wireChannel(channelOf(request), state.guildId) }),
    },
    {
      method: 'POST',
      path: '/channels/:channel/messages',
      kind: 'channel message',
      answer(request) {
        const { id } = channelOf(request);
        const body = request.body as MessageBody;
        const key = body.enforce_nonce && body.nonce ? `${id}:${body.nonce}` : undefined;
        const earlier = key === undefined ? undefined : once.get(key);
        if (earlier) return { status: 200, body: earlier };
        const message = addMessage(state, body, { channelId: id, files: request.files });
        if (key !== undefined) once.set(key, message);
        state.changes.emit('change');
        return { status: 200, body: message };
      },
    },
    { method: 'GET', path: messagePath, answer: (request) => ({ status: 200, body: messageOf(request) }) },
    {
      method: 'PATCH',
      path: messagePath,
      kind: 'channel edit',
      answer(request) {
        const message = messageOf(request);
        if (message.author.id !== state.bot.id) {
          throw new Refusal(403, 50005, 'Cannot edit a message authored by another user', 'state');
        }
        editMessage(state, message, request.body as MessageBody, request.files);
        state.changes.emit('change');
        return { status: 200, body: message };
      },
    },
    {
      method: 'DELETE',
      path: messagePath,
      answer(request) {
        state.messages.delete(messageOf(request).id);
        state.changes.emit('change');
        return { status: 204 };
      },
    },
  ];
}
