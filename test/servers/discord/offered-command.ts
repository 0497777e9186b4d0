/** The name of a command and a place come in; the command goes out if Discord offers it there, and an error in words if not. */
import type { Person, Surroundings } from './interaction-event.ts';
import { Permission } from './permissions.ts';
import type { State } from './state.ts';
import { CommandType, Installation, type WireCommand } from './wire.ts';

export interface Typing {
  readonly person: Person;
  readonly surroundings: Surroundings;
}

/** @throws Error when it is not registered, not offered in such a place, or not to this person */
export function offeredCommand(
  state: State,
  type: number,
  name: string,
  { person, surroundings }: Typing,
): WireCommand {
  const shown = type === CommandType.slash ? `/${name}` : `"${name}"`;
  const ofType = [...state.commands.values()].filter((candidate) => candidate.type === type);
  const { guildId, context, member } = surroundings;
  const here = ofType.filter((candidate) => candidate.guild_id === undefined || candidate.guild_id === guildId);
  const command = here.find((candidate) => candidate.name === name);
  if (!command) {
    const slash = type === CommandType.slash ? '/' : '';
    const known = here.map((candidate) => `${slash}${candidate.name}`).join(', ') || 'none';
    throw new Error(`${shown} is not registered; registered: ${known}`);
  }
  // A command of a server's own knows no other place.
  if (command.guild_id !== undefined) return permitted(command, shown, person);
  if (!(command.contexts ?? [0, 1, 2]).includes(context)) {
    throw new Error(`${shown} is not offered ${['in servers', 'in direct messages', 'between people'][context]}`);
  }
  const kinds = command.integration_types ?? [Installation.guild];
  if (!member && !kinds.includes(Installation.user)) {
    throw new Error(`${shown} is not offered where the application is not installed`);
  }
  return context === 0 ? permitted(command, shown, person) : command;
}

function permitted(command: WireCommand, shown: string, { permissions, user }: Person): WireCommand {
  const { default_member_permissions: asked } = command;
  if (asked == null) return command;
  const has = BigInt(permissions);
  const needed = BigInt(asked);
  // "0" is for administrators only.
  const enough = needed > 0n && (has & needed) === needed;
  if (!enough && !(has & Permission.administrator)) throw new Error(`${shown} is not offered to ${user.username}`);
  return command;
}
