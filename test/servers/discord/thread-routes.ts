/** Threads that the bot starts, joins and leaves, and posts in forums. */

import { type Channel, ChannelType } from './channel.ts';
import { channelOf, messageOf, need, needOpen, threadOf, wrongType } from './channel-access.ts';
import { joinThread, openThread } from './channel-changes.ts';
import { tellMessage } from './message-events.ts';
import { addMessage } from './messages.ts';
import { Refusal } from './refusal.ts';
import type { RestAnswer, RestRequest, Route } from './rest-router.ts';
import type { State } from './state.ts';
import { MessageFlag, type ThreadBody } from './wire.ts';
import { threadMember, wireChannel } from './wire-channel.ts';
import { threadList } from './wire-guild.ts';

const membersPath = '/channels/:channel/thread-members';

export function threadRoutes(state: State): Route[] {
  const someone = (request: RestRequest) => {
    const user = state.users.get(request.parameter('user'));
    if (!user) throw new Refusal(404, 10_013, 'Unknown User', 'state');
    return user;
  };
  const join = (request: RestRequest, userId: string) => {
    const { channel, thread } = threadOf(state, request);
    needOpen(channel);
    joinThread(state, channel, thread, userId);
    return { status: 204 };
  };
  const leave = (request: RestRequest, userId: string) => {
    const { channel, thread } = threadOf(state, request);
    needOpen(channel);
    thread.members.delete(userId);
    return { status: 204 };
  };
  return [
    {
      method: 'POST',
      path: '/channels/:channel/messages/:message/threads',
      kind: 'thread',
      answer: (request) => fromMessage(state, request),
    },
    {
      method: 'POST',
      path: '/channels/:channel/threads',
      kind: 'thread',
      answer: (request) => fromChannel(state, request),
    },
    {
      method: 'GET',
      path: membersPath,
      answer(request) {
        const { channel, thread } = threadOf(state, request);
        return { status: 200, body: [...thread.members.keys()].map((id) => threadMember(channel, id)) };
      },
    },
    { method: 'PUT', path: `${membersPath}/@me`, answer: (request) => join(request, state.bot.id) },
    { method: 'DELETE', path: `${membersPath}/@me`, answer: (request) => leave(request, state.bot.id) },
    { method: 'PUT', path: `${membersPath}/:user`, answer: (request) => join(request, someone(request).id) },
    {
      method: 'DELETE',
      path: `${membersPath}/:user`,
      answer(request) {
        need(state, channelOf(state, request), 'manageThreads');
        return leave(request, someone(request).id);
      },
    },
    {
      method: 'GET',
      path: '/channels/:channel/threads/archived/public',
      answer(request) {
        const { id } = channelOf(state, request);
        const away = state.channels.filter(({ parentId, thread }) => parentId === id && thread?.archived);
        return { status: 200, body: threadList(state, away) };
      },
    },
  ];
}

/** The thread has the id of its message, so that there can only be one. */
function fromMessage(state: State, request: RestRequest): RestAnswer {
  const parent = channelOf(state, request);
  if (parent.type !== ChannelType.text && parent.type !== ChannelType.announcement) throw wrongType();
  const message = messageOf(state, request);
  need(state, parent, 'createPublicThreads');
  if (message.flags & MessageFlag.hasThread) {
    throw new Refusal(400, 160_004, 'A thread has already been created for this message', 'state');
  }
  const announced = parent.type === ChannelType.announcement;
  const type = announced ? ChannelType.announcementThread : ChannelType.publicThread;
  const channel = open(state, parent, request.body as ThreadBody, type, message.id);
  message.flags |= MessageFlag.hasThread;
  message.thread = wireChannel(state, channel);
  tellMessage(state, 'MESSAGE_UPDATE', message, parent);
  return { status: 201, body: wireChannel(state, channel) };
}

function fromChannel(state: State, request: RestRequest): RestAnswer {
  const parent = channelOf(state, request);
  const body = request.body as ThreadBody;
  if (parent.type === ChannelType.forum) return post(state, parent, body, request);
  if (parent.type !== ChannelType.text && parent.type !== ChannelType.announcement) throw wrongType();
  // Whoever does not say what kind of thread it is gets a private one.
  const type = body.type ?? ChannelType.privateThread;
  const fitting =
    parent.type === ChannelType.announcement
      ? type === ChannelType.announcementThread
      : type !== ChannelType.announcementThread;
  if (!fitting || body.message) throw wrongType();
  need(state, parent, type === ChannelType.privateThread ? 'createPrivateThreads' : 'createPublicThreads');
  return { status: 201, body: wireChannel(state, open(state, parent, body, type)) };
}

/** A post in a forum: a thread with its first message. */
function post(state: State, parent: Channel, body: ThreadBody, request: RestRequest): RestAnswer {
  const { message, applied_tags } = body;
  if (!message) throw new Refusal(400, 50_035, 'Invalid Form Body', 'state', [required('/message')]);
  need(state, parent, 'sendMessages');
  const unknown = (applied_tags ?? []).find((tag) => !parent.tags.some(({ id }) => id === tag));
  if (unknown) throw new Refusal(404, 10_087, `Unknown tag ${unknown}`, 'state');
  if (parent.tagRequired && !applied_tags?.length) {
    throw new Refusal(400, 40_067, 'A tag is required to create a forum post in this channel', 'state');
  }
  const channel = open(state, parent, body, ChannelType.publicThread);
  const first = addMessage(state, message, { id: channel.id, channelId: channel.id, files: request.files });
  state.changes.emit('change');
  return { status: 201, body: { ...wireChannel(state, channel), message: first } };
}

function open(state: State, parent: Channel, body: ThreadBody, type: number, id?: string): Channel {
  return openThread(state, parent, {
    name: body.name,
    type,
    ownerId: state.bot.id,
    id,
    autoArchive: body.auto_archive_duration,
    invitable: body.invitable,
    appliedTags: body.applied_tags,
  });
}

function required(path: string) {
  return { path, code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };
}
