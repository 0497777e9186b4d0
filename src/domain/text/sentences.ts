/** An abstract → its sentences, each a verbatim piece of it. */

const BOUNDARY = /[.!?]["'”’)\]]*\s+(?=["'“‘([$\\{]*[\p{Lu}\p{N}])/gu;
const ABBREVIATION =
  /(?:^|[\s(])(?:e\.g|i\.e|et al|etc|cf|vs|resp|approx|fig|eq|sec|tab|no|dr|prof|st|al|w\.r\.t|\p{Lu})\.$/iu;
const LATIN_ENDS = /[.!?]/;

/**
 * Splits at sentence ends, not at "e.g.", "et al.", initials or decimals.
 * @returns trimmed sentences; joined by their gaps they are the abstract
 */
export function splitSentences(abstract: string): string[] {
  if (!LATIN_ENDS.test(abstract)) return splitOtherScripts(abstract);
  const sentences: string[] = [];
  let start = 0;
  for (const match of abstract.matchAll(BOUNDARY)) {
    const end = match.index + match[0].trimEnd().length;
    if (ABBREVIATION.test(abstract.slice(start, match.index + 1))) continue;
    sentences.push(abstract.slice(start, end).trim());
    start = end;
  }
  sentences.push(abstract.slice(start).trim());
  return sentences.filter((sentence) => sentence !== '');
}

function splitOtherScripts(text: string): string[] {
  const segments = new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(text);
  return [...segments].map(({ segment }) => segment.trim()).filter((segment) => segment !== '');
}
