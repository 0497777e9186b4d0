/** A discord.js interaction comes in; what a command needs to know of it goes out. */
import { type ChatInputCommandInteraction, InteractionContextType, PermissionFlagsBits } from 'discord.js';
import type { Call, CommandDefinition, IntegerOption, OptionContent, StringOption } from '../domain/command.ts';
import { InvalidInput } from '../domain/errors.ts';
import type { InteractionAddress } from './interaction-webhook.ts';

export interface CommandRequest extends InteractionAddress {
  readonly command: string;
  /** What was typed, by option. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly userId: string;
  readonly guildId: string | null;
  readonly locale: string;
  readonly channelId: string | null;
  /** Whether we may write ordinary messages there. */
  readonly maySpeak: boolean;
}

export type CommandArguments = Readonly<Record<string, OptionContent | undefined>>;

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
    guildId: interaction.guildId,
    locale: interaction.locale,
    channelId: interaction.channelId,
    maySpeak: context === InteractionContextType.BotDM || (interaction.inGuild() && appPermissions.has(needed)),
  };
}

export function callOf({ userId, guildId, channelId, locale }: CommandRequest, signal: AbortSignal): Call {
  return { signal, reader: userId, ...(guildId && { server: guildId }), place: channelId ?? userId, locale };
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
    const isOfType = option.type === 'integer' ? Number.isSafeInteger(value) : typeof value === option.type;
    if (!isOfType) throw new InvalidInput(`“${name}” cannot be read.`, 'Type the command again.');
    if (option.type === 'string') checkText(name, option, value as string);
    if (option.type === 'integer') checkNumber(name, option, value as number);
    return [name, value as OptionContent] as const;
  });
  return Object.fromEntries(known.filter(([, value]) => value !== undefined));
}

function checkText(name: string, { choices, maxLength }: StringOption, value: string): void {
  if (choices && !choices.some((choice) => choice.value === value)) {
    const offered = choices.map((choice) => choice.name).join(', ');
    throw new InvalidInput(`“${name}” is none of the choices.`, `Choose one of: ${offered}.`);
  }
  if (maxLength && value.length > maxLength) {
    throw new InvalidInput(`“${name}” is too long.`, `Use at most ${maxLength} characters.`);
  }
}

function checkNumber(name: string, { least, most }: IntegerOption, value: number): void {
  if (least !== undefined && value < least) throw new InvalidInput(`“${name}” is too small.`, `Use at least ${least}.`);
  if (most !== undefined && value > most) throw new InvalidInput(`“${name}” is too large.`, `Use at most ${most}.`);
}
