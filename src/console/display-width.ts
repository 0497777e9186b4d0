/** How many columns of a terminal a text fills. Text must be escaped before; see `escape.ts`. */

const ASCII = /^[\x20-\x7e]*$/;
/** East Asian Wide and Fullwidth (Unicode Standard Annex #11), in blocks, and what is shown as an emoji by default. */
const WIDE = new RegExp(
  String.raw`^[\p{Emoji_Presentation}\u{1100}-\u{115F}\u{2329}\u{232A}\u{2E80}-\u{303E}\u{3041}-\u{A4CF}\u{A960}-\u{A97C}` +
    String.raw`\u{AC00}-\u{D7A3}\u{F900}-\u{FAFF}\u{FE10}-\u{FE19}\u{FE30}-\u{FE6F}\u{FF01}-\u{FF60}\u{FFE0}-\u{FFE6}` +
    String.raw`\u{16FE0}-\u{18DFF}\u{1AFF0}-\u{1B2FF}\u{1F200}-\u{1F265}\u{20000}-\u{3FFFD}]`,
  'u',
);
const COMBINING = /^\p{M}/u;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The characters as a person counts them: accents and flags belong to one. */
export function splitGraphemes(text: string): string[] {
  return ASCII.test(text) ? [...text] : Array.from(graphemes.segment(text), ({ segment }) => segment);
}

/** Columns of one grapheme: 2 for wide ones and emoji, 0 for a mark that stands alone, otherwise 1. */
export function graphemeWidth(grapheme: string): number {
  if (WIDE.test(grapheme)) return 2;
  return COMBINING.test(grapheme) ? 0 : 1;
}

/** Columns of a text. */
export function displayWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  return splitGraphemes(text).reduce((sum, grapheme) => sum + graphemeWidth(grapheme), 0);
}
