/** Which terms of a question the engine is asked for. Pure. */

/**
 * Papers that the engine may have to look at for one question: it reads the lists of the papers that hold each term, and
 * the lists of common words are long where the library is large. At a million papers all words took 127 ms at the 95th
 * percentile, the six rarest 33.
 */
const MOST_LISTED_PAPERS = 150_000;
const FEWEST_TERMS = 4;
/** Of a whole abstract as a question. */
const MOST_TERMS = 64;
/** Words that no paper had when terms were last counted: of a new name, or of none. Their lists are short or empty. */
const MOST_UNKNOWN_TERMS = 200;

/** @param frequencyOf in how many papers a term stands @returns the distinct terms, without the commonest of too many */
export function searchTerms(terms: readonly string[], frequencyOf: (term: string) => number): string[] {
  const all = [...new Set(terms)].map((term) => ({ term, frequency: frequencyOf(term) }));
  const unknown = all.filter(({ frequency }) => frequency === 0).slice(0, MOST_UNKNOWN_TERMS);
  const rarestFirst = all.filter(({ frequency }) => frequency > 0).sort((a, b) => a.frequency - b.frequency);
  let listed = 0;
  const chosen = rarestFirst.slice(0, MOST_TERMS).filter(({ frequency }, place) => {
    listed += frequency;
    return place < FEWEST_TERMS || listed <= MOST_LISTED_PAPERS;
  });
  return [...unknown, ...chosen].map(({ term }) => term);
}
