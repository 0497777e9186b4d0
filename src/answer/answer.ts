/** Evidence in, growing answers out: claims by a model as each passes its check, or extracted ones where there is no model. */
import type {
  Answer,
  AnswerMode,
  CheckedClaim,
  Claim,
  DraftClaim,
  DropReason,
  FallbackReason,
} from '../domain/answer.ts';
import type { Clock } from '../domain/clock.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { LanguageModel, Log, ModelRequest } from '../domain/ports.ts';
import { untilAborted } from '../domain/until-aborted.ts';
import { type ClaimStatus, readClaims } from './claim-stream.ts';

/** Decides whether a drafted claim may be shown; `cite/check-claim.ts`. */
export type CheckClaim = (draft: DraftClaim, evidence: readonly Evidence[]) => CheckedClaim;

export interface AnswerTools {
  readonly check: CheckClaim;
  readonly model?: LanguageModel;
  readonly clock: Clock;
  readonly log: Log;
  /** How long the model may take to its last claim. */
  readonly deadlineMilliseconds: number;
}

export interface AnswerTask {
  /** Best first; never empty, for an empty set of evidence never reaches a model. */
  readonly evidence: readonly Evidence[];
  readonly request: Omit<ModelRequest, 'signal'>;
  /** The answer without a model. */
  extract(): readonly DraftClaim[];
}

/** Each yield holds all claims so far; the last is the answer. Never throws for the model's sake. */
export async function* answer(task: AnswerTask, tools: AnswerTools, signal: AbortSignal): AsyncGenerator<Answer> {
  if (!tools.model) {
    yield extracted(task, tools, 'no-model', []);
    return;
  }
  const claims: Claim[] = [];
  const dropped: DropReason[] = [];
  let outcome: { status?: ClaimStatus; fallback?: FallbackReason } = {};
  const limit = deadline(tools, signal);
  try {
    // A model that stalls must not hold the reader.
    const pieces = untilAborted(tools.model.write({ ...task.request, signal: limit.signal }), limit.signal);
    for await (const event of readClaims(pieces)) {
      if (event.kind === 'end') {
        if (event.outcome === 'complete') outcome = { status: event.status };
        else outcome = { fallback: limit.signal.aborted ? 'model-too-slow' : 'model-failed' };
        const { outcome: end, skipped } = event;
        if (end !== 'complete' || skipped) tools.log.warn('model-answer-unreadable', { outcome: end, skipped });
        break;
      }
      const checked = tools.check(event.claim, task.evidence);
      if (checked.kind === 'dropped') dropped.push(checked.reason);
      else if (!claims.some((claim) => saysTheSame(claim, checked.claim))) {
        claims.push(checked.claim);
        yield { status: 'partial', mode: 'model', claims: [...claims], closest: [], dropped: [...dropped] };
      }
    }
  } catch (error) {
    signal.throwIfAborted();
    outcome = { fallback: limit.signal.aborted ? 'model-too-slow' : 'model-failed' };
    tools.log.warn('model-broke-off', { reason: outcome.fallback, error });
  } finally {
    limit.clear();
  }
  // A stream that ends well because it was aborted is no answer to a reader who left.
  signal.throwIfAborted();
  if (dropped.length) tools.log.info('claims-left-out', { reasons: dropped });
  yield finished(task, tools, claims, dropped, outcome);
}

/** Models that lose their thread repeat themselves. In a table two papers may well say the same. */
function saysTheSame(left: Claim, right: Claim): boolean {
  const paperOf = (claim: Claim) => claim.citations[0]?.paper.id;
  return left.text === right.text && left.column === right.column && paperOf(left) === paperOf(right);
}

function finished(
  task: AnswerTask,
  tools: AnswerTools,
  claims: readonly Claim[],
  dropped: readonly DropReason[],
  outcome: { readonly status?: ClaimStatus; readonly fallback?: FallbackReason },
): Answer {
  if (claims.length) {
    const whole = !outcome.fallback && outcome.status !== 'partial' && outcome.status !== 'cannot';
    return { ...result('model', claims, dropped), status: whole ? 'answered' : 'partial', ...fallbackOf(outcome) };
  }
  if (outcome.status === 'cannot' && !dropped.length) return { ...result('model', [], dropped), status: 'abstained' };
  return extracted(task, tools, outcome.fallback ?? 'nothing-verified', dropped);
}

function extracted(
  task: AnswerTask,
  tools: AnswerTools,
  fallback: FallbackReason,
  dropped: readonly DropReason[],
): Answer {
  const checked = task.extract().map((draft) => tools.check(draft, task.evidence));
  const claims = checked.flatMap((item) => (item.kind === 'kept' ? [item.claim] : []));
  return { ...result('extract', claims, dropped), status: claims.length ? 'answered' : 'abstained', fallback };
}

function result(mode: AnswerMode, claims: readonly Claim[], dropped: readonly DropReason[]) {
  return { mode, claims, dropped, closest: [] };
}

function fallbackOf(outcome: { readonly fallback?: FallbackReason }) {
  return outcome.fallback ? { fallback: outcome.fallback } : {};
}

/** A signal that follows the caller's and ends after the deadline, or when it is cleared. */
function deadline({ clock, deadlineMilliseconds }: AnswerTools, signal: AbortSignal) {
  const stop = new AbortController();
  const late = new AbortController();
  clock.sleep(deadlineMilliseconds, stop.signal).then(
    () => late.abort(new Error('the model took too long')),
    () => {},
  );
  // The end of the answer aborts too: a reader who stops listening must not keep a stalled model busy.
  return { signal: AbortSignal.any([signal, late.signal, stop.signal]), clear: () => stop.abort() };
}
