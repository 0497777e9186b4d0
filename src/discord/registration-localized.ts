/** What Discord is told of a command comes in; the same with what readers of other languages see of it goes out. Pure. */
import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord.js';
import type { Languages, LanguageWords } from '../domain/languages.ts';
import type { Localizations, OptionPayload, RegistrationPayload, SubcommandPayload } from './registration-payload.ts';

/** @returns the payload itself where everything is said in English; what a language lacks stays English there */
export function localizedPayload(payload: RegistrationPayload, languages: Languages): RegistrationPayload {
  if (!languages.locales.length) return payload;
  if (payload.type === ApplicationCommandType.Message) {
    return { ...payload, name_localizations: inEach(languages, (words) => words.translate(payload.name)) };
  }
  return {
    ...payload,
    name_localizations: inEach(languages, (words) => words.commandName(payload.name)),
    description_localizations: descriptions(payload.description ?? '', languages),
    options: (payload.options ?? []).map((option) => localizedOption(option, languages)),
  };
}

function localizedOption(option: OptionPayload | SubcommandPayload, languages: Languages) {
  const description_localizations = descriptions(option.description, languages);
  if (option.type === ApplicationCommandOptionType.Subcommand) {
    return {
      ...option,
      name_localizations: inEach(languages, (words) => words.commandName(option.name)),
      description_localizations,
      options: option.options.map((one) => plainOption(one, languages)),
    };
  }
  return plainOption(option, languages);
}

function plainOption(option: OptionPayload, languages: Languages): OptionPayload {
  const { choices } = option;
  return {
    ...option,
    name_localizations: inEach(languages, (words) => words.optionName(option.name)),
    description_localizations: descriptions(option.description, languages),
    ...(choices && {
      choices: choices.map((choice) => ({
        ...choice,
        name_localizations: inEach(languages, (words) => words.translate(choice.name)),
      })),
    }),
  };
}

function descriptions(english: string, languages: Languages): Localizations {
  return inEach(languages, (words) => words.translate(english));
}

function inEach({ locales }: Languages, translated: (words: LanguageWords) => string | undefined): Localizations {
  const known = locales.flatMap(({ locale, words }) => {
    const text = translated(words);
    return text === undefined ? [] : [[locale, text] as const];
  });
  return known.length ? Object.fromEntries(known) : null;
}

/** What differs between two of them is said by locale: `name in de`. */
export function localizedFacts({
  name_localizations,
  description_localizations,
}: {
  readonly name_localizations?: Localizations | undefined;
  readonly description_localizations?: Localizations | undefined;
}): [what: string, fact: string][] {
  const facts = (what: string, texts: Localizations | undefined): [string, string][] =>
    Object.entries(texts ?? {}).map(([locale, text]) => [`${what} in ${locale}`, `“${text}”`]);
  return [...facts('name', name_localizations), ...facts('description', description_localizations)];
}
