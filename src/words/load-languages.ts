/** The folder of catalogues → the languages that the bot speaks, each checked against the English. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidConfiguration } from '../domain/errors.ts';
import type { Languages, LanguageWords } from '../domain/languages.ts';
import { type CatalogueData, catalogueSchema, problemsOf } from './check-catalogue.ts';
import { type English, englishSchema } from './english.ts';
import { CATALOGUES, LOCALES, OTHER_TAGS } from './locales.ts';

const MOST_SHOWN = 5;

/**
 * @param folder with `en.json` and a file a catalogue
 * @throws InvalidConfiguration that says what is wrong with which file; what a catalogue lacks is said in English
 */
export function loadLanguages(folder: string): Languages {
  const english = readJson(join(folder, 'en.json'), englishSchema);
  const known = new Map(CATALOGUES.map((name) => [name, readCatalogue(join(folder, `${name}.json`), name, english)]));
  const locales = Object.entries(LOCALES).flatMap(([locale, name]) => {
    const words = known.get(name);
    return words ? [{ locale, words }] : [];
  });
  const byTag = new Map([
    ...locales.map(({ locale, words }) => [locale, words] as const),
    ...Object.entries(OTHER_TAGS).map(([tag, name]) => [tag, known.get(name)] as const),
  ]);
  return { of: (locale) => (locale === undefined ? undefined : byTag.get(locale)), locales };
}

function readCatalogue(path: string, language: string, english: English): LanguageWords {
  const data = readJson(path, catalogueSchema);
  const problems = problemsOf(data, english, language);
  if (problems.length) throw wrong(path, problems);
  return wordsOf(data, language);
}

/** @param language a tag of BCP 47 */
export function wordsOf(data: CatalogueData, language: string): LanguageWords {
  const { commands, options, sentences, counted } = data;
  const plural = new Intl.PluralRules(language);
  return {
    language,
    translate(english, count) {
      if (typeof english === 'string') return sentences[english];
      const forms = counted[english.other];
      return forms && (forms[plural.select(count ?? 0)] ?? forms.other);
    },
    commandName: (word) => commands[word],
    optionName: (name) => options[name],
  };
}

function readJson<Data>(path: string, schema: { safeParse(data: unknown): ParseResult<Data> }): Data {
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw wrong(path, [cause instanceof SyntaxError ? `it is no JSON: ${cause.message}` : 'it cannot be read'], cause);
  }
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  throw wrong(
    path,
    parsed.error.issues.map(({ path: at, message }) => `${at.join(' → ')}: ${message}`),
  );
}

type ParseResult<Data> =
  | { readonly success: true; readonly data: Data }
  | {
      readonly success: false;
      readonly error: {
        readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
      };
    };

function wrong(path: string, problems: readonly string[], cause?: unknown): InvalidConfiguration {
  const more = problems.length > MOST_SHOWN ? `; and ${problems.length - MOST_SHOWN} more` : '';
  return new InvalidConfiguration(
    `The catalogue ${path} cannot be used: ${problems.slice(0, MOST_SHOWN).join('; ')}${more}.`,
    'words/README.md says what a catalogue holds; "npm run words" checks all of them.',
    { cause },
  );
}
