/** An interaction comes in; what I may not do in its channel and in others of its server goes out, in sentences. */
import { type BaseInteraction, ChannelType, type GuildBasedChannel, type PermissionsBitField } from 'discord.js';
import { explainLack, lackingFor, type Wish } from './permissions.ts';

const NOT_THERE = 'I cannot see that channel: it was deleted, or it is hidden from me.';

/** @returns a function that says what lacks in a channel, by id, or in that of the interaction */
export function whatIsLacking(interaction: BaseInteraction): (channel?: string) => readonly string[] {
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
): string[] {
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
