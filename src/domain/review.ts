/** A review of what the library holds on a question: parts of checked sentences, a table of papers, what is left open. */
import type { Answer, Claim } from './answer.ts';
import type { Paper } from './paper.ts';

/** How far a review goes: how many look-ups, how long, how many parts. */
export type ResearchDepth = 'quick' | 'standard' | 'deep';

export interface ReviewPart {
  readonly heading: string;
  readonly answer: Answer;
}

export interface MonthCount {
  /** `YYYY-MM`, of the listing day or else of publication. */
  readonly month: string;
  readonly papers: number;
}

/** Papers on the topic by month, oldest first, months without any included. */
export interface MonthCounts {
  readonly months: readonly MonthCount[];
  /** More papers fit than were counted. */
  readonly isMore: boolean;
}

/** How the papers were found; `agent`: a model chose what to look up, step by step. */
export type Gathering =
  | { readonly kind: 'agent'; readonly lookUps: number; readonly end: GatheringEnd }
  /** A model named the sub-questions, code looked them up. */
  | { readonly kind: 'plan' }
  /** Everything by code. */
  | { readonly kind: 'code' };

/** Why the agent stopped: it was done, or a bound was reached, or its model failed. */
export type GatheringEnd = 'done' | 'steps' | 'tokens' | 'time' | 'failed' | 'over-budget';

export interface Review {
  readonly question: string;
  readonly depth: ResearchDepth;
  /** The question itself, answered in short. */
  readonly overview: Answer;
  readonly parts: readonly ReviewPart[];
  /** What the abstracts say is not done, not known or does not work yet. */
  readonly open: Answer;
  /** The papers that are cited, each with the sentence that tells most of it. */
  readonly table: readonly { readonly paper: Paper; readonly key?: Claim }[];
  readonly counts: MonthCounts;
  readonly gathering: Gathering;
}

/** The claims of a review in the order in which they are read; those of the table are sentences of the same papers. */
export function claimsOf({ overview, parts, open }: Pick<Review, 'overview' | 'parts' | 'open'>): Claim[] {
  return [overview, ...parts.map(({ answer }) => answer), open].flatMap(({ claims }) => claims);
}
