/** A message as the gateway tells it comes in; what is known of its place and its author goes out, from what Discord told before. */
import { type Client, PermissionFlagsBits } from 'discord.js';
import { say } from '../../domain/words.ts';
import type { CommandRequest } from '../command-request.ts';
import { refusalIn } from '../permissions-of-call.ts';
import type { GatewayMessage } from './hear.ts';
import { threadPlaceIn } from './thread-place.ts';

export type Surroundings = Pick<
  CommandRequest,
  'places' | 'roles' | 'mayManage' | 'locale' | 'threads' | 'explainRefusal'
>;

export function surroundingsOf(client: Client, message: GatewayMessage): Surroundings {
  const { guild_id: guildId, channel_id: channelId, author, member } = message;
  const channel = client.channels.cache.get(channelId);
  const guild = guildId === undefined ? undefined : client.guilds.cache.get(guildId);
  const roles = guildId === undefined ? [] : [...(member?.roles ?? []), guildId];
  const manages = (id: string) => guild?.roles.cache.get(id)?.permissions.has(PermissionFlagsBits.ManageGuild) ?? false;
  const parent = channel && 'parent' in channel ? channel.parent : null;
  const category = parent && 'parentId' in parent ? parent.parentId : null;
  const me = guild?.members.me;
  const permissions = me && channel && !channel.isDMBased() ? channel.permissionsFor(me) : null;
  return {
    places: [channelId, parent?.id ?? null, category].filter((id) => id !== null),
    roles,
    mayManage: guild !== undefined && (guild.ownerId === author.id || roles.some(manages)),
    locale: guild?.preferredLocale ?? 'en-US',
    threads:
      guildId === undefined
        ? { kind: 'impossible', why: say('There are no threads in direct messages.') }
        : threadPlaceIn(channel, permissions, client.user?.username ?? 'Paperboy'),
    explainRefusal: refusalIn(channel, permissions, client.user?.username ?? 'Paperboy'),
  };
}
