/** A claim, what it cites and the rest of the evidence → the first name in it that is not in what it cites. Pure. */

import type { Paper } from '../domain/paper.ts';
import { unsupportedNames } from '../domain/text/numbers.ts';
import { isLittleWord, plainText } from '../domain/text/tokens.ts';
import type { ReadText } from './read-text.ts';

const WORD = /(?<![\p{L}\p{N}])\p{L}[\p{L}\p{N}]*(?:[-–.'’&][\p{L}\p{N}]+)*\+*/gu;
/** An inner capital or two in a row: LoRA, ImageNet, GPT, vLLM. */
const STRONG = /\p{Ll}\p{Lu}|\p{Lu}{2}/u;
/** What may stand for a paper's own work in its abstract. */
const SELF =
  /\b(?:we|our|ours|us|it|its|they|their|this|these|the (?:proposed|resulting|final|new|model|method|approach|framework|system|dataset|data set|benchmark|paper|authors?))\b/i;
/** Common acronyms of two letters, too short to be found by first letters, and what an abstract has for them. */
const SHORT_FORMS: readonly (readonly [form: RegExp, spelled: RegExp])[] = [
  [/^AI$/i, /\bartificial intelligence\b/i],
  [/^ML$/i, /\bmachine learning\b/i],
  [/^RL$/i, /\breinforcement\b/i],
  [/^QA$/i, /\bquestion[- ]answering\b|\bquestions?\b/i],
  [/^[CRDG]?NNs?$/, /\bnetworks?\b/i],
  [/^LL?Ms?$/i, /\blanguage[- ]models?\b/i],
  [/^(?:L?VL|MLL)Ms?$/i, /\b(?:vision|visual|multi-?modal)\b.{0,20}\b(?:language|LLM)/i],
];
/** Words that begin an English sentence with a capital and are no names, though no article stands before them. */
const COMMON = new Set(
  `accuracy performance training research work evidence data attention memory scale quality speed code inference testing
  evaluation generation reasoning learning compression pruning retrieval search language vision text speech video audio
  experience knowledge feedback supervision alignment safety privacy trust context depth diversity efficiency latency
  compute hardware software progress success failure error noise size length time cost access control design analysis
  theory practice science human humans people everyone nobody nothing everything something anyone someone today`.split(
    /\s+/,
  ),
);
const VERB_AFTER =
  /^\s+(?:(?:also|then|further|significantly|consistently|even|only)\s+)?(?:is|are|was|were|has|have|had|can|could|may|will|does|do|\p{Ll}{3,}(?<!s)s)\s/u;

export interface NameSources {
  /** The cited sentences. */
  readonly cited: readonly ReadText[];
  readonly papers: readonly Paper[];
  readonly titles: readonly ReadText[];
  /** All abstracts of the evidence, as they are: a word that stands there without its capital is no name. */
  readonly everything: () => string;
}

export function unknownName(claim: ReadText, sources: NameSources): string | undefined {
  const { cited, papers, titles } = sources;
  const sentences = cited.map(({ text }) => text).join(' ');
  const people = papers.flatMap(({ authors, organisation }) => [...authors, organisation ?? '']).join(' ');
  const [withDigits] = unsupportedNames(claim.text, `${titles.map(({ text }) => text).join(' ')} ${sentences}`);
  if (withDigits) return withDigits;
  // A short form in brackets is as the sentence has it, and not guessed from first letters.
  const inBrackets = /\((\p{Lu}[\p{L}\p{N}]+)\)/gu;
  for (const [, form = ''] of claim.text.matchAll(inBrackets)) {
    const key = spelling(form);
    const isThere = [...cited, ...titles].some(
      ({ names }) => names.has(key) || names.has(key.replace(/s$/, '')) || names.has(`${key}s`),
    );
    if (STRONG.test(form) && !isThere) return form;
  }
  const isKnown = (name: string) => {
    const key = spelling(name);
    if (key.length < 2) return true;
    const has = (read: ReadText) => hasName(read, key, name);
    if (cited.some(has)) return true;
    if (titles.some(has)) return !standsForAnother(claim, cited);
    return people.toLowerCase().includes(name.toLowerCase()) || isSpelledOut(name, sentences);
  };
  const mostlyCapitals = isTitleCase(claim.text);
  const text = plainText(claim.text);
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const bare = word.replace(/['’]s?$/, '');
    if (isLittleWord(bare.toLowerCase())) continue;
    if (STRONG.test(bare)) {
      if (isKnown(bare)) continue;
      const part = bare
        .split(/[-–&'’]/)
        .find((piece) => (STRONG.test(piece) || /^\p{Lu}/u.test(piece)) && !isKnown(piece));
      if (part) return bare;
    } else if (claim.isEnglish && /^\p{Lu}\p{Ll}/u.test(bare) && !mostlyCapitals) {
      const isFirst = /(?:^|[.!?:)]\s|["“(])\s*$/.test(text.slice(0, index));
      const suspicious = !isFirst || isNameAtStart(bare, text.slice(index + word.length), sources.everything());
      if (
        suspicious &&
        !isKnown(bare) &&
        !bare.split(/[-–&'’]/).every((piece) => !/^\p{Lu}/u.test(piece) || isKnown(piece))
      )
        return bare;
    }
  }
  return undefined;
}

function spelling(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}+.]|\.(?!\p{N})/gu, '');
}

/** With or without the s of a plural, by first letters where it is an acronym, or by its spelled-out form. */
function hasName({ names, stems, initials, tokens }: ReadText, key: string, name: string): boolean {
  const singular = key.replace(/s$/, '');
  if (names.has(key) || names.has(singular) || names.has(`${singular}s`)) return true;
  if (!STRONG.test(name))
    return (
      stems.has(key) ||
      tokens.some(({ lower }) => lower.length > 3 && key.startsWith(lower) && key.length - lower.length < 4)
    );
  return singular.length > 2 && /^\p{Lu}+s?$/u.test(name) && initials.includes(singular);
}

function isSpelledOut(name: string, sentences: string): boolean {
  // A sentence that has a short form of the kind itself means that one.
  const own = sentences.match(/\b[\w-]*\p{Lu}(?:LM|NN|L|I|A)s?\b/gu) ?? [];
  return !own.length && SHORT_FORMS.some(([form, spelled]) => form.test(name) && spelled.test(sentences));
}

/**
 * A name of the title may stand for "we" and "our method", not for another name: "GPT-4 reaches 45%" says nothing of
 * the paper's own.
 */
function standsForAnother(claim: ReadText, cited: readonly ReadText[]): boolean {
  if (cited.some(({ text }) => SELF.test(text))) return false;
  const others = cited.flatMap(({ text }) =>
    [...text.matchAll(WORD)]
      .filter(({ 0: word, index }) => STRONG.test(word) || isSubject(text, word, index))
      .map(([word]) => word),
  );
  return others.some(
    (other) => !claim.names.has(spelling(other)) && !claim.names.has(spelling(other).replace(/s$/, '')),
  );
}

/** "Mistral reaches …" at the head of a sentence. */
function isSubject(text: string, word: string, index: number): boolean {
  const isCommon =
    isLittleWord(word.toLowerCase()) || COMMON.has(word.toLowerCase()) || /(?:ing|ly|s|tion|sion)$/.test(word);
  return index === 0 && !isCommon && VERB_AFTER.test(text.slice(word.length));
}

/** "Mamba improves …": a word that nothing in the evidence has without its capital, right before a verb. */
function isNameAtStart(word: string, after: string, everything: string): boolean {
  const lower = word.toLowerCase();
  if (COMMON.has(lower) || new RegExp(`(?<![\\p{L}-])${lower}s?(?![\\p{L}-])`, 'u').test(everything)) return false;
  if (new RegExp(`[\\p{Ll},] ${word}(?!\\p{L})`, 'u').test(everything)) return true;
  return VERB_AFTER.test(after) && !/(?:ing|ed|ly|s|tion|sion|ance|ence|ity|ment|ness|ism|er|al)$/.test(lower);
}

/** A heading in which every word begins with a capital shows no names by them. */
function isTitleCase(text: string): boolean {
  const words = text.match(/\p{L}{4,}/gu) ?? [];
  return words.length > 3 && words.filter((word) => /^\p{Lu}/u.test(word)).length > words.length * 0.7;
}
