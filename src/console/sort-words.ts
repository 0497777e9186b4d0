/** In: words and a definition. Out: the words of each named option, and those that are left for the text. */
import type { CommandDefinition, OptionDefinition } from '../domain/command.ts';
import { InvalidInput } from '../domain/errors.ts';
import { choicesOf } from './option-value.ts';
import type { Word } from './words.ts';

export interface SortedWords {
  readonly named: ReadonlyMap<string, readonly Word[]>;
  readonly free: readonly Word[];
}

const FLAG = /^--(?<no>no-)?(?<name>[a-z][\w-]*)(?:=(?<value>.*))?$/is;
const LABEL = /^(?<name>[a-z][\w-]*):(?<value>.*)$/is;

/**
 * `--name value` takes one word; `name:value` takes, as on Discord, also the words after it, once the required text
 * is there; words after `--` are text.
 * @throws InvalidInput for an unknown `--name`, a value that is missing, an option that is given twice
 */
export function sortWords(definition: CommandDefinition, words: readonly Word[]): SortedWords {
  const named = new Map<string, Word[]>();
  const free: Word[] = [];
  /** The `name:` that may take more words. */
  let open: string | undefined;
  const name = (option: string, given: Word[]) => {
    if (named.has(option)) throw new InvalidInput(`${option} is given twice.`, 'Give it once.');
    named.set(option, given);
  };
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] as Word;
    if (word.text === '--' && !word.quoted) {
      free.push(...words.slice(index + 1));
      break;
    }
    const flag = readFlag(definition, word);
    const label = flag ? undefined : readLabel(definition, word, named, free);
    if (flag) {
      open = undefined;
      if (flag.value === undefined) index += 1;
      name(flag.name, [flag.value ?? nextValue(flag.name, words[index])]);
    } else if (label) {
      open = word.quoted ? undefined : label.name;
      name(label.name, label.value.text ? [label.value] : []);
    } else if (open && continues(definition, named, free, open, word)) {
      named.get(open)?.push(word);
    } else {
      open = undefined;
      free.push(word);
    }
  }
  return { named, free };
}

/** The options that must be given as text, in their order. */
export function requiredTexts(definition: CommandDefinition): string[] {
  return optionsOf(definition).flatMap(([name, option]) => (option.type === 'string' && option.required ? [name] : []));
}

export function optionsOf(definition: CommandDefinition): [string, OptionDefinition][] {
  return Object.entries(definition.options);
}

function readFlag(definition: CommandDefinition, word: Word): { name: string; value?: Word } | undefined {
  const groups = word.quoted === 'whole' ? undefined : FLAG.exec(word.text)?.groups;
  if (!groups?.name) return undefined;
  const find = (name: string) => optionsOf(definition).find(([known]) => known === name.toLowerCase());
  const { no, value } = groups;
  const [name, option] = find(`${no ?? ''}${groups.name}`) ?? [];
  if (name && option?.type === 'boolean') return { name, value: plain(value ?? 'true') };
  if (name) return { name, value: value === undefined ? undefined : plain(value) };
  const [denied, flag] = no ? (find(groups.name) ?? []) : [];
  if (denied && flag?.type === 'boolean' && value === undefined) return { name: denied, value: plain('false') };
  const names = optionsOf(definition).map(([known]) => `--${known}`);
  throw new InvalidInput(
    `/${definition.name} has no option --${no ?? ''}${groups.name}.`,
    `${names.length ? `It has ${names.join(', ')}` : 'It has no options'}. If this is part of your text, put it in quotes.`,
  );
}

function readLabel(
  definition: CommandDefinition,
  word: Word,
  named: ReadonlyMap<string, unknown>,
  free: readonly Word[],
): { name: string; value: Word } | undefined {
  const groups = word.quoted === 'whole' ? undefined : LABEL.exec(word.text)?.groups;
  const name = groups?.name?.toLowerCase();
  if (!groups || !name || !Object.hasOwn(definition.options, name)) return undefined;
  // "The question: what is it?" has begun already; its colon is part of it.
  const beingFilled = free.length > 0 && requiredTexts(definition).find((required) => !named.has(required));
  return name === beingFilled ? undefined : { name, value: plain(groups.value ?? '') };
}

function nextValue(name: string, word: Word | undefined): Word {
  if (word && (word.quoted || !word.text.startsWith('--'))) return word;
  throw new InvalidInput(`--${name} needs a value.`, `For example: --${name} "…"`);
}

/** Whether a word after `open:value` still belongs to it. */
function continues(
  definition: CommandDefinition,
  named: ReadonlyMap<string, readonly Word[]>,
  free: readonly Word[],
  open: string,
  word: Word,
): boolean {
  const option = definition.options[open];
  const given = named.get(open) ?? [];
  if (given.length === 0) return true;
  if (option?.type !== 'string') return false;
  const longer = [...given, word].map(({ text }) => text.toLowerCase()).join(' ');
  if (option.choices) return choicesOf(option).some((text) => text.startsWith(longer));
  const required = requiredTexts(definition);
  return free.length > 0 || required.includes(open) || required.every((text) => named.has(text));
}

function plain(text: string): Word {
  return { text, raw: text };
}
