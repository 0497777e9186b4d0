/** The languages that the bot's own words are known in, and which of them a reader reads. */
import type { Catalogue } from './words.ts';

/** What a language calls commands and their options, beside what it makes of sentences. */
export interface LanguageWords extends Catalogue {
  /** Of one word of a command's name: `ask`, `daily`. */
  commandName(word: string): string | undefined;
  optionName(name: string): string | undefined;
}

export interface Languages {
  /** @param locale as Discord writes it, or another tag of BCP 47: `de`, `pt-BR`, `zh-Hans`; `undefined` where English is read */
  of(locale: string | undefined): LanguageWords | undefined;
  /** Every locale of Discord that has other words than English. */
  readonly locales: readonly { readonly locale: string; readonly words: LanguageWords }[];
}

/** Without a catalogue everything is said in English. */
export const ENGLISH_ONLY: Languages = { of: () => undefined, locales: [] };
