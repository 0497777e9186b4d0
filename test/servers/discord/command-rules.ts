/** Documented limits of commands and suggestions that the OpenAPI document lacks. */
import { characters } from './message-rules.ts';
import type { Issue } from './violations.ts';
import { type CommandBody, OptionType, type WireChoice, type WireOption } from './wire.ts';

const namePattern = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
/** How many commands of each type an application may have: slash, user, message. */
const mostOfType: Readonly<Record<number, number>> = { 1: 100, 2: 15, 3: 15 };

/** https://discord.com/developers/docs/reference#locales */
const locales = new Set(
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko'.split(
    ' ',
  ),
);

/** A whole set, as it is registered at once. `at` is '' for a single command. */
export function commandSetIssues(commands: readonly CommandBody[]): Issue[] {
  const found = commands.flatMap((command, index) => commandIssues(command, `/${index}`));
  const keys = commands.map(({ type = 1, name }) => `${type}:${name}`);
  keys.forEach((key, index) => {
    if (keys.indexOf(key) !== index) {
      found.push({ path: `/${index}/name`, code: 'APPLICATION_COMMANDS_DUPLICATE_NAME', message: 'name is taken' });
    }
  });
  for (const [type, most] of Object.entries(mostOfType)) {
    const count = commands.filter((command) => (command.type ?? 1) === Number(type)).length;
    if (count > most)
      found.push({ path: '', code: 'TOO_MANY', message: `${count} commands of type ${type}, ${most} at most` });
  }
  return found;
}

export function commandIssues(command: CommandBody, at = ''): Issue[] {
  if ((command.type ?? 1) !== 1) return [];
  const found = [...nameIssues(command.name, at), ...optionIssues(command.options ?? [], `${at}/options`)];
  if (!command.description)
    found.push({ path: `${at}/description`, code: 'BASE_TYPE_REQUIRED', message: 'is required' });
  if (characters(command.description) > 100) found.push(tooLong(`${at}/description`, 100));
  for (const key of ['name_localizations', 'description_localizations'] as const) {
    for (const locale of Object.keys(command[key] ?? {})) {
      if (!locales.has(locale))
        found.push({ path: `${at}/${key}/${locale}`, code: 'LOCALE', message: 'unknown locale' });
    }
  }
  const size = commandSize(command);
  if (size > 8000) found.push({ path: at, code: 'TOO_LARGE', message: `holds ${size} characters, 8000 at most` });
  return found;
}

/** What answers an autocomplete: 25 at most, names 1 to 100 and values up to 100 characters. */
export function choiceIssues(choices: readonly WireChoice[], at: string): Issue[] {
  const found: Issue[] = choices.length > 25 ? [tooLong(at, 25)] : [];
  choices.forEach(({ name, value }, index) => {
    if (characters(name) < 1 || characters(name) > 100) found.push(tooLong(`${at}/${index}/name`, 100));
    if (characters(String(value)) > 100) found.push(tooLong(`${at}/${index}/value`, 100));
  });
  return found;
}

function optionIssues(options: readonly WireOption[], at: string): Issue[] {
  const found: Issue[] = options.length > 25 ? [tooLong(at, 25)] : [];
  const refuse = (path: string, code: string, message: string) => found.push({ path, code, message });
  const names = options.map(({ name }) => name);
  const subcommands = options.filter(({ type }) => type <= OptionType.subcommandGroup).length;
  if (subcommands > 0 && subcommands < options.length) refuse(at, 'MIXED', 'subcommands and options cannot be mixed');
  options.forEach((option, index) => {
    const here = `${at}/${index}`;
    found.push(...nameIssues(option.name, here), ...choiceIssues(option.choices ?? [], `${here}/choices`));
    if (!option.description) refuse(`${here}/description`, 'BASE_TYPE_REQUIRED', 'is required');
    if (characters(option.description) > 100) found.push(tooLong(`${here}/description`, 100));
    if (names.indexOf(option.name) !== index) refuse(`${here}/name`, 'DUPLICATE', 'option name is taken');
    if (option.required && options.slice(0, index).some((before) => !before.required && before.type > 2)) {
      refuse(
        here,
        'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
        'Required options must be placed before non-required',
      );
    }
    if (option.choices?.length && option.autocomplete) refuse(here, 'EXCLUSIVE', 'choices exclude autocomplete');
    found.push(...optionIssues(option.options ?? [], `${here}/options`));
  });
  return found;
}

function nameIssues(name: string, at: string): Issue[] {
  const valid = namePattern.test(name ?? '') && name === name.toLowerCase();
  const code = 'APPLICATION_COMMAND_INVALID_NAME';
  return valid ? [] : [{ path: `${at}/name`, code, message: `Command name is invalid: "${name}"` }];
}

function commandSize({ name, description, options }: CommandBody | WireOption): number {
  const own = characters(name) + characters(description);
  return (options ?? []).reduce((sum, option) => {
    const choices = (option.choices ?? []).map((choice) => characters(choice.name) + characters(String(choice.value)));
    return sum + commandSize(option) + choices.reduce((total, length) => total + length, 0);
  }, own);
}

function tooLong(path: string, most: number): Issue {
  return { path, code: 'BASE_TYPE_BAD_LENGTH', message: `Must be between 1 and ${most} in length.` };
}
