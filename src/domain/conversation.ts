/** What is remembered of a conversation: per place and reader, the last turns. */
import type { AnswerMode, Claim, DropReason, FallbackReason } from './answer.ts';
import type { Day, PaperId } from './paper.ts';

/** A paper as a conversation remembers it: enough to name it, find it again and link to it. */
export interface PaperMention {
  readonly id: PaperId;
  readonly title: string;
  readonly publishedAt?: Day;
  readonly listedOn?: Day;
}

/** A claim with everything that was checked, its papers cut down to their names. */
export interface RememberedClaim extends Omit<Claim, 'citations'> {
  readonly citations: readonly {
    readonly paper: PaperMention;
    readonly sentence: number;
    readonly quote: string;
  }[];
}

/** What “why do you say so?” is answered from. */
export interface RememberedAnswer {
  readonly mode: AnswerMode;
  readonly fallback?: FallbackReason;
  readonly claims: readonly RememberedClaim[];
  readonly dropped: readonly DropReason[];
}

/** One thing that a reader said and what came of it. */
export interface Turn {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** `ask`, `search`, … */
  readonly command: string;
  /** As it was typed. */
  readonly asked: string;
  /** Nobody else saw the reply; no reply that others see may lean on it. */
  readonly isPrivate?: true;
  /** The same, standing alone; of a question only. */
  readonly question?: string;
  /** The wording that “and the second one?” goes on with: the last question that has words of its own. */
  readonly frame?: string;
  /** It leant on the turns before it, so that its papers are a choice from theirs and no new list. */
  readonly leant: boolean;
  /** The papers as they were shown, in order. */
  readonly shown: readonly PaperMention[];
  /** The number that was printed before the first of them. */
  readonly first: number;
  /** What “it” and “they” mean afterwards. */
  readonly focus: readonly PaperId[];
  /** The beginning of the answer, as text. */
  readonly said: string;
  /** Kept of the last answer only. */
  readonly answer?: RememberedAnswer;
}

/** How a question was understood that leant on what was said before. */
export interface Understanding {
  /** The question, standing alone. */
  readonly question: string;
  /** The papers that it is about; empty when it is about a topic. */
  readonly papers: readonly PaperId[];
}
