/** An interaction comes in; what I may not do in its channel and in others of its server goes out, in sentences. */
import {
  type BaseInteraction,
  type Channel,
  ChannelType,
  type GuildBasedChannel,
  PermissionFlagsBits,
  type PermissionsBitField,
} from 'discord.js';
import type { PostPlace } from '../domain/command.ts';
import { type Label, say } from '../domain/words.ts';
import { knownPlaces } from './deliver/known-places.ts';
import { explainLack, explainRefusal, lackingFor, type Wish } from './permissions.ts';

const NOT_THERE = say('I cannot see that channel: it was deleted, or it is hidden from me.');

/** @returns a function that says what lacks in a channel, by id, or in that of the interaction */
export function whatIsLacking(interaction: BaseInteraction): (channel?: string) => readonly Label[] {
  const bot = interaction.client.user.username;
  return (id) => {
    const guild = interaction.guild;
    if (id === undefined || id === interaction.channelId) {
      const channel = interaction.channel && !interaction.channel.isDMBased() ? interaction.channel : undefined;
      return sentences(interaction.appPermissions, channel, bot);
    }
    const channel = guild?.channels.cache.get(id);
    if (!guild || !channel) return [NOT_THERE];
    const permissions = guild.members.me && channel.permissionsFor(guild.members.me);
    return permissions ? sentences(permissions, channel, bot) : [];
  };
}

/**
 * For what Discord refuses there although it was tried: permissions are taken away, too, while an answer is written.
 * @param channel `null` where it is not known @param permissions as they were when it began @param bot its name
 */
export function refusalIn(
  channel: Channel | null | undefined,
  permissions: Pick<PermissionsBitField, 'has'> | null,
  bot: string,
): (error: unknown, wish: Wish) => Label | undefined {
  const name = channel && 'name' in channel && channel.name;
  const place = { bot, ...(name && { channel: name }) };
  return (error, wish) => {
    const there = wish === 'write' && channel?.isThread() ? 'write in a thread' : wish;
    return explainRefusal(error, there, permissions ?? { has: () => true }, place);
  };
}

/** Where a question is asked, from the inside out: thread, channel, category. */
export function placesOf({ channelId, channel }: BaseInteraction): string[] {
  const parent = channel && 'parent' in channel ? channel.parent : null;
  const category = parent && 'parentId' in parent ? parent.parentId : null;
  return [channelId, parent?.id ?? null, category].filter((id) => id !== null);
}

/** The roles of the member who asks, `@everyone` included. */
export function rolesOf({ member, guildId }: BaseInteraction): string[] {
  if (!member) return [];
  const roles = Array.isArray(member.roles) ? member.roles : [...member.roles.cache.keys()];
  return guildId ? [...new Set([...roles, guildId])] : roles;
}

function sentences(
  permissions: Pick<PermissionsBitField, 'has'>,
  channel: Pick<GuildBasedChannel, 'name' | 'type'> | undefined,
  bot: string,
): Label[] {
  const wishes = wishesIn(channel?.type);
  const place = { bot, ...(channel && { channel: channel.name }) };
  // What follows from one that lacks already is not said again.
  const lacking = new Set<string>();
  return wishes.flatMap((wish) => {
    const names = lackingFor(wish, permissions).filter((name) => !lacking.has(name));
    for (const name of names) lacking.add(name);
    return explainLack(wish, names, place) ?? [];
  });
}

function wishesIn(type: ChannelType | undefined): readonly Wish[] {
  switch (type) {
    case ChannelType.GuildCategory:
      return ['see'];
    case ChannelType.GuildForum:
    case ChannelType.GuildMedia:
      return ['post', 'attach a file'];
    case ChannelType.PublicThread:
    case ChannelType.PrivateThread:
    case ChannelType.AnnouncementThread:
      return ['write in a thread'];
    case ChannelType.GuildVoice:
    case ChannelType.GuildStageVoice:
      return ['write', 'attach a file'];
    default:
      return ['write', 'open a thread', 'attach a file'];
  }
}

/** @returns a function that says where a post can be put: a channel, by id, or that of the interaction */
export function postPlaces({ guild, channelId, client }: BaseInteraction): (channel?: string) => PostPlace | undefined {
  const places = knownPlaces(client);
  return (wanted) => {
    const id = wanted ?? channelId ?? '';
    const known = guild?.channels.cache.has(id) ? places.channel(id) : undefined;
    if (!known?.form || known.isHidden) return undefined;
    const { name, form, lacking, cannotLookBack } = known;
    return { id, name, form, lacking, ...(cannotLookBack && { cannotLookBack }) };
  };
}

/** @returns a function that says what keeps us from telling the members of a role */
export function whyNotTell({ guild }: BaseInteraction): (role: string) => Label | undefined {
  return (id) => {
    if (id === guild?.id)
      return say('Everybody in the server is too many: choose a role that people take by themselves.');
    const role = guild?.roles.cache.get(id);
    if (!role) return say('I do not know that role; perhaps it was deleted.');
    const mayTell = role.mentionable || guild?.members.me?.permissions.has(PermissionFlagsBits.MentionEveryone);
    if (mayTell) return undefined;
    return say('I cannot tell @{role}: under Server Settings → Roles → {role}, allow anyone to mention it.', {
      role: role.name,
    });
  };
}
