/** In: a typed line or the arguments of a shell. Out: a command with its arguments, or what is wrong and what to type instead. */
import type { Command } from '../domain/command.ts';
import { InvalidInput } from '../domain/errors.ts';
import type { Message } from '../domain/message.ts';
import { closest } from './closest.ts';
import { repeated } from './option-value.ts';
import { type ParsedArguments, parseArguments } from './parse-arguments.ts';
import { splitLine, type Word, wordsOfArgv } from './words.ts';

export type Parsed<Services> =
  | { readonly kind: 'command'; readonly command: Command<Services>; readonly args: ParsedArguments }
  /** `command` is there when it was understood and only its arguments are wrong. */
  | { readonly kind: 'problem'; readonly problem: InvalidInput; readonly command?: Command<Services> };

/** What a line without a slash means. */
const DEFAULT_COMMAND = 'ask';

/** `/ask how …`, `/ask how … since:2026-06-01`, or without a slash a question. */
export function parseLine<Services>(commands: readonly Command<Services>[], line: string): Parsed<Services> {
  const [, name, rest] = /^\s*\/(\S*)(.*)$/s.exec(line) ?? [undefined, DEFAULT_COMMAND, line];
  return parseNamed(commands, name ?? '', splitLine(rest ?? ''));
}

/**
 * `ask "how …" --since 2026-06-01`; one argument of several words is a question.
 * @param jobs what else could have been meant: the shell can start it, and it is no command
 */
export function parseArgv<Services>(
  commands: readonly Command<Services>[],
  argv: readonly string[],
  jobs: readonly string[] = [],
): Parsed<Services> {
  const [first = '', ...rest] = argv;
  if (/\s/.test(first.trim())) return parseNamed(commands, DEFAULT_COMMAND, wordsOfArgv(argv));
  return parseNamed(commands, first.replace(/^\//, ''), wordsOfArgv(rest), jobs);
}

/** What a person is shown instead of an answer. */
export function problemMessage(problem: InvalidInput): Message {
  return {
    status: 'invalid',
    blocks: [
      { kind: 'paragraph', line: [problem.message] },
      { kind: 'note', line: [problem.help] },
    ],
  };
}

function parseNamed<Services>(
  commands: readonly Command<Services>[],
  name: string,
  words: readonly Word[],
  jobs: readonly string[] = [],
): Parsed<Services> {
  const { command, rest, typed } = findCommand(commands, name, words);
  if (!command) return { kind: 'problem', problem: unknownCommand(commands, typed, jobs) };
  try {
    return { kind: 'command', command, args: parseArguments(command.definition, rest) };
  } catch (error) {
    if (error instanceof InvalidInput) return { kind: 'problem', problem: error, command };
    throw error;
  }
}

/** A command of a group has two words: `daily setup`. */
function findCommand<Services>(commands: readonly Command<Services>[], name: string, words: readonly Word[]) {
  const named = (wanted: string) => commands.find(({ definition }) => definition.name === wanted.toLowerCase());
  const isGroup = commands.some(({ definition }) => definition.group?.name === name.toLowerCase());
  if (!isGroup) return { command: named(name), rest: words, typed: name };
  const [second, ...rest] = words;
  const typed = second ? `${name} ${second.text}` : name;
  return { command: named(typed), rest, typed };
}

function unknownCommand<Services>(
  commands: readonly Command<Services>[],
  name: string,
  jobs: readonly string[],
): InvalidInput {
  const names = commands.map(({ definition }) => definition.name);
  const alsoJobs = jobs.length ? ` From the shell also, without the slash: ${jobs.join(', ')}.` : '';
  const list = `There are ${names.map((known) => `/${known}`).join(', ')}.${alsoJobs}`;
  if (!name) return new InvalidInput('The name of a command is missing.', list);
  const [first = ''] = name.toLowerCase().split(' ');
  const group = commands.filter(({ definition }) => definition.group?.name === first);
  if (group.length) {
    const members = group.map(({ definition }) => `/${definition.name}`).join(', ');
    const problem = name.includes(' ') ? `There is no command /${repeated(name)}.` : `/${first} needs a second word.`;
    return new InvalidInput(problem, `There are ${members}.`);
  }
  const meant = closest(name, [...names, ...jobs]);
  const suggestion = meant ? `Did you mean ${jobs.includes(meant) ? meant : `/${meant}`}? ` : '';
  return new InvalidInput(`There is no command /${repeated(name)}.`, suggestion + list);
}
