/** A discord.js interaction comes in; what a command needs to know of it goes out. */
import { type ChatInputCommandInteraction, InteractionContextType, PermissionFlagsBits } from 'discord.js';
import type { CommandDefinition } from '../domain/command.ts';
import { InvalidInput } from '../domain/errors.ts';
import type { InteractionAddress } from './interaction-webhook.ts';

export interface CommandRequest extends InteractionAddress {
  readonly command: string;
  /** What was typed, by option. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly userId: string;
  readonly channelId: string | null;
  /** Whether we may write ordinary messages there. */
  readonly maySpeak: boolean;
}

export type CommandArguments = Readonly<Record<string, string | boolean | undefined>>;

export function readCommandRequest(interaction: ChatInputCommandInteraction): CommandRequest {
  const { context, appPermissions } = interaction;
  const needed = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.SendMessages;
  return {
    interactionId: interaction.id,
    interactionToken: interaction.token,
    applicationId: interaction.applicationId,
    command: interaction.commandName,
    values: Object.fromEntries(interaction.options.data.map(({ name, value }) => [name, value])),
    userId: interaction.user.id,
    channelId: interaction.channelId,
    maySpeak: context === InteractionContextType.BotDM || (interaction.inGuild() && appPermissions.has(needed)),
  };
}

/**
 * Only what the definition knows. Discord checks values itself, but against what was registered, which may be older.
 * @throws InvalidInput
 */
export function readArguments(definition: CommandDefinition, values: CommandRequest['values']): CommandArguments {
  const known = Object.entries(definition.options).map(([name, option]) => {
    const value = values[name];
    if (value === undefined || value === null) {
      if (option.required) throw new InvalidInput(`“${name}” is missing.`, `Fill it in: ${option.description}`);
      return [name, undefined] as const;
    }
    if (typeof value !== option.type) throw new InvalidInput(`“${name}” cannot be read.`, 'Type the command again.');
    if (option.type === 'boolean') return [name, value as boolean] as const;
    const { choices, maxLength } = option;
    if (choices && !choices.some((choice) => choice.value === value)) {
      const offered = choices.map((choice) => choice.name).join(', ');
      throw new InvalidInput(`“${name}” is none of the choices.`, `Choose one of: ${offered}.`);
    }
    if (maxLength && (value as string).length > maxLength) {
      throw new InvalidInput(`“${name}” is too long.`, `Use at most ${maxLength} characters.`);
    }
    return [name, value as string] as const;
  });
  return Object.fromEntries(known.filter(([, value]) => value !== undefined));
}
