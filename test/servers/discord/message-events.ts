/** What the gateway tells of messages: new, edited and deleted ones, without their content for whoever may not read it. */
import { type Channel, ChannelType } from './channel.ts';
import type { State } from './state.ts';
import type { WireMessage, WireUser } from './wire.ts';
import { wireMember } from './wire-guild.ts';

/** Tells the bot of a message that everybody in its channel can see. */
export function tellMessage(
  state: State,
  event: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE',
  message: WireMessage,
  channel: Channel,
): void {
  if (state.onlyFor.has(message.id)) return;
  const mentions = channel.guildId
    ? message.mentions.map((user) => ({ ...user, member: memberOf(user) }))
    : message.mentions;
  state.tell(event, { ...message, mentions, ...surroundings(channel, message.author) });
}

export function tellDeletion(state: State, message: WireMessage, channel: Channel | undefined): void {
  if (state.onlyFor.has(message.id)) return;
  const place = channel?.guildId && { guild_id: channel.guildId };
  state.tell('MESSAGE_DELETE', { id: message.id, channel_id: message.channel_id, ...place });
}

function surroundings(channel: Channel, author: WireUser): Record<string, unknown> {
  const type = { channel_type: channel.type };
  if (channel.type === ChannelType.direct) return type;
  return { ...type, guild_id: channel.guildId, member: memberOf(author) };
}

/** Beside a user, without the user again. */
function memberOf(user: WireUser): Record<string, unknown> {
  const { user: _, permissions: __, ...member } = wireMember(user);
  return member;
}

const withheld = { content: '', embeds: [], attachments: [], components: [] };

/**
 * What a bot without the intent for message content gets: the content of direct messages, of its own messages and of
 * those that mention it, and of others only that they were written.
 */
export function withoutContent(data: Readonly<Record<string, unknown>>, bot: WireUser): Record<string, unknown> {
  const message = data as unknown as WireMessage;
  const { author, mentions } = message;
  const readable = data.guild_id === undefined || author?.id === bot.id || mentions?.some(({ id }) => id === bot.id);
  const referenced = data.referenced_message as WireMessage | null | undefined;
  const hidden = referenced && referenced.author.id !== bot.id && !referenced.mentions.some(({ id }) => id === bot.id);
  return {
    ...data,
    ...(!readable && withheld),
    ...(hidden && data.guild_id !== undefined && { referenced_message: { ...referenced, ...withheld } }),
  };
}
