/** A command's definition comes in; what Discord wants to know of it goes out. */
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord.js';
import type { CommandDefinition, OptionDefinition } from '../domain/command.ts';

export interface OptionPayload {
  readonly type:
    | ApplicationCommandOptionType.String
    | ApplicationCommandOptionType.Boolean
    | ApplicationCommandOptionType.Integer;
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  readonly max_length?: number;
  readonly min_value?: number;
  readonly max_value?: number;
  readonly autocomplete?: boolean;
  readonly choices?: readonly { readonly name: string; readonly value: string }[];
}

export interface RegistrationPayload {
  readonly type: ApplicationCommandType.ChatInput;
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionPayload[];
  readonly contexts?: readonly InteractionContextType[];
  readonly integration_types?: readonly ApplicationIntegrationType[];
}

/** Discord's own limit for what a person types into an option. */
const LONGEST_VALUE = 6000;

/** @param where commands of a single server are not told in which contexts they appear */
export function registrationPayload(definition: CommandDefinition, where: 'everywhere' | 'guild'): RegistrationPayload {
  const { name, description, options } = definition;
  return {
    type: ApplicationCommandType.ChatInput,
    name,
    description,
    options: Object.entries(options).map(([option, details]) => optionPayload(option, details)),
    ...(where === 'everywhere' && {
      contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
      integration_types: [ApplicationIntegrationType.GuildInstall],
    }),
  };
}

function optionPayload(name: string, option: OptionDefinition): OptionPayload {
  const { description, required = false } = option;
  if (option.type === 'boolean') return { type: ApplicationCommandOptionType.Boolean, name, description, required };
  if (option.type === 'integer') {
    const { least, most } = option;
    return {
      type: ApplicationCommandOptionType.Integer,
      name,
      description,
      required,
      ...(least !== undefined && { min_value: least }),
      ...(most !== undefined && { max_value: most }),
    };
  }
  const { maxLength, autocomplete, choices } = option;
  return {
    type: ApplicationCommandOptionType.String,
    name,
    description,
    required,
    ...(maxLength && { max_length: Math.min(maxLength, LONGEST_VALUE) }),
    ...(autocomplete && { autocomplete }),
    ...(choices && { choices }),
  };
}
