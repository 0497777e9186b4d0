/** A text that must not get too long once it is rendered comes in; as much of it as fits goes out. Pure. */
import { visibleText } from '../escape-markdown.ts';

/**
 * @param render makes Markdown of plain text, never shorter than it by more than nothing
 * @param limit UTF-16 units of the Markdown
 * @returns the Markdown of the whole text on one line, or of its beginning and "…"; `undefined` where not even that fits
 */
export function fitText(text: string, limit: number, render: (text: string) => string): string | undefined {
  // Cut first: a stranger's text may be of any length, and what is beyond the limit cannot fit anyway.
  const folded = visibleText(text.slice(0, 4 * limit))
    .replace(/\s+/gu, ' ')
    .trim();
  const isWhole = text.length <= 4 * limit;
  if (isWhole && render(folded).length <= limit) return render(folded);
  const graphemes = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(folded)].map(
    ({ segment }) => segment,
  );
  const beginning = (count: number) => render(`${graphemes.slice(0, count).join('').trimEnd()}…`);
  let [fits, tooMany] = [0, graphemes.length];
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    if (beginning(middle).length <= limit) fits = middle;
    else tooMany = middle;
  }
  return fits > 0 ? beginning(fits) : undefined;
}
