/** A discord.js interaction comes in; what a command needs to know of it goes out. */
import {
  type ChatInputCommandInteraction,
  InteractionContextType,
  type MessageComponentInteraction,
  PermissionFlagsBits,
  type RepliableInteraction,
} from 'discord.js';
import type { Call, CommandDefinition, IntegerOption, OptionContent, StringOption } from '../domain/command.ts';
import { InvalidInput } from '../domain/errors.ts';
import type { PaperId } from '../domain/paper.ts';
import type { Settings } from '../domain/settings.ts';
import { CARDS_A_PAGE } from './cards/lay-out.ts';
import { isMemberThere, type ThreadPlace, threadPlaceOf } from './conversation/thread-place.ts';
import type { InteractionAddress, Post } from './interaction-webhook.ts';
import { lackingFor } from './permissions.ts';
import { placesOf, rolesOf, whatIsLacking } from './permissions-of-call.ts';
import type { RuledRequest } from './server-rules.ts';

export interface CommandRequest extends InteractionAddress, RuledRequest {
  readonly command: string;
  /** What was typed, by option. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly userId: string;
  readonly guildId: string | null;
  /** Whether the member may change the server: Manage Server. */
  readonly mayManage: boolean;
  readonly locale: string;
  readonly channelId: string | null;
  /** Whether we may write ordinary messages there. */
  readonly maySpeak: boolean;
  /** What I may not do in a channel of the server, or here, in sentences. */
  readonly whatIsLacking: (channel?: string) => readonly string[];
  /** The answer is for the asker only, whatever else is said. */
  readonly isPrivate?: boolean;
  /** The answer is written anew, and not one that was kept. */
  readonly fresh?: boolean;
  /** Whether a thread can begin with the answer. */
  readonly threads?: ThreadPlace;
  /** Papers that it is about, whatever the place is about. */
  readonly about?: readonly PaperId[];
  /** The message that the answer takes the place of. */
  readonly replaces?: Post;
}

export type CommandArguments = Readonly<Record<string, OptionContent | undefined>>;

export function readCommandRequest(interaction: ChatInputCommandInteraction): CommandRequest {
  const values = Object.fromEntries(interaction.options.data.map(({ name, value }) => [name, value]));
  return requestOf(interaction, interaction.commandName, values);
}

/** Of any interaction that can be answered with a message. */
export function requestOf(
  interaction: RepliableInteraction | MessageComponentInteraction,
  command: string,
  values: CommandRequest['values'],
): CommandRequest {
  const { context, appPermissions } = interaction;
  const writing = interaction.channel?.isThread() ? 'write in a thread' : 'write';
  return {
    interactionId: interaction.id,
    interactionToken: interaction.token,
    applicationId: interaction.applicationId,
    command,
    values,
    userId: interaction.user.id,
    guildId: interaction.guildId,
    mayManage: interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false,
    locale: interaction.locale,
    channelId: interaction.channelId,
    maySpeak:
      context === InteractionContextType.BotDM ||
      (interaction.inGuild() && isMemberThere(interaction) && lackingFor(writing, appPermissions).length === 0),
    places: placesOf(interaction),
    roles: rolesOf(interaction),
    threads: threadPlaceOf(interaction),
    whatIsLacking: whatIsLacking(interaction),
  };
}

export function callOf(request: CommandRequest, signal: AbortSignal, settings?: Settings): Call {
  const { userId, guildId, channelId, locale, mayManage } = request;
  // Managing is of a server: outside of one it would mean whoever runs the program.
  const server = guildId && { server: guildId, mayManage, settings, whatIsLacking: request.whatIsLacking };
  return {
    signal,
    reader: userId,
    ...server,
    place: channelId ?? userId,
    locale,
    pageLength: CARDS_A_PAGE,
    ...(request.fresh && { fresh: true }),
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
