/** Reactions that the bot adds and takes away. */
import { channelOf, messageOf, need, needOpen } from './channel-access.ts';
import { react, unreact } from './reactions.ts';
import { Refusal } from './refusal.ts';
import type { RestRequest, Route } from './rest-router.ts';
import type { State } from './state.ts';

const path = '/channels/:channel/messages/:message/reactions';

export function reactionRoutes(state: State): Route[] {
  const emojiOf = (request: RestRequest) => {
    const emoji = request.parameter('emoji');
    if (/^[\p{ASCII}]+$/u.test(emoji) && !/^\w+:\d+$/.test(emoji)) {
      throw new Refusal(400, 10_014, 'Unknown Emoji', 'state');
    }
    return emoji;
  };
  const openMessage = (request: RestRequest) => {
    needOpen(channelOf(state, request));
    return messageOf(state, request);
  };
  return [
    {
      method: 'PUT',
      path: `${path}/:emoji/@me`,
      answer(request) {
        const message = openMessage(request);
        const emoji = emojiOf(request);
        const first = !message.reactions?.some((reaction) => reaction.emoji.name === emoji);
        need(state, channelOf(state, request), 'readMessageHistory', ...(first ? (['addReactions'] as const) : []));
        react(state, message, emoji, state.bot);
        return { status: 204 };
      },
    },
    {
      method: 'DELETE',
      path: `${path}/:emoji/@me`,
      answer(request) {
        unreact(state, openMessage(request), emojiOf(request), state.bot);
        return { status: 204 };
      },
    },
    {
      method: 'DELETE',
      path: `${path}/:emoji/:user`,
      answer(request) {
        need(state, channelOf(state, request), 'manageMessages');
        const user = state.users.get(request.parameter('user'));
        if (!user) throw new Refusal(404, 10_013, 'Unknown User', 'state');
        unreact(state, openMessage(request), emojiOf(request), user);
        return { status: 204 };
      },
    },
    {
      method: 'DELETE',
      path,
      answer(request) {
        need(state, channelOf(state, request), 'manageMessages');
        openMessage(request).reactions = [];
        return { status: 204 };
      },
    },
  ];
}
