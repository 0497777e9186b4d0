/** Somebody reacts to a message, or takes the reaction back; it is counted, and the bot is told. */
import type { State } from './state.ts';
import type { WireMessage, WireReaction, WireUser } from './wire.ts';
import { wireMember } from './wire-guild.ts';

export function react(state: State, message: WireMessage, emoji: string, user: WireUser): void {
  const people = peopleOf(state, message, emoji);
  if (people.has(user.id)) return;
  people.add(user.id);
  write(state, message, emoji, people);
  tell(state, 'MESSAGE_REACTION_ADD', message, emoji, user);
}

export function unreact(state: State, message: WireMessage, emoji: string, user: WireUser): void {
  const people = peopleOf(state, message, emoji);
  if (!people.delete(user.id)) return;
  write(state, message, emoji, people);
  tell(state, 'MESSAGE_REACTION_REMOVE', message, emoji, user);
}

function peopleOf(state: State, { id }: WireMessage, emoji: string): Set<string> {
  const key = `${id} ${emoji}`;
  const known = state.reactions.get(key) ?? new Set();
  state.reactions.set(key, known);
  return known;
}

function write(state: State, message: WireMessage, emoji: string, people: ReadonlySet<string>): void {
  const reaction: WireReaction = {
    emoji: wireEmoji(emoji),
    count: people.size,
    count_details: { burst: 0, normal: people.size },
    burst_colors: [],
    me: people.has(state.bot.id),
    me_burst: false,
  };
  const others = (message.reactions ?? []).filter((other) => other.emoji.name !== reaction.emoji.name);
  message.reactions = people.size > 0 ? [...others, reaction] : others;
  state.changes.emit('change');
}

function tell(state: State, event: string, message: WireMessage, emoji: string, user: WireUser): void {
  const guildId = state.channels.find(({ id }) => id === message.channel_id)?.guildId;
  const { permissions: _, ...member } = wireMember(user);
  state.tell(event, {
    user_id: user.id,
    channel_id: message.channel_id,
    message_id: message.id,
    emoji: wireEmoji(emoji),
    burst: false,
    type: 0,
    ...(guildId && { guild_id: guildId }),
    ...(event === 'MESSAGE_REACTION_ADD' && { message_author_id: message.author.id, ...(guildId && { member }) }),
  });
}

/** A plain one, or `name:id` of a server's own. */
function wireEmoji(emoji: string): WireReaction['emoji'] {
  const [name = emoji, id = null] = /^\w+:\d+$/.test(emoji) ? emoji.split(':') : [];
  return { id, name };
}
