/** What answering makes and citing checks. */
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
  | 'name-not-found'
  /** It shares too few words with what it cites. */
  | 'off-topic'
  /** In a comparison: a cell that rests on several papers, or a difference that rests on one. */
  | 'one-sided';

/** What checking makes of a drafted claim. */
export type CheckedClaim =
  | { readonly kind: 'kept'; readonly claim: Claim }
  | { readonly kind: 'dropped'; readonly reason: DropReason };

/** `model`: written by a language model and checked; `extract`: sentences of the abstracts, word for word. */
export type AnswerMode = 'model' | 'extract';

/** Why an answer that should have come from the model did not. */
export type FallbackReason = 'no-model' | 'model-failed' | 'model-too-slow' | 'nothing-verified';

export interface Answer {
  readonly status: 'answered' | 'partial' | 'abstained';
  readonly mode: AnswerMode;
  readonly claims: readonly Claim[];
  /** The closest papers, shown when the answer abstains. */
  readonly closest: readonly Paper[];
  readonly dropped: readonly DropReason[];
  readonly fallback?: FallbackReason;
}

/** The papers of a list of claims, each once, in the order of first citation. */
export function citedPapers(claims: readonly Claim[]): Paper[] {
  const papers = new Map(claims.flatMap((claim) => claim.citations.map(({ paper }) => [paper.id, paper] as const)));
  return [...papers.values()];
}
