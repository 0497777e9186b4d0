/** The check of a comparison's claims: that of any claim, and that both sides are cited. Pure. */
import type { CheckedClaim, DraftClaim } from '../domain/answer.ts';
import type { Evidence } from '../domain/evidence.ts';
import { checkClaim } from './check-claim.ts';

/** A cell of the table rests on one paper, a sentence about the difference on at least two. */
export function checkComparisonClaim(draft: DraftClaim, evidence: readonly Evidence[]): CheckedClaim {
  const checked = checkClaim(draft, evidence);
  if (checked.kind === 'dropped') return checked;
  const papers = new Set(checked.claim.citations.map(({ paper }) => paper.id)).size;
  const fits = draft.column?.trim() ? papers === 1 : papers >= 2;
  return fits ? checked : { kind: 'dropped', reason: 'one-sided' };
}
