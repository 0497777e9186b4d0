/** Who somebody is, and the server where nobody knows the bot. */
import { type Channel, newChannel } from './channel.ts';
import type { Person } from './interaction-event.ts';
import { allPermissions, bits, type PermissionName } from './permissions.ts';
import type { State } from './state.ts';
import type { WireUser } from './wire.ts';

export interface PersonOptions {
  /** Discord's: `de`, `pt-BR`. Default `en-US`. */
  readonly locale?: string;
  /** Permissions that they have, or lack, besides everyone's. */
  readonly may?: readonly PermissionName[];
  readonly mayNot?: readonly PermissionName[];
}

export function personOf(
  state: State,
  user: WireUser,
  { locale = 'en-US', may = [], mayNot = [] }: PersonOptions = {},
): Person {
  const base = BigInt(state.memberPermissions ?? allPermissions);
  return { user, locale, permissions: String((base | bits(may)) & ~bits(mayNot)) };
}

const strange = 'somewhere else';

/** A channel of a server that the bot is not in. */
export function strangeChannel(state: State): Channel {
  const known = state.guilds.find(({ name }) => name === strange);
  const guild = known ?? {
    id: state.newId(),
    name: strange,
    locale: 'en-US',
    joined: false,
    botPermissions: 0n,
    botRoleId: state.newId(),
  };
  const channel = state.channels.find(({ guildId }) => guildId === guild.id);
  if (channel) return channel;
  const general = newChannel({ id: state.newId(), name: 'general', guildId: guild.id });
  state.guilds.push(guild);
  state.channels.push(general);
  return general;
}
