/** Documented limits of commands and suggestions that the OpenAPI document lacks. */
import { characters } from './characters.ts';
import type { Issue } from './violations.ts';
import { type CommandBody, CommandType, OptionType, type WireChoice, type WireOption } from './wire.ts';

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
  const places = placeIssues(command, at);
  if ((command.type ?? 1) !== CommandType.slash) return [...places, ...menuIssues(command, at)];
  const found = [...places, ...nameIssues(command.name, at), ...optionIssues(command.options ?? [], `${at}/options`)];
  if (!command.description)
    found.push({ path: `${at}/description`, code: 'BASE_TYPE_REQUIRED', message: 'is required' });
  if (characters(command.description) > 100) found.push(tooLong(`${at}/description`, 100));
  found.push(...localizedIssues(command, at, nameIssues));
  const size = commandSize(command);
  if (size > 8000) found.push({ path: at, code: 'TOO_LARGE', message: `holds ${size} characters, 8000 at most` });
  return found;
}

/** Message and user commands: a name that may have spaces and capitals, and nothing besides. */
function menuIssues(command: CommandBody, at: string): Issue[] {
  const named = (name: string, where: string) => {
    const good = characters(name?.trim()) >= 1 && characters(name) <= 32;
    return good ? [] : [tooLong(`${where}/name`, 32)];
  };
  const found = [...named(command.name, at), ...localizedIssues(command, at, named)];
  for (const key of ['description', 'options'] as const) {
    if (command[key]?.length) {
      const message = 'message and user commands have none';
      found.push({ path: `${at}/${key}`, code: 'APPLICATION_COMMAND_CONTEXT_MENU', message });
    }
  }
  return found;
}

function placeIssues({ contexts, integration_types }: CommandBody, at: string): Issue[] {
  const lists = { contexts: [contexts, 2], integration_types: [integration_types, 1] } as const;
  return Object.entries(lists).flatMap(([key, [values, most]]) => {
    const good =
      !values ||
      (values.length > 0 &&
        new Set(values).size === values.length &&
        values.every((value) => value >= 0 && value <= most));
    return good
      ? []
      : [{ path: `${at}/${key}`, code: 'BASE_TYPE_CHOICES', message: `must be different ones of 0 to ${most}` }];
  });
}

/** Names and descriptions in other languages: known locales, and the limits of the originals. */
function localizedIssues(
  { name_localizations, description_localizations }: CommandBody | WireOption,
  at: string,
  named: (name: string, at: string) => Issue[],
): Issue[] {
  const found: Issue[] = [];
  const texts = { name_localizations, description_localizations };
  for (const [key, localized] of Object.entries(texts)) {
    for (const [locale, text] of Object.entries(localized ?? {})) {
      const here = `${at}/${key}/${locale}`;
      if (!locales.has(locale)) found.push({ path: here, code: 'LOCALE', message: 'unknown locale' });
      if (key === 'name_localizations') found.push(...named(text, here));
      else if (characters(text) < 1 || characters(text) > 100) found.push(tooLong(here, 100));
    }
  }
  return found;
}

/** What answers an autocomplete: 25 at most, names 1 to 100 and values up to 100 characters. */
export function choiceIssues(choices: readonly WireChoice[], at: string): Issue[] {
  const found: Issue[] = choices.length > 25 ? [tooLong(at, 25)] : [];
  choices.forEach(({ name, name_localizations, value }, index) => {
    for (const [locale, text] of Object.entries(name_localizations ?? {})) {
      const here = `${at}/${index}/name_localizations/${locale}`;
      if (!locales.has(locale)) found.push({ path: here, code: 'LOCALE', message: 'unknown locale' });
      if (characters(text) < 1 || characters(text) > 100) found.push(tooLong(here, 100));
    }
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
    found.push(...localizedIssues(option, here, nameIssues));
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

/** Of every text the longest language counts. */
function commandSize(part: CommandBody | WireOption): number {
  const own =
    longest(part.name, part.name_localizations) + longest(part.description ?? '', part.description_localizations);
  return (part.options ?? []).reduce((sum, option) => {
    const choices = (option.choices ?? []).map(
      ({ name, name_localizations, value }) => longest(name, name_localizations) + characters(String(value)),
    );
    return sum + commandSize(option) + choices.reduce((total, length) => total + length, 0);
  }, own);
}

function longest(text: string, localized: Readonly<Record<string, string>> | null | undefined): number {
  return Math.max(characters(text), ...Object.values(localized ?? {}).map(characters));
}

function tooLong(path: string, most: number): Issue {
  return { path, code: 'BASE_TYPE_BAD_LENGTH', message: `Must be between 1 and ${most} in length.` };
}
