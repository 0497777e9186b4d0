/** A task and a model in, growing answers out: one attempt, a second one where too much failed, and what stands in for the rest. */
import type { Answer, Claim, DraftClaim, DropReason, FallbackReason } from '../domain/answer.ts';
import { type BudgetStop, OverBudget } from '../domain/budget.ts';
import type { AnswerTask, AnswerTools, FailedClaim, ModelTools, WriteRequest } from './answer-task.ts';
import { attempt } from './attempt.ts';
import type { ClaimStatus } from './claim-stream.ts';
import { aboutOf, extracted, filledIn, whatIsMissing } from './extracted-answer.ts';
import { ENGLISH } from './language.ts';
import { saysTheSame } from './same-claim.ts';

/** What may be kept of an answer that a model wrote to its end. */
export interface Written {
  readonly status: ClaimStatus;
  /** Of the claims that were shown, in their order. */
  readonly drafts: readonly DraftClaim[];
  readonly dropped: readonly DropReason[];
  readonly writtenBy: string;
}

/** More than this share of the drafted claims failing makes a second attempt worth its time. */
const TOLERATED_FAILURES = 1 / 3;
/** A second attempt that is begun later than this before the deadline would seldom come to a claim. */
const LEAST_MILLISECONDS_LEFT = 5_000;

interface Ending {
  readonly status?: ClaimStatus;
  readonly fallback?: FallbackReason;
  readonly budget?: BudgetStop;
}

/** @returns what may be kept, when nothing was missing */
export async function* writeAnswer(
  task: AnswerTask,
  tools: ModelTools,
  signal: AbortSignal,
): AsyncGenerator<Answer, Written | undefined> {
  const claims: Claim[] = [];
  const drafts: DraftClaim[] = [];
  let failed: FailedClaim[] = [];
  let writtenBy = tools.model.name;
  const most = task.mostClaims ?? Number.POSITIVE_INFINITY;
  const limit = deadline(tools, signal);
  const tell = (facts: Pick<Answer, 'status'> & Partial<Answer>): Answer => ({
    mode: 'model',
    claims: [...claims],
    closest: [],
    dropped: failed.map(({ reason }) => reason),
    writtenBy,
    ...languageOf(task),
    ...facts,
  });

  /** Adds to the claims and to `failed`; never throws but for the reader who left. */
  async function* tryOnce(request: WriteRequest): AsyncGenerator<Answer, Ending> {
    const onStart = (name: string) => {
      writtenBy = name;
    };
    try {
      for await (const event of attempt({ ...request, onStart }, task.evidence, tools, limit.signal)) {
        if (event.kind === 'end') {
          const { outcome, skipped } = event;
          if (outcome !== 'complete' || skipped) tools.log.warn('model-answer-unreadable', { outcome, skipped });
          if (outcome === 'complete') return { status: event.status };
          return { fallback: limit.signal.aborted ? 'model-too-slow' : 'model-failed' };
        }
        if (event.kind === 'failed') {
          if (!failed.some(({ draft }) => draft.text === event.failed.draft.text)) failed.push(event.failed);
        } else if (!claims.some((claim) => saysTheSame(claim, event.claim))) {
          claims.push(event.claim);
          drafts.push(event.draft);
          yield tell({ status: 'partial', growing: true });
          // Whoever was asked for six and writes two hundred has said what there is to say.
          if (claims.length >= most) return event.status ? { status: event.status } : {};
        }
      }
      return { fallback: 'model-failed' };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof OverBudget) return { fallback: 'over-budget', budget: error.stop };
      const fallback = limit.signal.aborted ? 'model-too-slow' : 'model-failed';
      tools.log.warn('model-broke-off', { reason: fallback, error });
      return { fallback };
    }
  }

  let ending: Ending;
  let leave: (() => void) | 'busy' | undefined;
  try {
    leave = await tools.queue?.enter(tools.reader ?? '', limit.signal);
    ending = leave === 'busy' ? { fallback: 'model-busy' } : yield* tryOnce(task.request);
    if (isWorthAnother(ending) && limit.left() >= LEAST_MILLISECONDS_LEFT && task.secondRequest) {
      const before = failed;
      const known = claims.length;
      const request = task.secondRequest(failed, drafts);
      tools.log.info('second-attempt', { reasons: failed.map(({ reason }) => reason), kept: claims.length });
      failed = [];
      const second = yield* tryOnce(request);
      // A second attempt that comes to nothing takes nothing away from the first.
      if (second.fallback) failed = before;
      else if (!claims.length || claims.length > known) ending = { status: second.status ?? ending.status };
    }
  } catch (error) {
    signal.throwIfAborted();
    if (!limit.signal.aborted) throw error;
    ending = { fallback: 'model-too-slow' };
  } finally {
    limit.clear();
    if (typeof leave === 'function') leave();
  }
  // A stream that ends well because it was aborted is no answer to a reader who left.
  signal.throwIfAborted();
  if (failed.length) tools.log.info('claims-left-out', { reasons: failed.map(({ reason }) => reason) });
  const { status = 'answered', fallback, budget } = ending;
  const dropped = failed.map(({ reason }) => reason);
  if (claims.length || (status === 'cannot' && !failed.length)) {
    if (!fallback) {
      yield wholeAnswer(task, claims, { status, dropped, writtenBy });
      return { status, drafts, dropped, writtenBy };
    }
    const filling = filledIn(claims, task, tools.check);
    const mode = filling.length ? 'mixed' : 'model';
    yield tell({ status: 'partial', mode, claims: [...claims, ...filling], fallback, ...(budget && { budget }) });
  } else if (fallback) yield extracted(task, tools.check, { fallback, budget, dropped });
  // A model that claims nothing and does not say that it cannot has not answered.
  else if (!failed.length) yield extracted(task, tools.check, { fallback: 'model-failed' });
  else if (task.abstainsWhenUnverified) yield tell({ status: 'abstained', fallback: 'nothing-verified' });
  else yield extracted(task, tools.check, { fallback: 'nothing-verified', dropped });
  return undefined;

  function isWorthAnother({ fallback }: Ending): boolean {
    return !fallback && claims.length < most && failed.length > TOLERATED_FAILURES * (failed.length + claims.length);
  }
}

/** The answer that a model wrote to its end, from claims that passed their checks. */
export function wholeAnswer(
  task: AnswerTask,
  claims: readonly Claim[],
  { status, dropped, writtenBy }: Omit<Written, 'drafts'>,
): Answer {
  const facts = { mode: 'model', claims, closest: [], dropped, writtenBy, ...languageOf(task) } as const;
  if (!claims.length) return { ...facts, status: 'abstained', ...whatIsMissing(task) };
  if (status === 'false-premise') return { ...facts, status: 'abstained', abstention: status, ...aboutOf(task) };
  return { ...facts, status: status === 'answered' ? 'answered' : 'partial' };
}

function languageOf({ language = ENGLISH }: AnswerTask): Pick<Answer, 'language'> {
  return language.code === ENGLISH.code ? {} : { language: language.name };
}

/** A signal that follows the caller's and ends after the deadline, or when it is cleared. */
function deadline({ clock, deadlineMilliseconds }: AnswerTools, signal: AbortSignal) {
  const end = clock.now() + deadlineMilliseconds;
  const stop = new AbortController();
  const late = new AbortController();
  clock.sleep(deadlineMilliseconds, stop.signal).then(
    () => late.abort(new Error('the model took too long')),
    () => {},
  );
  // The end of the answer aborts too: a reader who stops listening must not keep a stalled model busy.
  return {
    signal: AbortSignal.any([signal, late.signal, stop.signal]),
    left: () => end - clock.now(),
    clear: () => stop.abort(),
  };
}
