/** A discord.js interaction comes in; what a command needs to know of it goes out. */
import {
  ApplicationCommandOptionType,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  InteractionContextType,
  type MessageComponentInteraction,
  PermissionFlagsBits,
  type RepliableInteraction,
} from 'discord.js';
import type { Call, CommandDefinition, IntegerOption, OptionContent, StringOption, Typing } from '../domain/command.ts';
import { InvalidInput } from '../domain/errors.ts';
import type { PaperId } from '../domain/paper.ts';
import type { Settings } from '../domain/settings.ts';
import { type Label, say, sayWritten } from '../domain/words.ts';
import { CARDS_A_PAGE } from './cards/lay-out.ts';
import { isMemberThere, type ThreadPlace, threadPlaceOf } from './conversation/thread-place.ts';
import type { InteractionAddress, Post } from './interaction-webhook.ts';
import { lackingFor, type Wish } from './permissions.ts';
import { placesOf, postPlaces, refusalIn, rolesOf, whatIsLacking, whyNotTell } from './permissions-of-call.ts';
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
  readonly whatIsLacking: (channel?: string) => readonly Label[];
  /** Where a post can be put, and what keeps us from telling a role; missing where an ordinary message asks. */
  readonly postPlace?: NonNullable<Call['postPlace']>;
  readonly whyNotTell?: NonNullable<Call['whyNotTell']>;
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
  /** One press at a time is answered in a place; pressed again meanwhile, it is the same press where `what` is the same. */
  readonly pressedAs?: { readonly place: string; readonly what: string };
  /** Told right before the answer is shown. */
  readonly onLast?: () => void;
  /** Why Discord refused something here, in a sentence; `undefined` where permissions are not the reason. */
  readonly explainRefusal?: (error: unknown, wish: Wish) => Label | undefined;
}

export type CommandArguments = Readonly<Record<string, OptionContent | undefined>>;

export function readCommandRequest(interaction: ChatInputCommandInteraction): CommandRequest {
  const [first] = interaction.options.data;
  const given =
    first?.type === ApplicationCommandOptionType.Subcommand ? (first.options ?? []) : interaction.options.data;
  const values = Object.fromEntries(given.map(({ name, value }) => [name, value]));
  return requestOf(interaction, typedName(interaction), values);
}

/** `ask`; `daily setup` of a command in a group. */
export function typedName({ commandName, options }: ChatInputCommandInteraction | AutocompleteInteraction): string {
  const second = options.getSubcommand(false);
  return second ? `${commandName} ${second}` : commandName;
}

/** Who is typing, and where. */
export function typingOf({ user, guild, guildId, locale, memberPermissions }: AutocompleteInteraction): Typing {
  const mayManage = memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false;
  const channelName = (channel: string) => guild?.channels.cache.get(channel)?.name;
  return { reader: user.id, locale, ...(guildId && { server: guildId, mayManage, channelName }) };
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
    postPlace: postPlaces(interaction),
    whyNotTell: whyNotTell(interaction),
    explainRefusal: refusalIn(interaction.channel, interaction.appPermissions, interaction.client.user.username),
  };
}

export function callOf(request: CommandRequest, signal: AbortSignal, settings?: Settings): Call {
  const { userId, guildId, channelId, locale, mayManage, whatIsLacking, postPlace, whyNotTell } = request;
  // Managing is of a server: outside of one it would mean whoever runs the program.
  const server = guildId && { server: guildId, mayManage, settings, whatIsLacking, postPlace, whyNotTell };
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
      if (option.required)
        throw new InvalidInput(
          say('“{name}” is missing.', { name }),
          say('Fill it in: {description}', { description: sayWritten(option.description) }),
        );
      return [name, undefined] as const;
    }
    const isOfType = option.type === 'integer' ? Number.isSafeInteger(value) : typeof value === option.type;
    if (!isOfType) throw new InvalidInput(say('“{name}” cannot be read.', { name }), say('Type the command again.'));
    if (option.type === 'string') checkText(name, option, value as string);
    if (option.type === 'integer') checkNumber(name, option, value as number);
    return [name, value as OptionContent] as const;
  });
  return Object.fromEntries(known.filter(([, value]) => value !== undefined));
}

function checkText(name: string, { choices, maxLength }: StringOption, value: string): void {
  if (choices && !choices.some((choice) => choice.value === value)) {
    const offered = choices.map((choice) => choice.name).join(', ');
    throw new InvalidInput(
      say('“{name}” is none of the choices.', { name }),
      say('Choose one of: {choices}.', { choices: offered }),
    );
  }
  if (maxLength && value.length > maxLength) {
    throw new InvalidInput(
      say('“{name}” is too long.', { name }),
      say('Use at most {number} characters.', { number: maxLength }),
    );
  }
}

function checkNumber(name: string, { least, most }: IntegerOption, value: number): void {
  if (least !== undefined && value < least)
    throw new InvalidInput(say('“{name}” is too small.', { name }), say('Use at least {number}.', { number: least }));
  if (most !== undefined && value > most)
    throw new InvalidInput(say('“{name}” is too large.', { name }), say('Use at most {number}.', { number: most }));
}
