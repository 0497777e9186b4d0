/** Servers, their members, people, and direct messages with them. */
import { directMessages } from './channel-changes.ts';
import { invalidForm, Refusal } from './refusal.ts';
import type { RestRequest, Route } from './rest-router.ts';
import type { State } from './state.ts';
import { activeThreads, wireChannel } from './wire-channel.ts';
import { guildChannels, restGuild, rolesOf, threadList, wireMember } from './wire-guild.ts';

export function guildRoutes(state: State): Route[] {
  const guildOf = (request: RestRequest) => {
    const guild = state.guilds.find(({ id }) => id === request.parameter('guild'));
    if (!guild) throw new Refusal(404, 10_004, 'Unknown Guild', 'state');
    if (!guild.joined) throw new Refusal(403, 50_001, 'Missing Access', 'state');
    return guild;
  };
  const userOf = (request: RestRequest, missing: number) => {
    const user = state.users.get(request.parameter('user'));
    if (!user) throw new Refusal(404, missing, 'Unknown User', 'state');
    return user;
  };
  const memberOf = (request: RestRequest) => {
    guildOf(request);
    const { permissions: _, ...member } = wireMember(userOf(request, 10_007));
    return member;
  };
  return [
    {
      method: 'GET',
      path: '/guilds/:guild',
      answer: (request) => ({ status: 200, body: restGuild(state, guildOf(request)) }),
    },
    {
      method: 'GET',
      path: '/guilds/:guild/channels',
      answer(request) {
        const channels = guildChannels(state, guildOf(request).id);
        return { status: 200, body: channels.map((channel) => wireChannel(state, channel)) };
      },
    },
    {
      method: 'GET',
      path: '/guilds/:guild/roles',
      answer: (request) => ({ status: 200, body: rolesOf(state, guildOf(request)) }),
    },
    {
      method: 'GET',
      path: '/guilds/:guild/threads/active',
      answer: (request) => ({ status: 200, body: threadList(state, activeThreads(state, guildOf(request).id)) }),
    },
    {
      method: 'GET',
      path: '/guilds/:guild/members/:user',
      answer: (request) => ({ status: 200, body: memberOf(request) }),
    },
    { method: 'GET', path: '/users/:user', answer: (request) => ({ status: 200, body: userOf(request, 10_013) }) },
    {
      method: 'POST',
      path: '/users/@me/channels',
      answer(request) {
        const { recipient_id } = request.body as { readonly recipient_id?: string };
        const user = state.users.get(recipient_id ?? '');
        if (!user || user.bot) {
          throw invalidForm('state', [
            { path: '/recipient_id', code: 'INVALID_RECIPIENT', message: 'nobody to write to' },
          ]);
        }
        return { status: 200, body: wireChannel(state, directMessages(state, user)) };
      },
    },
  ];
}
