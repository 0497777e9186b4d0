/** One request to a model in, its claims out, each as soon as it is complete and checked, with what came of it. */
import type { CheckedClaim, Claim, DraftClaim } from '../domain/answer.ts';
import type { Evidence } from '../domain/evidence.ts';
import { untilAborted } from '../domain/until-aborted.ts';
import type { FailedClaim, ModelTools, WriteRequest } from './answer-task.ts';
import { type ClaimEnd, type ClaimEvent, type ClaimStatus, readClaims } from './claim-stream.ts';
import { inOrder } from './in-order.ts';

export type AttemptEvent =
  | { readonly kind: 'kept'; readonly claim: Claim; readonly draft: DraftClaim; readonly status?: ClaimStatus }
  | { readonly kind: 'failed'; readonly failed: FailedClaim }
  | ClaimEnd;

/** Second opinions that are asked for at the same time. */
const MOST_OPINIONS = 4;

/** @throws what the model throws, and the signal's reason, once the claims before it have been yielded */
export async function* attempt(
  request: WriteRequest,
  evidence: readonly Evidence[],
  tools: ModelTools,
  signal: AbortSignal,
): AsyncGenerator<AttemptEvent> {
  const { model, check, secondOpinion } = tools;
  const over = new AbortController();
  const untilOver = AbortSignal.any([signal, over.signal]);
  // A model that stalls must not hold the reader.
  const events = readClaims(untilAborted(model.write({ ...request, signal: untilOver }), untilOver));

  function first(event: ClaimEvent): AttemptEvent {
    return event.kind === 'end' ? event : withDraft(check(event.claim, evidence), event);
  }
  async function second(event: ClaimEvent): Promise<AttemptEvent> {
    const checked = first(event);
    if (checked.kind !== 'kept' || !secondOpinion) return checked;
    const verdict = await secondOpinion.ask(checked.claim, untilOver);
    return verdict === 'unsupported'
      ? { kind: 'failed', failed: { draft: checked.draft, reason: 'second-opinion' } }
      : checked;
  }
  try {
    yield* secondOpinion ? inOrder(events, second, MOST_OPINIONS) : inOrder(events, first, 1);
  } finally {
    // A stream that nobody reads any more must not keep the model busy.
    over.abort();
  }
}

function withDraft(checked: CheckedClaim, { claim: draft, status }: Exclude<ClaimEvent, ClaimEnd>): AttemptEvent {
  if (checked.kind === 'kept') return { kind: 'kept', claim: checked.claim, draft, ...(status && { status }) };
  const { reason, detail } = checked;
  return { kind: 'failed', failed: { draft, reason, ...(detail && { detail }) } };
}
