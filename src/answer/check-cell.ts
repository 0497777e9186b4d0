/** The check of a comparison's claims in, the same out, with cells held to the length of a cell. Pure. */
import { standsIn } from '../domain/text/match.ts';
import type { CheckClaim } from './answer-task.ts';
import { countWords } from './shorten-sentence.ts';

/** A cell has under ten words. */
export const MOST_CELL_WORDS = 9;

/**
 * A longer cell is dropped, unless it is a piece of an abstract, word for word: that may be cut when it is shown, for a
 * piece of a quote is a quote. The end of a sentence in other words may be what it hangs on.
 */
export function checkCells(check: CheckClaim): CheckClaim {
  return (draft, evidence) => {
    const checked = check(draft, evidence);
    if (checked.kind === 'dropped' || !checked.claim.column) return checked;
    const { text, citations } = checked.claim;
    const fits = countWords(text) <= MOST_CELL_WORDS || citations.some(({ quote }) => standsIn(text, quote));
    return fits ? checked : { kind: 'dropped', reason: 'too-long', detail: 'a cell has under ten words' };
  };
}
