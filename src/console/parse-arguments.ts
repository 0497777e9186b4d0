/** In: words after the name of a command. Out: the arguments that its definition describes. */
import type { CommandDefinition, OptionContent, StringOption } from '../domain/command.ts';
import { InvalidInput } from '../domain/errors.ts';
import { choicesOf, optionValue, repeated } from './option-value.ts';
import { optionsOf, requiredTexts, type SortedWords, sortWords } from './sort-words.ts';
import type { Word } from './words.ts';

export type ParsedArguments = Readonly<Record<string, OptionContent>>;

/**
 * Words that belong to no option fill the required texts in order, one word each, the last takes the rest; where
 * nothing is required they fill the optional ones (`/trending week agents`).
 * @throws InvalidInput with what is wrong and what to type instead
 */
export function parseArguments(definition: CommandDefinition, words: readonly Word[]): ParsedArguments {
  const sorted = sortWords(definition, words);
  const given = new Map([...sorted.named].map(([name, parts]) => [name, joinWords(parts)]));
  const required = requiredTexts(definition);
  const filled = required.length ? fillRequired(definition, sorted) : fillOptional(definition, sorted);
  for (const [name, text] of filled) given.set(name, text);
  for (const name of required) if (!given.get(name)?.trim()) throw missing(definition, name);
  return Object.fromEntries(
    optionsOf(definition).flatMap(([name, option]) => {
      const text = given.get(name);
      return text === undefined ? [] : [[name, optionValue(name, option, text)]];
    }),
  );
}

/** Several words keep their quotes: `"A paper" "another"` is for the command to read. */
function joinWords(words: readonly Word[]): string {
  return words.length === 1 ? (words[0]?.text ?? '') : words.map(({ raw }) => raw).join(' ');
}

function fillRequired(definition: CommandDefinition, { named, free }: SortedWords): [string, string][] {
  const open = requiredTexts(definition).filter((name) => !named.has(name));
  if (!free.length) return [];
  if (!open.length) throw leftOver(definition, free);
  return open.flatMap((name, index) => {
    const words = index === open.length - 1 ? free.slice(index) : free.slice(index, index + 1);
    return words.length ? [[name, joinWords(words)] as [string, string]] : [];
  });
}

/**
 * A choice takes the words that are one of its choices, a number takes one number; the first option without choices
 * takes the others.
 */
function fillOptional(definition: CommandDefinition, { named, free }: SortedWords): [string, string][] {
  const filled: [string, string][] = [];
  let rest = free;
  for (const [name, option] of optionsOf(definition)) {
    if (!rest.length || named.has(name) || option.type === 'boolean') continue;
    const count = option.type === 'integer' ? numbersAt(rest) : wordsOfText(option, rest);
    if (count) filled.push([name, joinWords(rest.slice(0, count))]);
    rest = rest.slice(count);
  }
  if (rest.length) throw leftOver(definition, rest);
  return filled;
}

/** One, where the first word is a number. */
function numbersAt([first]: readonly Word[]): 0 | 1 {
  return /^\d{1,9}$/.test(first?.text ?? '') ? 1 : 0;
}

function wordsOfText(option: StringOption, words: readonly Word[]): number {
  return option.choices ? wordsOfChoice(choicesOf(option), words) : words.length;
}

/** How many of the first words are a choice together; the most that fit. */
function wordsOfChoice(choices: readonly string[], words: readonly Word[]): number {
  const texts = words.slice(0, 10).map(({ text }) => text.toLowerCase());
  return Math.max(
    0,
    ...texts.map((_, index) => (choices.includes(texts.slice(0, index + 1).join(' ')) ? index + 1 : 0)),
  );
}

function missing(definition: CommandDefinition, name: string): InvalidInput {
  return new InvalidInput(
    `/${definition.name} needs ${name}: ${lowerFirst(definition.options[name]?.description ?? '')}`.replace(
      /[.:\s]*$/,
      '.',
    ),
    `For example: /${definition.name} ${definition.example}`,
  );
}

function leftOver(definition: CommandDefinition, words: readonly Word[]): InvalidInput {
  const options = optionsOf(definition).map(([name, option]) => {
    const choices = option.type === 'string' ? option.choices : undefined;
    return choices ? `${name} (${choices.map(({ value }) => value).join(', ')})` : name;
  });
  const help = options.length ? `It takes ${options.join(', ')}.` : 'It takes nothing after its name.';
  return new InvalidInput(`/${definition.name} does not know what “${repeated(joinWords(words))}” is for.`, help);
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
