/** A task in, the answer without a model out: sentences of the abstracts, checked like everything else. Pure. */
import type { Answer, Claim, DraftClaim, DropReason, FallbackReason } from '../domain/answer.ts';
import type { BudgetStop } from '../domain/budget.ts';
import type { AnswerTask, CheckClaim } from './answer-task.ts';

/** Why there is nothing by a model. */
export interface WithoutModel {
  readonly fallback: FallbackReason;
  readonly budget?: BudgetStop;
  readonly dropped?: readonly DropReason[];
}

export function extracted(task: AnswerTask, check: CheckClaim, why: WithoutModel): Answer {
  const { fallback, budget, dropped = [] } = why;
  const facts = { mode: 'extract', closest: [], dropped, fallback, ...(budget && { budget }) } as const;
  const contradiction = task.contradiction?.();
  const opposite = contradiction ? keptOf([contradiction], task, check) : [];
  if (opposite.length) {
    return { ...facts, status: 'abstained', claims: opposite, abstention: 'false-premise', ...aboutOf(task) };
  }
  const claims = keptOf(task.extract(), task, check);
  return claims.length
    ? { ...facts, status: 'answered', claims }
    : { ...facts, status: 'abstained', claims, ...whatIsMissing(task) };
}

/** Sentences that stand in for what the model did not come to write, marked as such. */
export function filledIn(claims: readonly Claim[], task: AnswerTask, check: CheckClaim): Claim[] {
  return keptOf(task.fill?.(claims) ?? [], task, check).map((claim) => ({ ...claim, wordForWord: true }));
}

/** Whether the library lacks the paper, or the paper the detail. */
export function whatIsMissing(task: AnswerTask): Pick<Answer, 'abstention' | 'about'> {
  const { about } = aboutOf(task);
  return about.length ? { abstention: 'not-in-abstract', about } : { abstention: 'not-in-library' };
}

/** The papers that the question names. */
export function aboutOf({ evidence }: AnswerTask) {
  return { about: evidence.filter(({ named }) => named).map(({ paper }) => paper) };
}

function keptOf(drafts: readonly DraftClaim[], { evidence }: AnswerTask, check: CheckClaim): Claim[] {
  return drafts.flatMap((draft) => {
    const checked = check(draft, evidence);
    return checked.kind === 'kept' ? [checked.claim] : [];
  });
}
