/** In: what was given for one option. Out: the value that its definition allows. */
import type { IntegerOption, OptionContent, OptionDefinition, StringOption } from '../domain/command.ts';
import { InvalidInput } from '../domain/errors.ts';
import { shorten } from '../domain/text/clean.ts';

const MOST_REPEATED_CHARACTERS = 60;
const YES = ['true', 'yes', 'y', 'on', '1'];
const NO = ['false', 'no', 'n', 'off', '0'];

/**
 * @returns a boolean or a number for an option of that type, the value of the choice for one with choices, otherwise the
 * trimmed text
 * @throws InvalidInput when it is empty, too long (in characters), no number, out of range or not among the choices
 */
export function optionValue(name: string, option: OptionDefinition, given: string): OptionContent {
  const text = given.trim();
  if (!text) throw new InvalidInput(`${name} is empty.`, `It should hold: ${option.description}`);
  if (option.type === 'boolean') return booleanValue(name, text);
  if (option.type === 'integer') return integerValue(name, option, text);
  if (option.choices) return choiceValue(name, option, text);
  const length = [...text].length;
  if (option.maxLength !== undefined && length > option.maxLength) {
    const format = new Intl.NumberFormat('en').format;
    throw new InvalidInput(
      `${name} is ${format(length)} characters long.`,
      `At most ${format(option.maxLength)} are possible; say it more briefly.`,
    );
  }
  return text;
}

/** Everything that may be typed for a choice, in lower case. */
export function choicesOf(option: StringOption): string[] {
  return (option.choices ?? []).flatMap(({ name, value }) => [value.toLowerCase(), name.toLowerCase()]);
}

function choiceValue(name: string, option: StringOption, text: string): string {
  const wanted = text.toLowerCase();
  const choices = option.choices ?? [];
  const found =
    choices.find(({ value }) => value.toLowerCase() === wanted) ??
    choices.find((choice) => choice.name.toLowerCase() === wanted);
  if (found) return found.value;
  throw new InvalidInput(
    `${name} cannot be “${repeated(text)}”.`,
    `Choose one of: ${choices.map(({ value }) => value).join(', ')}.`,
  );
}

function booleanValue(name: string, text: string): boolean {
  if (YES.includes(text.toLowerCase())) return true;
  if (NO.includes(text.toLowerCase())) return false;
  throw new InvalidInput(`${name} is yes or no, not “${repeated(text)}”.`, `Write --${name} or --no-${name}.`);
}

function integerValue(name: string, { least, most }: IntegerOption, text: string): number {
  const value = /^[-+]?\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= (least ?? -Infinity) && value <= (most ?? Infinity)) return value;
  const range = least !== undefined && most !== undefined ? ` from ${least} to ${most}` : '';
  throw new InvalidInput(
    `${name} cannot be “${repeated(text)}”.`,
    `Give a whole number${range}, such as ${name}:${least ?? 1}.`,
  );
}

/** What was typed, short enough to repeat in a sentence. */
export function repeated(text: string): string {
  return shorten(text, MOST_REPEATED_CHARACTERS);
}
