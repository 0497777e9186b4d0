/** How deep → the bounds of a review. Pure. */
import type { ResearchDepth } from '../domain/review.ts';

/** What the deepest review may take; the others take a share. */
export interface ResearchLimits {
  /** Turns of the model that chooses what to look up. */
  readonly steps: number;
  /** Tokens in and out of those turns together. */
  readonly tokens: number;
  /** From the question to the last sentence. */
  readonly milliseconds: number;
}

export const DEFAULT_RESEARCH_LIMITS: ResearchLimits = { steps: 16, tokens: 60_000, milliseconds: 240_000 };

export interface ResearchBounds extends ResearchLimits {
  /** Sub-questions beside the question itself. */
  readonly parts: number;
  /** Papers that are read for a part. */
  readonly papersOfPart: number;
}

const SHARES: Readonly<Record<ResearchDepth, number>> = { quick: 0.25, standard: 0.5, deep: 1 };
const PARTS: Readonly<Record<ResearchDepth, number>> = { quick: 2, standard: 3, deep: 5 };
const PAPERS_OF_PART: Readonly<Record<ResearchDepth, number>> = { quick: 5, standard: 6, deep: 8 };

export function boundsOf(depth: ResearchDepth, limits: ResearchLimits): ResearchBounds {
  const share = SHARES[depth];
  return {
    steps: Math.max(1, Math.round(limits.steps * share)),
    tokens: Math.round(limits.tokens * share),
    milliseconds: Math.round(limits.milliseconds * share),
    parts: PARTS[depth],
    papersOfPart: PAPERS_OF_PART[depth],
  };
}
