/** What a person sees in a channel, and which of it they can press. */
import { type Channel, ChannelType } from './channel.ts';
import type { State } from './state.ts';
import {
  ComponentType,
  everyComponent,
  MessageFlag,
  selectTypes,
  type WireComponent,
  type WireMessage,
  type WireUser,
} from './wire.ts';

/** Oldest first. */
export function visibleMessages(state: State, channel: Channel, user: WireUser): WireMessage[] {
  return [...state.messages.values()].filter(
    (message) => message.channel_id === channel.id && canSee(state, message, user),
  );
}

export function canSee(state: State, { id, channel_id }: WireMessage, user: WireUser): boolean {
  if (!state.messages.has(id)) return false;
  const owner = state.onlyFor.get(id);
  const channel = state.channels.find((candidate) => candidate.id === channel_id);
  const mine = channel?.type !== ChannelType.direct || channel.recipients.some((person) => person.id === user.id);
  return mine && (owner === undefined || owner === user.id);
}

export type Wanted = 'button' | 'select';

const wantedTypes: Readonly<Record<Wanted, readonly number[]>> = {
  button: [ComponentType.button],
  select: selectTypes,
};

/** By label, custom id, placeholder, or the name of its emoji. */
export function findComponents(message: WireMessage, wanted: Wanted, name: string): WireComponent[] {
  return everyComponent(message.components).filter(
    ({ type, label, custom_id, placeholder, emoji }) =>
      wantedTypes[wanted].includes(type) && [label, custom_id, placeholder, emoji?.name].includes(name),
  );
}

/**
 * The one component of that name that this person can use.
 * @throws Error in words: cannot be seen, is not there, is disabled, leads elsewhere
 */
export function usableComponent(
  state: State,
  message: WireMessage,
  { wanted, name, user }: { readonly wanted: Wanted; readonly name: string; readonly user: WireUser },
): WireComponent {
  if (!canSee(state, message, user)) throw new Error(`${user.username} does not see the message with "${name}"`);
  const [found] = findComponents(message, wanted, name);
  if (!found || message.flags & MessageFlag.loading) {
    const all = everyComponent(message.components).filter(({ type }) => wantedTypes[wanted].includes(type));
    const shown = all.map(
      ({ label, placeholder, emoji, custom_id }) => label ?? placeholder ?? emoji?.name ?? custom_id,
    );
    throw new Error(`there is no ${wanted} "${name}"; there: ${shown.join(', ') || 'none'}`);
  }
  if (found.disabled) throw new Error(`the ${wanted} "${name}" is disabled`);
  if (found.url) throw new Error(`the ${wanted} "${name}" is a link to ${found.url}`);
  return found;
}
