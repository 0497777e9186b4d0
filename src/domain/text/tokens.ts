/** Text → its words in order, each with its stem and its clause, so that two sentences can be laid side by side. */
import { stem } from './analyse.ts';

export interface Token {
  /** As written. */
  readonly text: string;
  readonly lower: string;
  readonly stem: string;
  /** Where it begins in the text that `tokenise` was given, after `plainText`. */
  readonly at: number;
  /** Words between the same two marks (comma, colon, bracket, dash) have the same number. */
  readonly clause: number;
  /** Words that carry meaning: neither articles, prepositions and pronouns, nor auxiliary verbs. */
  readonly isContent: boolean;
}

const WORD =
  /\p{N}+(?:[.,]\p{N}+)*\p{L}*|\p{L}[\p{L}\p{M}\p{N}]*(?:\.\p{N}+)*\++|\p{L}[\p{L}\p{M}\p{N}]*(?:\.\p{N}+)*/gu;
const CLAUSE_MARK = /[,;:()[\]]|[—–](?=\s)|\s-{1,3}\s|--+|[.!?](?=\s)/;
const LITTLE_WORDS = new Set(
  `a an the this that these those such there here it its itself they them their theirs he she his her we us our ours i
  you your me my one ones and or but nor so yet if then than as at by for from in into of off on onto out over per to
  toward towards up upon via with within without through throughout across along among between during before after
  about above below under against around beyond while whereas when where which who whom whose what why how is are was
  were be been being am do does did done doing has have had having can could may might must shall should will would
  not no never cannot neither none both either each every all any some many much most more less least few several
  other others another same own only also just even still very too rather quite thus hence therefore however moreover
  furthermore additionally specifically notably indeed s t et al i.e e.g etc versus vs because since although though
  despite unlike like new novel using use uses used based given`.split(/\s+/),
);

/** One kind of quote and dash, no mark-up, contractions written out: the text that tokens point into. */
export function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[’‘`´]/g, "'")
    .replace(/[‐‑‒]/g, '-')
    .replace(/\\(?:text|math)[a-z]+/g, '')
    .replace(/[\\{}$*]/g, '')
    .replace(/\bcannot\b/gi, 'can not')
    .replace(/\bcan't\b/gi, 'can not')
    .replace(/\bwon't\b/gi, 'will not')
    .replace(/n't\b/gi, ' not');
}

/** Articles, prepositions, pronouns, auxiliary verbs, conjunctions. @param word lower case */
export function isLittleWord(word: string): boolean {
  return LITTLE_WORDS.has(word);
}

/** @param plain what `plainText` gave */
export function tokenise(plain: string): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  let clause = 0;
  for (const { 0: text, index: at } of plain.matchAll(WORD)) {
    if (CLAUSE_MARK.test(plain.slice(end, at))) clause++;
    end = at + text.length;
    const lower = text.toLowerCase();
    tokens.push({ text, lower, stem: stem(lower), at, clause, isContent: !LITTLE_WORDS.has(lower) });
  }
  return tokens;
}
