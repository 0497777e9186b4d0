/** A command's definition comes in; what Discord wants to know of it goes out. */
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';
import type { CommandDefinition, OptionDefinition } from '../domain/command.ts';

export interface OptionPayload {
  readonly type:
    | ApplicationCommandOptionType.String
    | ApplicationCommandOptionType.Boolean
    | ApplicationCommandOptionType.Integer
    | ApplicationCommandOptionType.Channel
    | ApplicationCommandOptionType.Role;
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  readonly max_length?: number;
  readonly min_value?: number;
  readonly max_value?: number;
  readonly autocomplete?: boolean;
  readonly channel_types?: readonly ChannelType[];
  readonly choices?: readonly { readonly name: string; readonly value: string }[];
}

export interface RegistrationPayload {
  readonly type: ApplicationCommandType.ChatInput | ApplicationCommandType.Message;
  readonly name: string;
  /** With the options, of slash commands only. */
  readonly description?: string;
  readonly options?: readonly OptionPayload[];
  /** A bit set, as Discord writes it; everybody may use the command when it is `null`. */
  readonly default_member_permissions: string | null;
  readonly contexts?: readonly InteractionContextType[];
  readonly integration_types?: readonly ApplicationIntegrationType[];
}

/** Discord's own limit for what a person types into an option. */
const LONGEST_VALUE = 6000;
/** Where people write, and what holds such places; Discord takes no media channels here. */
const PLACES: readonly ChannelType[] = [
  ChannelType.GuildText,
  ChannelType.GuildVoice,
  ChannelType.GuildCategory,
  ChannelType.GuildAnnouncement,
  ChannelType.GuildStageVoice,
  ChannelType.GuildForum,
];

const EVERYWHERE: readonly InteractionContextType[] = [
  InteractionContextType.Guild,
  InteractionContextType.BotDM,
  InteractionContextType.PrivateChannel,
];
const BY_ANYBODY: readonly ApplicationIntegrationType[] = [
  ApplicationIntegrationType.GuildInstall,
  ApplicationIntegrationType.UserInstall,
];

/** @param where commands of a single server are not told in which contexts they appear */
export function registrationPayload(definition: CommandDefinition, where: 'everywhere' | 'guild'): RegistrationPayload {
  const { name, description, options, managersOnly } = definition;
  const isOnMessages = definition.target === 'message';
  const slash = {
    description,
    options: Object.entries(options).map(([option, details]) => optionPayload(option, details)),
  };
  return {
    type: isOnMessages ? ApplicationCommandType.Message : ApplicationCommandType.ChatInput,
    name,
    ...(!isOnMessages && slash),
    default_member_permissions: managersOnly ? PermissionFlagsBits.ManageGuild.toString() : null,
    ...(where === 'everywhere' && {
      contexts: managersOnly ? [InteractionContextType.Guild] : EVERYWHERE,
      // Whoever brings us along has no say in a server.
      integration_types: managersOnly ? [ApplicationIntegrationType.GuildInstall] : BY_ANYBODY,
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
  const { maxLength, autocomplete, choices, holds } = option;
  if (holds === 'role') return { type: ApplicationCommandOptionType.Role, name, description, required };
  if (holds === 'channel') {
    return { type: ApplicationCommandOptionType.Channel, name, description, required, channel_types: PLACES };
  }
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
