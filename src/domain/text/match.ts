/** Does one text stand in another, whatever the typesetting? Do they speak of the same things? */
import { analyse } from './analyse.ts';

/** Lower case, one kind of quote and dash, single spaces, no mark-up characters: for comparing, never for showing. */
export function normaliseForMatch(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Cf}/gu, '')
    .replace(/[‘’‚`´]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/[\\$*_{}]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Whether the quote stands word for word in the text; a quote under three letters or digits never does. */
export function standsIn(quote: string, text: string): boolean {
  const needle = normaliseForMatch(quote).replace(/^[\s"'.…]+|(?<![\s"'.…])[\s"'.…]+$/g, '');
  if ((needle.match(/[\p{L}\p{N}]/gu)?.length ?? 0) < 3) return false;
  const haystack = normaliseForMatch(text);
  for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + 1)) {
    if (!isInsideWord(haystack, at) && !isInsideWord(haystack, at + needle.length)) return true;
  }
  return false;
}

/** Share of the claim's words, stop words aside, that the text has too in any inflection; 0 for a claim without any. */
export function sharedWords(claim: string, text: string): number {
  const wanted = new Set(analyse(claim).words);
  const present = new Set(analyse(text).words);
  const shared = [...wanted].filter((word) => present.has(word)).length;
  return shared / (wanted.size || 1);
}

function isInsideWord(text: string, at: number): boolean {
  return /[\p{L}\p{N}]/u.test(text[at - 1] ?? '') && /[\p{L}\p{N}]/u.test(text[at] ?? '');
}
