/** What is registered and what is wanted come in; what has to be written, with each difference in words, goes out. Pure. */
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  PermissionsBitField,
} from 'discord.js';
import { z } from 'zod';
import { localizedFacts } from './registration-localized.ts';
import type { OptionPayload, RegistrationPayload, SubcommandPayload } from './registration-payload.ts';

/** By locale. */
const texts = z.record(z.string(), z.string()).nullish();

const registeredOption = z.object({
  type: z.number(),
  name: z.string(),
  description: z.string(),
  required: z.boolean().nullish(),
  autocomplete: z.boolean().nullish(),
  min_length: z.number().nullish(),
  max_length: z.number().nullish(),
  min_value: z.number().nullish(),
  max_value: z.number().nullish(),
  channel_types: z.array(z.number()).nullish(),
  choices: z
    .array(z.object({ name: z.string(), name_localizations: texts, value: z.union([z.string(), z.number()]) }))
    .nullish(),
  name_localizations: texts,
  description_localizations: texts,
});

export const registeredCommand = z.object({
  id: z.string(),
  name: z.string(),
  type: z.number().default(ApplicationCommandType.ChatInput),
  description: z.string().default(''),
  default_member_permissions: z.string().nullish(),
  name_localizations: texts,
  description_localizations: texts,
  options: z.array(registeredOption.extend({ options: z.array(registeredOption).nullish() })).nullish(),
  contexts: z.array(z.number()).nullish(),
  integration_types: z.array(z.number()).nullish(),
});
export type RegisteredCommand = z.infer<typeof registeredCommand>;

export interface RegistrationPlan {
  readonly create: readonly RegistrationPayload[];
  readonly change: readonly {
    readonly id: string;
    readonly payload: RegistrationPayload;
    /** Each such as `option "since": the description was "…", becomes "…"`. */
    readonly differences: readonly string[];
  }[];
  /** Slash, user and message commands that are not wanted any more. */
  readonly remove: readonly RegisteredCommand[];
  readonly unchanged: readonly RegisteredCommand[];
}

export function planRegistration(
  registered: readonly RegisteredCommand[],
  wanted: readonly RegistrationPayload[],
): RegistrationPlan {
  const left = new Map(registered.filter(isOurs).map((command) => [keyOf(command), command]));
  const create: RegistrationPayload[] = [];
  const change: RegistrationPlan['change'][number][] = [];
  const unchanged: RegisteredCommand[] = [];
  for (const payload of wanted) {
    const known = left.get(keyOf(payload));
    left.delete(keyOf(payload));
    const differences = known ? differencesOf(known, payload) : [];
    if (!known) create.push(payload);
    else if (differences.length) change.push({ id: known.id, payload, differences });
    else unchanged.push(known);
  }
  return { create, change, remove: [...left.values()], unchanged };
}

/** A command is known by its type and its name. */
function keyOf({ type, name }: Pick<RegisteredCommand, 'type' | 'name'>): string {
  return `${type}:${name}`;
}

/** An activity's entry point is made by Discord itself. */
function isOurs({ type }: RegisteredCommand): boolean {
  return type !== ApplicationCommandType.PrimaryEntryPoint;
}

/** As people call it: `/ask`; a command on messages has no slash. */
export function shownName({ type, name }: Pick<RegisteredCommand, 'type' | 'name'>): string {
  return type === ApplicationCommandType.ChatInput ? `/${name}` : name;
}

/** Stands between an option and what is said of it. */
const DETAIL = ': ';

/** What both say, once what Discord adds and leaves out by default is set aside; by what it is said of. */
type Facts = ReadonlyMap<string, string>;

function differencesOf(known: RegisteredCommand, wanted: RegistrationPayload): string[] {
  const [before, after] = [factsOf(known, wanted), factsOf(wanted, wanted)];
  const changed = [...new Set([...before.keys(), ...after.keys()])].flatMap((what) => {
    const [was, becomes] = [before.get(what), after.get(what)];
    if (was === becomes) return [];
    // Of an option that comes or goes as a whole, one line is enough.
    if (wholesOf(what).some((whole) => before.has(whole) !== after.has(whole))) return [];
    if (becomes === undefined) return [`${what} removed (was ${was})`];
    return was === undefined ? [`${what} added: ${becomes}`] : [`${what} was ${was}, becomes ${becomes}`];
  });
  return [...changed, ...orderOf(known, wanted)];
}

/** `command “setup”: option “time”: required` → what it is a detail of, in turn. */
function wholesOf(what: string): string[] {
  const parts = what.split(DETAIL);
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join(DETAIL));
}

/** Options stand in the order in which a person sees them, and so do commands of a group. */
function orderOf(known: RegisteredCommand, wanted: RegistrationPayload): string[] {
  const inside = (wanted.options ?? []).flatMap((one) => {
    const before = known.options?.find(({ name, type }) => name === one.name && type === one.type);
    if (one.type !== ApplicationCommandOptionType.Subcommand || !before) return [];
    return changedOrder(before.options, one.options, ` of ${nameOf(one)}`);
  });
  return [...changedOrder(known.options, wanted.options), ...inside];
}

type Named = readonly { readonly name: string }[] | null | undefined;

function changedOrder(known: Named, wanted: Named, where = ''): string[] {
  const common = (options: Named, other: Named) =>
    (options ?? []).map(({ name }) => name).filter((name) => other?.some((option) => option.name === name));
  const [was, becomes] = [common(known, wanted).join(', '), common(wanted, known).join(', ')];
  return was === becomes ? [] : [`order of the options${where} was ${was}; becomes ${becomes}`];
}

function factsOf(command: RegisteredCommand | RegistrationPayload, wanted: RegistrationPayload): Facts {
  const { description, options, contexts, integration_types, default_member_permissions: permissions } = command;
  const facts = new Map([
    ['description', quoted(description ?? '')],
    ['who may use it', permissions ? permissionNames(permissions) : 'everybody'],
    ...localizedFacts(command),
  ]);
  // Said of global commands only.
  if (wanted.contexts) facts.set('where', names(contexts ?? [], InteractionContextType));
  if (wanted.integration_types) facts.set('installed', names(integration_types ?? [], ApplicationIntegrationType));
  for (const option of options ?? []) for (const [what, fact] of optionFacts(option)) facts.set(what, fact);
  return facts;
}

type PlainOption = z.infer<typeof registeredOption> | OptionPayload;
type AnyOption = NonNullable<RegisteredCommand['options']>[number] | OptionPayload | SubcommandPayload;

function optionFacts(option: AnyOption): [string, string][] {
  const name = nameOf(option);
  if (option.type !== ApplicationCommandOptionType.Subcommand) return plainOptionFacts(option, name);
  const inside = (option.options ?? []).flatMap((one) => plainOptionFacts(one, `${name}${DETAIL}${nameOf(one)}`));
  const localized = localizedFacts(option).map(([what, fact]): [string, string] => [name + DETAIL + what, fact]);
  return [[name, quoted(option.description)], ...localized, ...inside];
}

function nameOf({ type, name }: { readonly type: number; readonly name: string }): string {
  return `${type === ApplicationCommandOptionType.Subcommand ? 'command' : 'option'} ${quoted(name)}`;
}

/** @param name what each fact begins with */
function plainOptionFacts(option: PlainOption, name: string): [string, string][] {
  const facts: [string, string | undefined][] = [
    [name, ApplicationCommandOptionType[option.type] ?? String(option.type)],
    ['description', quoted(option.description)],
    ['required', option.required ? 'yes' : 'no'],
    ['suggestions while typing', option.autocomplete ? 'yes' : 'no'],
    ['shortest', numberOf('min_length' in option ? option.min_length : undefined)],
    ['longest', numberOf(option.max_length)],
    ['least', numberOf(option.min_value)],
    ['most', numberOf(option.max_value)],
    ['channels', option.channel_types?.length ? names(option.channel_types, ChannelType) : undefined],
    ...localizedFacts(option),
    ['choices', option.choices?.length ? option.choices.map(choiceText).join(', ') : undefined],
  ];
  return facts.flatMap(([what, fact]) =>
    fact === undefined ? [] : [[what === name ? name : name + DETAIL + what, fact]],
  );
}

type Choice = NonNullable<PlainOption['choices']>[number];

function choiceText({ name, value, name_localizations }: Choice): string {
  const elsewhere = Object.entries(name_localizations ?? {}).map(([locale, text]) => `${locale} ${quoted(text)}`);
  return `${quoted(name)} = ${JSON.stringify(value)}${elsewhere.length ? ` (${elsewhere.sort().join(', ')})` : ''}`;
}

function numberOf(value: number | null | undefined): string | undefined {
  return value === null || value === undefined ? undefined : String(value);
}

function names(values: readonly number[], of: Readonly<Record<number, string>>): string {
  return (
    [...values]
      .sort((one, other) => one - other)
      .map((value) => of[value] ?? String(value))
      .join(', ') || 'nowhere'
  );
}

function permissionNames(bits: string): string {
  return `members with ${new PermissionsBitField(BigInt(bits)).toArray().join(', ') || 'no permission'}`;
}

function quoted(text: string): string {
  return `“${text}”`;
}
