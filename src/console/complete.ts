/** In: what is typed before the cursor. Out: what could stand there, and how much of the line it replaces. */
import { type Clock, systemClock } from '../domain/clock.ts';
import type { Choice, Command, Typing } from '../domain/command.ts';
import { escapeText } from './escape.ts';
import { TERMINAL } from './run-command.ts';
import { optionsOf } from './sort-words.ts';

/** Candidates, and the end of the typed text that they replace: what node:readline wants. */
export type Completion = [candidates: string[], replaced: string];

export interface CompleteOptions<Services> {
  readonly commands: readonly Command<Services>[];
  readonly services: Services;
  /** Names that are no commands and can be typed after a slash all the same. */
  readonly extraNames?: readonly string[];
}

const PATIENCE_MILLISECONDS = 1500;
const AT_THE_TERMINAL: Typing = { reader: TERMINAL, mayManage: true };

/**
 * After `/` names of commands; after `--` names of options; after `name:`, `--name=` or `--name ` choices and what the
 * command itself suggests; elsewhere `name:` of options, and suggestions for the text when its option has them.
 */
export async function completeLine<Services>(options: CompleteOptions<Services>, line: string): Promise<Completion> {
  const names = [...options.commands.map(({ definition }) => definition.name), ...(options.extraNames ?? [])];
  const start = startOf(options.commands, line);
  if (!start) return [[], line];
  const { name, space, rest } = start;
  if (!space) {
    return [names.filter((known) => known.startsWith(name.toLowerCase())).map((known) => `/${known} `), `/${name}`];
  }
  const command = options.commands.find(({ definition }) => definition.name === name.toLowerCase());
  if (!command) return [[], line];
  const suggest = (option: string, typed: string) => suggestions(command, options.services, option, typed);
  const value = /(?:^|\s)(?:--([\w-]+)(?:=|\s+)|([\w-]+):)("?)([^"\s]*|(?<=")[^"]*)$/.exec(rest);
  const option = value?.[1] ?? value?.[2];
  if (value && option && command.definition.options[option]?.type === 'string') {
    const [typed = '', quote = ''] = [value[4], value[3]];
    const found = await suggest(option, typed);
    return [found.map((choice) => quoted(choice.value)), quote + typed];
  }
  return completeText(command, rest, suggest);
}

/** The name of a command as far as it is typed, of one or two words, and what stands after it. */
function startOf<Services>(commands: readonly Command<Services>[], line: string) {
  const [, word, gap, after = ''] = /^\s*\/(\S*)(\s*)(.*)$/s.exec(line) ?? [];
  if (word === undefined) return undefined;
  const isGroup = commands.some(({ definition }) => definition.group?.name === word.toLowerCase());
  if (!isGroup || !gap) return { name: word, space: gap, rest: after };
  const [, second = '', space, rest = ''] = /^(\S*)(\s*)(.*)$/s.exec(after) ?? [];
  return { name: `${word} ${second}`, space, rest };
}

/** The same, but a command that takes too long suggests nothing: the keyboard waits for it. */
export async function completeInTime<Services>(
  options: CompleteOptions<Services>,
  line: string,
  clock: Clock = systemClock,
): Promise<Completion> {
  const done = new AbortController();
  const late = clock.sleep(PATIENCE_MILLISECONDS, done.signal).then((): Completion => [[], line]);
  return Promise.race([completeLine(options, line), late]).finally(() => done.abort());
}

type Suggest = (option: string, typed: string) => Promise<readonly Choice[]>;

async function completeText<Services>(command: Command<Services>, rest: string, suggest: Suggest): Promise<Completion> {
  const word = /\S*$/.exec(rest)?.[0] ?? '';
  const all = optionsOf(command.definition);
  const flagged = word.startsWith('--');
  const typed = word.replace(/^--/, '').toLowerCase();
  const names = all
    .filter(([name]) => name.startsWith(typed) && !new RegExp(`(?:^|\\s)(?:--)?${name}[:=\\s]`).test(rest))
    .map(([name, option]) => (option.type === 'boolean' ? `--${name} ` : flagged ? `--${name}=` : `${name}:`));
  if (flagged) return [names, word];
  const [text, option] = all.find(([, { type }]) => type === 'string') ?? [];
  const suggests = text && option?.type === 'string' && (option.autocomplete || option.choices);
  const found = suggests && rest.trim() ? await suggest(text, rest.trimStart()) : [];
  if (!found.length) return [word || !rest.trim() ? names : [], word];
  // Several are told apart by their names; the only one is what is sent.
  const [only] = found;
  return [
    found.length === 1 && only ? [escapeText(only.value)] : found.map(({ name }) => escapeText(name)),
    rest.trimStart(),
  ];
}

async function suggestions<Services>(
  command: Command<Services>,
  services: Services,
  name: string,
  typed: string,
): Promise<readonly Choice[]> {
  const option = command.definition.options[name];
  if (option?.type !== 'string') return [];
  const wanted = typed.toLowerCase();
  if (option.choices) {
    const values = option.choices.map(({ value }) => value).filter((value) => value.toLowerCase().startsWith(wanted));
    return values.map((value) => ({ name: value, value }));
  }
  return option.autocomplete && command.complete ? await command.complete(name, typed, services, AT_THE_TERMINAL) : [];
}

function quoted(value: string): string {
  const safe = escapeText(value);
  return /\s/.test(safe) ? `"${safe}"` : safe;
}
