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
import type { OptionPayload, RegistrationPayload } from './registration-payload.ts';

export const registeredCommand = z.object({
  id: z.string(),
  name: z.string(),
  type: z.number().default(ApplicationCommandType.ChatInput),
  description: z.string().default(''),
  default_member_permissions: z.string().nullish(),
  options: z
    .array(
      z.object({
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
        choices: z.array(z.object({ name: z.string(), value: z.union([z.string(), z.number()]) })).nullish(),
      }),
    )
    .nullish(),
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
    const [option] = what.split(DETAIL);
    if (option !== undefined && option !== what && before.has(option) !== after.has(option)) return [];
    if (becomes === undefined) return [`${what} removed (was ${was})`];
    return was === undefined ? [`${what} added: ${becomes}`] : [`${what} was ${was}, becomes ${becomes}`];
  });
  return [...changed, ...orderOf(known, wanted)];
}

/** Options stand in the order in which a person sees them. */
function orderOf(known: RegisteredCommand, wanted: RegistrationPayload): string[] {
  const common = (
    { options }: RegisteredCommand | RegistrationPayload,
    other: RegisteredCommand | RegistrationPayload,
  ) => (options ?? []).map(({ name }) => name).filter((name) => other.options?.some((option) => option.name === name));
  const [was, becomes] = [common(known, wanted).join(', '), common(wanted, known).join(', ')];
  return was === becomes ? [] : [`order of the options was ${was}; becomes ${becomes}`];
}

function factsOf(command: RegisteredCommand | RegistrationPayload, wanted: RegistrationPayload): Facts {
  const { description, options, contexts, integration_types, default_member_permissions: permissions } = command;
  const facts = new Map([
    ['description', quoted(description ?? '')],
    ['who may use it', permissions ? permissionNames(permissions) : 'everybody'],
  ]);
  // Said of global commands only.
  if (wanted.contexts) facts.set('where', names(contexts ?? [], InteractionContextType));
  if (wanted.integration_types) facts.set('installed', names(integration_types ?? [], ApplicationIntegrationType));
  for (const option of options ?? []) for (const [what, fact] of optionFacts(option)) facts.set(what, fact);
  return facts;
}

type AnyOption = NonNullable<RegisteredCommand['options']>[number] | OptionPayload;

function optionFacts(option: AnyOption): [string, string][] {
  const name = `option ${quoted(option.name)}`;
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
    ['choices', option.choices?.length ? option.choices.map(choiceText).join(', ') : undefined],
  ];
  return facts.flatMap(([what, fact]) =>
    fact === undefined ? [] : [[what === name ? name : name + DETAIL + what, fact]],
  );
}

function choiceText({ name, value }: { readonly name: string; readonly value: string | number }): string {
  return `${quoted(name)} = ${JSON.stringify(value)}`;
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
