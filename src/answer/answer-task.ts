/** What answering is given: a task, and what it works with. Types alone, for every file of the room to share. */
import type { Answer, CheckedClaim, Claim, DraftClaim, DropReason } from '../domain/answer.ts';
import type { BudgetStop } from '../domain/budget.ts';
import type { Clock } from '../domain/clock.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { LanguageModel, Log, ModelRequest } from '../domain/ports.ts';
import type { Language } from './language.ts';
import type { ModelQueue } from './model-queue.ts';
import type { SecondOpinion } from './second-opinion.ts';

/** Decides whether a drafted claim may be shown; `cite/check-claim.ts`. */
export type CheckClaim = (draft: DraftClaim, evidence: readonly Evidence[]) => CheckedClaim;

export interface AnswerTools {
  readonly check: CheckClaim;
  readonly model?: LanguageModel;
  /** The budget that keeps the model from this caller; then there is no model. */
  readonly off?: BudgetStop;
  readonly clock: Clock;
  readonly log: Log;
  /** How long the model may take to its last claim, a second attempt included. */
  readonly deadlineMilliseconds: number;
  /** Asked about each claim that passed its check, before it is shown. */
  readonly secondOpinion?: SecondOpinion;
  /** Lets only so many answers be written at a time. */
  readonly queue?: ModelQueue;
  /** Who asks; the queue serves readers in turn. */
  readonly reader?: string;
  /** Whoever asks wants it written anew: nothing that was kept, nothing that others are waiting for. */
  readonly fresh?: boolean;
  /** Lets the same question be answered once for all who ask it. */
  readonly shared?: SharedAnswers;
}

/** The same where there is a model. */
export interface ModelTools extends AnswerTools {
  readonly model: LanguageModel;
}

/** A drafted claim that may not be shown. */
export interface FailedClaim {
  readonly draft: DraftClaim;
  readonly reason: DropReason;
  /** What exactly is wrong, where the check tells. */
  readonly detail?: string;
}

/** What a model is asked to write, but for when to stop. */
export type WriteRequest = Omit<ModelRequest, 'signal'>;

export interface AnswerTask {
  /** Best first; never empty, for an empty set of evidence never reaches a model. */
  readonly evidence: readonly Evidence[];
  readonly request: WriteRequest;
  /** What is asked when too many claims failed their checks; without it there is one attempt only. */
  secondRequest?(failed: readonly FailedClaim[], kept: readonly DraftClaim[]): WriteRequest;
  /** The answer without a model. */
  extract(): readonly DraftClaim[];
  /** What stands in for the rest of an answer that broke off: sentences that no claim cites yet. */
  fill?(claims: readonly Claim[]): readonly DraftClaim[];
  /** Without a model: the sentence that says the opposite of what the question takes for granted. */
  contradiction?(): DraftClaim | undefined;
  /** Whether the answer abstains when nothing that the model wrote holds; otherwise the abstracts are quoted. */
  readonly abstainsWhenUnverified?: boolean;
  /** What the claims are to be written in; English without it. */
  readonly language?: Language;
  /** As many claims are shown at most. */
  readonly mostClaims?: number;
}

/** Writes as `answer` does where there is a model; what was answered within a week comes from the cache. */
export interface SharedAnswers {
  answer(task: AnswerTask, tools: ModelTools, signal: AbortSignal): AsyncGenerator<Answer>;
}
