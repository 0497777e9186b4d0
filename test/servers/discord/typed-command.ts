/** What a person types comes in; the interaction data that Discord's client would send goes out, or an error: it could not be typed. */
import { offeredCommand, type Typing } from './offered-command.ts';
import type { State } from './state.ts';
import { CommandType, OptionType, type WireCommand, type WireOption } from './wire.ts';

export type TypedValues = Readonly<Record<string, string | number | boolean>>;

interface SentOption {
  readonly type: number;
  readonly name: string;
  readonly value?: string | number | boolean;
  readonly focused?: true;
  readonly options?: readonly SentOption[];
}

/**
 * `typed` is `ask`, or `digest subscribe` for a subcommand. With `focused`, the person is still typing that option.
 * Throws when the command or an option does not exist, or when a value is missing or refused by Discord's client.
 */
export function typedCommand(
  state: State,
  typed: string,
  values: TypedValues,
  typing: Typing,
  focused?: string,
): Record<string, unknown> {
  const [name = '', ...path] = typed.split(' ');
  const command = offeredCommand(state, CommandType.slash, name, typing);
  const options = nested(command, typed, command.options ?? [], path, values, focused);
  return { id: command.id, name, type: 1, ...(command.guild_id && { guild_id: command.guild_id }), options };
}

function nested(
  command: WireCommand,
  typed: string,
  options: readonly WireOption[],
  path: readonly string[],
  values: TypedValues,
  focused: string | undefined,
): SentOption[] {
  const [next, ...rest] = path;
  if (next === undefined) return plain(typed, options, values, focused);
  const subcommand = options.find((option) => option.name === next && option.type <= OptionType.subcommandGroup);
  if (!subcommand) throw new Error(`/${typed}: no subcommand ${next}`);
  const inside = nested(command, typed, subcommand.options ?? [], rest, values, focused);
  return [{ type: subcommand.type, name: next, options: inside }];
}

function plain(
  typed: string,
  options: readonly WireOption[],
  values: TypedValues,
  focused: string | undefined,
): SentOption[] {
  if (options.some(({ type }) => type <= OptionType.subcommandGroup)) throw new Error(`/${typed} needs a subcommand`);
  const missing = options.find(({ required, name }) => required && !(name in values));
  if (missing && focused === undefined) throw new Error(`/${typed}: required option ${missing.name} is missing`);
  return Object.entries(values).map(([name, value]) => {
    const option = options.find((candidate) => candidate.name === name);
    if (!option) throw new Error(`/${typed} has no option ${name}`);
    if (name !== focused) {
      refuseValue(`/${typed} ${name}`, option, value);
      return { type: option.type, name, value };
    }
    if (!option.autocomplete) throw new Error(`/${typed} ${name} does not suggest anything`);
    return { type: option.type, name, value: String(value), focused: true };
  });
}

function refuseValue(where: string, option: WireOption, value: string | number | boolean): void {
  const expected = expectedType(option.type);
  if (typeof value !== expected) throw new Error(`${where} takes a ${expected}, not ${JSON.stringify(value)}`);
  if (option.choices?.length && !option.choices.some((choice) => choice.value === value)) {
    throw new Error(`${where}: ${JSON.stringify(value)} is not one of the choices`);
  }
  const size = typeof value === 'number' ? value : [...String(value)].length;
  const [least = 0, most = 6000] =
    typeof value === 'number'
      ? [option.min_value ?? -Infinity, option.max_value ?? Infinity]
      : [option.min_length, option.max_length];
  if (size < least || size > most) throw new Error(`${where}: ${size} is not between ${least} and ${most}`);
}

/** Users, channels and roles are typed as ids. */
function expectedType(type: number): 'boolean' | 'number' | 'string' {
  if (type === OptionType.boolean) return 'boolean';
  return type === OptionType.integer || type === OptionType.number ? 'number' : 'string';
}
