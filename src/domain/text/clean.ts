/** Text that a person or a model typed → text that can be searched, sent on and stored. */

/** Control and format characters (zero-width, bidirectional, tags) and the letters that show as nothing. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Variation_Selector}\u115f\u1160\u3164\uffa0]|\u17b4|\u17b5/gu;

/** Invisible characters become spaces or nothing, white space is folded to single spaces. */
export function cleanText(text: string): string {
  return text
    .replace(/[\t\n\r]/g, ' ')
    .replace(INVISIBLE, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Cuts at a word so that the result, with its ellipsis, has at most `length` characters. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '');
  const atWord = cut.replace(/\s+\S*$/, '');
  return `${(atWord.length > length / 2 ? atWord : cut).trimEnd()}…`;
}
