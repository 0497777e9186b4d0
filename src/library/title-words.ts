/** What is typed of a title → whether a title holds it. Pure. */
import { titleKey } from '../domain/paper.ts';

const MOST_WORDS = 8;
/** Where a word of a title begins: after white space or punctuation, at a capital or digit inside a name, at a sign of a script without spaces. */
const WORD_BEGINNING = /(?<![\p{L}\p{N}\p{M}])[\p{L}\p{N}]|(?<=\p{Ll})\p{Lu}|(?<=\p{L})\p{N}|(?<=\p{N})\p{L}|\p{Lo}/gu;

/** The words of a typed text as `titleKey` writes them; letters and digits only, so that none is a wildcard of the engine. */
export function typedWords(typed: string): string[] {
  const words = typed.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  return words.map(titleKey).filter(Boolean).slice(0, MOST_WORDS);
}

/** Whether each word stands at the beginning of a word of the title; hyphens and spaces of either do not matter. */
export function holdsWords(title: string, words: readonly string[]): boolean {
  const beginnings = [...title.normalize('NFC').matchAll(WORD_BEGINNING)].map(({ index }) =>
    titleKey(title.normalize('NFC').slice(index)),
  );
  return words.every((word) => beginnings.some((beginning) => beginning.startsWith(word)));
}
