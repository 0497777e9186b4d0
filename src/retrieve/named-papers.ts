/** Which papers a question calls by their name. Pure. */
import { type Paper, shortName, titleKey } from '../domain/paper.ts';

/** A title this short is a phrase that may stand in a question by chance. */
const LEAST_TITLE_LENGTH = 12;
/** Words that open titles before a colon and are no names. */
const COMMON = new Set([
  'survey',
  'report',
  'technicalreport',
  'position',
  'benchmark',
  'introduction',
  'learning',
  'search',
  'agents',
]);

/** Whether the question holds the paper's title or the name before its colon ("R1-Searcher" is not "R1-Searcher++"). */
export function names(question: string, paper: Pick<Paper, 'title'>): boolean {
  return nameIn(question, paper) !== undefined;
}

/** The title or the name by which the question calls the paper. */
export function nameIn(question: string, paper: Pick<Paper, 'title'>): string | undefined {
  const key = titleKey(paper.title);
  const asked = titleKey(question);
  if (key.length >= LEAST_TITLE_LENGTH && asked.includes(key)) return paper.title;
  const name = shortName(paper.title);
  // Looking at letters alone first: the pattern of a name takes a millisecond to build.
  if (name === undefined || !asked.includes(titleKey(name))) return undefined;
  return isDistinctive(name) && holdsName(question, name) ? name : undefined;
}

function isDistinctive(name: string): boolean {
  const key = titleKey(name);
  if (key.length < 3 || COMMON.has(key)) return false;
  // A name of one plain word ("Attention") needs more than lower-case letters to be told from the word.
  return name.includes(' ') || /[\p{Lu}\p{N}+-]/u.test(name.slice(1));
}

/** Where people put a space, a hyphen or an apostrophe into a name, or leave it out: between its words, cases and digits. */
const PIECE = /\p{Lu}+(?=\p{Lu}\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lu}+|\p{N}+(?:\.\p{N}+)*|[^\p{Lu}\p{Ll}\p{N}\s_'!?.-]+/gu;
/** What is hung on a name without making it another one. */
const KIND_OF = 'based|like|style|type|trained|tuned|powered|generated';

function holdsName(question: string, name: string): boolean {
  const pieces = [...withPlainSigns(name).matchAll(PIECE)].map(([piece]) =>
    piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  );
  if (!pieces.some((piece) => /[\p{L}\p{N}]/u.test(piece))) return false;
  // Only letters that come in two cases: Chinese and Japanese have no space around a name.
  const before = '(?<![\\p{LC}\\p{N}-])';
  const after = `(?![\\p{LC}\\p{N}+]|-(?!(?:${KIND_OF})(?!\\p{L}))[\\p{L}\\p{N}]|\\.\\p{N})`;
  return new RegExp(before + pieces.join("[\\s_'-]*") + after, 'iu').test(withPlainSigns(question));
}

/** One kind of hyphen and of apostrophe, no accents, no letters of double width. */
function withPlainSigns(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[‐‑‒–−]/g, '-')
    .replace(/[‘’`´]/g, "'");
}
