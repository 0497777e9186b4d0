/** Definitions of commands come in; what Discord wants to know of them goes out, those of a group as one command. */
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';
import type { CommandDefinition, CommandGroup, OptionDefinition } from '../domain/command.ts';

/** By locale of Discord; `null` where there is nothing but English. */
export type Localizations = Readonly<Record<string, string>> | null;

/** Beside a name and a description. */
export interface Localized {
  readonly name_localizations?: Localizations;
  readonly description_localizations?: Localizations;
}

export interface OptionPayload extends Localized {
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
  readonly choices?: readonly (Pick<Localized, 'name_localizations'> & {
    readonly name: string;
    readonly value: string;
  })[];
}

/** One command of a group. */
export interface SubcommandPayload extends Localized {
  readonly type: ApplicationCommandOptionType.Subcommand;
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionPayload[];
}

export interface RegistrationPayload<Option = OptionPayload | SubcommandPayload> extends Localized {
  readonly type: ApplicationCommandType.ChatInput | ApplicationCommandType.Message;
  readonly name: string;
  /** With the options, of slash commands only. */
  readonly description?: string;
  readonly options?: readonly Option[];
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

/** Where a daily post can be put. */
const POST_PLACES: readonly ChannelType[] = [
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
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

type Where = 'everywhere' | 'guild';

/**
 * A payload a command, in their order; a group stands where its first command does.
 * @param where commands of a single server are not told in which contexts they appear
 * @throws Error when the commands of a group are not for the same people
 */
export function registrationPayloads(definitions: readonly CommandDefinition[], where: Where): RegistrationPayload[] {
  return definitions.flatMap((definition, index): RegistrationPayload[] => {
    const { group } = definition;
    if (!group) return [registrationPayload(definition, where)];
    const members = definitions.filter((other) => other.group?.name === group.name);
    return members[0] === definitions[index] ? [groupPayload(group, members, where)] : [];
  });
}

/** Of a command that stands alone. */
export function registrationPayload(definition: CommandDefinition, where: Where): RegistrationPayload<OptionPayload> {
  return commandPayload(definition, optionPayloads(definition), where);
}

function groupPayload(group: CommandGroup, members: readonly CommandDefinition[], where: Where): RegistrationPayload {
  const { name, description } = group;
  const [first] = members;
  if (members.some(({ managersOnly }) => managersOnly !== first?.managersOnly)) {
    throw new Error(`Discord knows one permission for all of /${name}`);
  }
  const options = members.map(
    (member): SubcommandPayload => ({
      type: ApplicationCommandOptionType.Subcommand,
      name: member.name.slice(name.length + 1),
      description: member.description,
      options: optionPayloads(member),
    }),
  );
  return commandPayload({ name, description, ...(first?.managersOnly && { managersOnly: true }) }, options, where);
}

function optionPayloads({ options }: CommandDefinition): OptionPayload[] {
  return Object.entries(options).map(([option, details]) => optionPayload(option, details));
}

function commandPayload<Option>(
  definition: Pick<CommandDefinition, 'name' | 'description' | 'managersOnly' | 'target'>,
  options: readonly Option[],
  where: Where,
): RegistrationPayload<Option> {
  const { name, description, managersOnly } = definition;
  const isOnMessages = definition.target === 'message';
  const slash = { description, options };
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
  if (holds) {
    const channel_types = holds === 'channel' ? PLACES : POST_PLACES;
    return { type: ApplicationCommandOptionType.Channel, name, description, required, channel_types };
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
