/** A text → the phrases of up to three words that may name what it is about, and how they are spelt there. Pure. */
import { QUERY_STOP_WORDS } from '../domain/text/stop-words.ts';
import { COMPOUNDS_OF_ANY_SUBJECT, NEVER_ALONE, OF_ANY_SUBJECT } from './common-words.ts';

/** Inside a word stand hyphens and dots; a "++" may end it. Whatever else is no space ends a phrase. */
const TOKEN = /[\p{L}\p{N}]+(?:[-–'’./][\p{L}\p{N}]+)*\+*|[^\s\p{L}\p{N}]+/gu;
const IS_WORD = /^[\p{L}\p{N}]/u;
const LONGEST_PHRASE = 3;

export interface Phrase {
  /** The same for all spellings of it: lower case, singular, hyphens as spaces. */
  readonly key: string;
  readonly spelling: string;
}

/** Makes phrases of texts; what it learnt of a word it remembers for as long as it lives. */
export function createPhraseReader() {
  const known = new Map<string, string>();

  /** The key of a word, or nothing for one that no name holds. */
  function keyOf(word: string): string {
    const before = known.get(word);
    if (before !== undefined) return before;
    const key = isOfAnySubject(word) ? '' : wordKey(word);
    known.set(word, key);
    return key;
  }

  /** @param isWanted leaves out words that no wanted phrase has, which saves most of the work in long texts */
  return function phrasesIn(text: string, isWanted: (key: string) => boolean = () => true): Phrase[] {
    const phrases: Phrase[] = [];
    let run: Phrase[] = [];
    for (const [spelling] of text.matchAll(TOKEN)) {
      const key = IS_WORD.test(spelling) ? keyOf(spelling) : '';
      if (!key || !isWanted(key)) {
        run = [];
        continue;
      }
      run = [...run.slice(1 - LONGEST_PHRASE), { key, spelling }];
      for (let start = 0; start < run.length; start++) {
        const part = run.slice(start);
        const phrase = {
          key: part.map((word) => word.key).join(' '),
          spelling: part.map((word) => word.spelling).join(' '),
        };
        if (canStand(phrase.key)) phrases.push(phrase);
      }
    }
    return phrases;
  };
}

/** Lower case, singular by its ending, hyphens as spaces: "Vision-Language" and "vision language" are one. */
export function wordKey(word: string): string {
  return word
    .toLowerCase()
    .replace(/['’]s$/, '')
    .split(/[-–/]/)
    .map((part) => part.replace(/(?<=\p{L}{2})ies$/u, 'y').replace(/(?<=\p{L}{2}[^s])s$/u, ''))
    .join(' ');
}

function isOfAnySubject(word: string): boolean {
  const key = wordKey(word);
  if (QUERY_STOP_WORDS.has(word.toLowerCase()) || COMPOUNDS_OF_ANY_SUBJECT.has(key) || !/\p{L}/u.test(key)) return true;
  return key.split(' ').every((part) => OF_ANY_SUBJECT.has(part) || QUERY_STOP_WORDS.has(part));
}

function canStand(key: string): boolean {
  return key.includes(' ') || (!NEVER_ALONE.has(key) && /\p{L}{2}/u.test(key));
}
