/** What answering makes and citing checks. */
import type { BudgetStop } from './budget.ts';
import type { Paper } from './paper.ts';

/** A sentence of an abstract that stands behind a claim. */
export interface Citation {
  readonly paper: Paper;
  /** Index of the sentence in the abstract, from 0. */
  readonly sentence: number;
  /** Verbatim text of the abstract. */
  readonly quote: string;
}

/** One sentence of an answer with everything it rests on; never without a citation. */
export interface Claim {
  readonly text: string;
  readonly citations: readonly Citation[];
  /** In a comparison: the column of the table whose cell this is; the row is the cited paper's. */
  readonly column?: string;
  /** What was checked before the claim was shown, in the order of checking; what could not be checked is not listed. */
  readonly checks?: readonly ClaimCheck[];
  /** In an answer of mode `mixed`: a sentence of the abstract, word for word, where the others are the model's. */
  readonly wordForWord?: true;
}

/**
 * What a check looked at. `verbatim`: the claim is whole sentences of the abstract; `quote`: the quote that the writer
 * gave stands in it; `direction`: better or worse, more or less, negated or not; `comparison`: who beats whom.
 */
export type CheckKind =
  | 'citation'
  | 'verbatim'
  | 'quote'
  | 'addresses'
  | 'numbers'
  | 'names'
  | 'comparison'
  | 'direction'
  | 'support';

export interface ClaimCheck {
  readonly kind: CheckKind;
  readonly passed: boolean;
  /** What was found, in a few plain words: `"45,000", "33.4%"`. Holds text of strangers: escape it. */
  readonly detail?: string;
}

/** A claim as a writer proposes it: keys such as `P3.s2`, nothing resolved or checked yet. */
export interface DraftClaim {
  readonly text: string;
  readonly cites: readonly string[];
  readonly quote?: string;
  readonly column?: string;
}

/** Why a drafted claim was not shown. */
export type DropReason =
  | 'empty'
  | 'too-long'
  | 'no-citation'
  | 'unknown-key'
  /** A sentence that it cites reads as an order to a model. */
  | 'cites-order'
  | 'quote-not-found'
  | 'address-not-found'
  | 'number-not-found'
  /** The number is there with another unit, sign or bound, or belongs to something else. */
  | 'number-differs'
  | 'name-not-found'
  /** It says that one thing beats another, and nothing that it cites compares them, or the other way round. */
  | 'comparison-differs'
  /** It says better, more or "not" where the sentence says worse, less or nothing of the kind, or the reverse. */
  | 'direction-differs'
  /** Another sentence of the evidence says it, not the cited one, or hardly any of it is in what it cites. */
  | 'not-supported'
  /** It shares too few words with what it cites. */
  | 'off-topic'
  /** In a comparison: a cell that rests on several papers, or a difference that rests on one. */
  | 'one-sided'
  /** A second model says that the cited sentences do not support it. */
  | 'second-opinion';

/** What checking makes of a drafted claim. */
export type CheckedClaim =
  | { readonly kind: 'kept'; readonly claim: Claim }
  | {
      readonly kind: 'dropped';
      readonly reason: DropReason;
      /** What is wrong, for the writer: `"35M" is not in the cited sentences`. Holds text of strangers and of a model. */
      readonly detail?: string;
    };

/**
 * `model`: written by a language model and checked; `extract`: sentences of the abstracts, word for word; `mixed`: the
 * model broke off, and sentences of the abstracts stand in for what is missing.
 */
export type AnswerMode = 'model' | 'extract' | 'mixed';

/**
 * Why an answer abstains. `not-in-library`: no abstract answers it; `not-in-abstract`: the paper is there, and its
 * abstract does not say; `false-premise`: the question takes for granted what an abstract says otherwise, and the
 * claims are what it says.
 */
export type Abstention = 'not-in-library' | 'not-in-abstract' | 'false-premise';

/** Why an answer that should have come from the model did not. */
export type FallbackReason =
  | 'no-model'
  | 'model-failed'
  | 'model-too-slow'
  | 'model-busy'
  | 'nothing-verified'
  | 'over-budget';

export interface Answer {
  readonly status: 'answered' | 'partial' | 'abstained';
  readonly mode: AnswerMode;
  readonly claims: readonly Claim[];
  /** The closest papers, shown when the answer abstains. */
  readonly closest: readonly Paper[];
  readonly dropped: readonly DropReason[];
  /** The English name of the language that it was written in, where that is not the abstracts'. */
  readonly language?: string;
  /** The name of the model that wrote it, which may be another than the first that was asked. */
  readonly writtenBy?: string;
  readonly fallback?: FallbackReason;
  readonly abstention?: Abstention;
  /** The papers that the question names, where it abstains. */
  readonly about?: readonly Paper[];
  /** More is coming: this is not the last state of the answer. */
  readonly growing?: true;
  /** Which budget was used up, where the fallback is `over-budget`. */
  readonly budget?: BudgetStop;
}

/** The papers of a list of claims, each once, in the order of first citation. */
export function citedPapers(claims: readonly Claim[]): Paper[] {
  const papers = new Map(claims.flatMap((claim) => claim.citations.map(({ paper }) => [paper.id, paper] as const)));
  return [...papers.values()];
}
