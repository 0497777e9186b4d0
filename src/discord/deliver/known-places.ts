/** A client comes in; what its gateway has told of servers and channels goes out, without a request. */
import { ChannelFlags, ChannelType, type Client, type GuildBasedChannel, PermissionFlagsBits } from 'discord.js';
import type { Destination } from '../../domain/subscription.ts';
import type { Label } from '../../domain/words.ts';
import { explainLack, lackingFor, type Wish } from '../permissions.ts';

export type ChannelForm = Extract<Destination, { readonly kind: 'channel' }>['form'];

export interface KnownChannel {
  readonly id: string;
  readonly name: string;
  /** Missing where nothing can be posted: a category, a voice channel. */
  readonly form?: ChannelForm;
  /** I may not even see it. */
  readonly isHidden: boolean;
  /** A thread that sleeps; who writes in it wakes it, unless it is locked. */
  readonly archived: boolean;
  readonly locked: boolean;
  /** Of a forum: what posts can be tagged with, but for what only moderators may. */
  readonly tags: readonly { readonly id: string; readonly name: string }[];
  readonly needsTag: boolean;
  /** What I may not do there that a post needs, in sentences with where to grant it. */
  readonly lacking: readonly Label[];
  /** Where I may not read what was said: whether something stands there already cannot be told. In a sentence, too. */
  readonly cannotLookBack?: Label;
}

export interface KnownPlaces {
  /** Whether we are a member of the server, also while Discord has trouble with it. */
  isMember(server: string): boolean;
  /** Whether Discord has trouble with the server just now. */
  isUnavailable(server: string): boolean;
  /** `undefined` where it is gone, or a thread that nobody has written in lately. */
  channel(id: string): KnownChannel | undefined;
  /** Where the server wants to be told of things. */
  systemChannel(server: string): string | undefined;
  bot(): { readonly id: string; readonly name: string };
}

export function knownPlaces(client: Client): KnownPlaces {
  return {
    isMember: (server) => client.guilds.cache.has(server),
    isUnavailable: (server) => client.guilds.cache.get(server)?.available === false,
    channel(id) {
      const channel = client.channels.cache.get(id);
      return channel && !channel.isDMBased() ? known(channel, client.user?.username ?? 'Paperboy') : undefined;
    },
    systemChannel: (server) => client.guilds.cache.get(server)?.systemChannelId ?? undefined,
    bot: () => ({ id: client.user?.id ?? '', name: client.user?.username ?? 'Paperboy' }),
  };
}

/** What a kind of channel is to a post; `undefined` where none can be. */
export function formOf(type: ChannelType): ChannelForm | undefined {
  switch (type) {
    case ChannelType.GuildText:
      return 'text';
    case ChannelType.GuildAnnouncement:
      return 'announcement';
    case ChannelType.GuildForum:
      return 'forum';
    case ChannelType.PublicThread:
    case ChannelType.PrivateThread:
    case ChannelType.AnnouncementThread:
      return 'thread';
    default:
      return undefined;
  }
}

const WISHES: Readonly<Record<ChannelForm, Wish>> = {
  text: 'write',
  announcement: 'announce',
  forum: 'post',
  thread: 'write in a thread',
};

function known(channel: GuildBasedChannel, bot: string): KnownChannel {
  const form = formOf(channel.type);
  const { me } = channel.guild.members;
  const permissions = me && channel.permissionsFor(me);
  const lackOf = (wish: Wish) =>
    permissions && explainLack(wish, lackingFor(wish, permissions), { bot, channel: channel.name });
  const lack = form && lackOf(WISHES[form]);
  const cannotLookBack = lackOf('look back');
  const tags = 'availableTags' in channel ? channel.availableTags.filter(({ moderated }) => !moderated) : [];
  return {
    id: channel.id,
    name: channel.name,
    ...(form && { form }),
    isHidden: permissions ? !permissions.has(PermissionFlagsBits.ViewChannel) : false,
    archived: channel.isThread() && channel.archived === true,
    locked: channel.isThread() && channel.locked === true,
    tags: tags.map(({ id, name }) => ({ id, name })),
    needsTag: channel.flags.has(ChannelFlags.RequireTag),
    lacking: lack ? [lack] : [],
    ...(cannotLookBack && { cannotLookBack }),
  };
}
