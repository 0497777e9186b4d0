/** A long sentence in, its beginning out, verbatim, cut only where a clause ends that adds to what was said. Pure. */

/** Longer sentences are cut: of those that sum a paper up one in eight is longer. */
const LONG = 35;
/** A piece this short says too little. */
const LEAST_WORDS = 12;
/** A clause that adds to what was said; the sentence stands without it. */
const CLAUSE =
  /(?:[;:]|,)\s+(?=(?:which|where|whose|thus|thereby|and (?:we|it|they|show|demonstrate|prove|find|propose|present|provide|achieve)|leading|allowing|enabling|making|resulting|showing|achieving|providing|yielding)\b)|;\s+|\s+[–—]\s+|\s+(?=(?:in order to|as well as)\s)/gi;
/** A piece without a verb of its own is no sentence; these are the ones that most have. */
const VERB =
  /\b(?:we|is|are|was|were|has|have|can|does|proposes|introduces|presents|shows|achieves|outperforms|improves)\b/i;
/** Without these the rest would say more than the whole: "outperforms all, but only on short texts". */
const RESTRICTION =
  /\b(?:but|except|unless|only|not|never|although|though|however|when|whenever|if|while|without|whereas|despite|until|provided|no|nor|cannot|fails?|may|might|could)\b|n[’']t\b/i;

/** @returns the beginning of the sentence that is kept, or the sentence itself where nothing can be cut */
export function shortenSentence(sentence: string): string {
  if (countWords(sentence) <= LONG) return sentence;
  const pieces = [...sentence.matchAll(CLAUSE)]
    .filter(({ index }) => !RESTRICTION.test(sentence.slice(index)))
    .map(({ index }) => sentence.slice(0, index))
    .filter((piece) => countWords(piece) >= LEAST_WORDS && VERB.test(piece) && isClosed(piece));
  return pieces.filter((piece) => countWords(piece) <= LONG).at(-1) ?? pieces[0] ?? sentence;
}

export function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** Whether every bracket and quotation mark that opens closes again. */
function isClosed(text: string): boolean {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  return (
    count(/[([{]/g) === count(/[)\]}]/g) &&
    count(/“/g) === count(/”/g) &&
    count(/"/g) % 2 === 0 &&
    count(/\$/g) % 2 === 0
  );
}
