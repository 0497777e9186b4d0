/** Does one text stand in another, whatever the typesetting? */

/** Lower case, one kind of quote and dash, single spaces, no mark-up characters: for comparing, never for showing. */
export function normaliseForMatch(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’‚`´]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/[\\$*_{}]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Whether the quote stands word for word in the text; a quote under three letters or digits never does. */
export function standsIn(quote: string, text: string): boolean {
  const needle = normaliseForMatch(quote).replace(/^[\s"'.…]+|[\s"'.…]+$/g, '');
  return needle.length >= 3 && normaliseForMatch(text).includes(needle);
}
