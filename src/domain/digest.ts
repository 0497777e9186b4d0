/** What a subscription gets for one slot, before anything says how it looks. */
import type { Answer } from './answer.ts';
import type { MessageFile } from './message.ts';
import type { Day, Paper } from './paper.ts';
import type { Edition } from './subscription.ts';
import type { Words } from './words.ts';

export interface DigestEntry {
  readonly paper: Paper;
  /** What the paper is, in one sentence: by the model, or of its abstract. */
  readonly line: string;
  /** A model wrote `line`. */
  readonly written: boolean;
  /** Why it is there: "2 of your topics", "most upvoted of the day". */
  readonly reasons: readonly Words[];
}

/** Papers of one theme of a week or a month. */
export interface DigestTheme {
  readonly name: string;
  readonly papers: number;
  /** What its share of all papers did against the time before, where that is more than chance. */
  readonly change?: 'more' | 'fewer';
  /** What is new in it, each sentence with its citation. */
  readonly answer?: Answer;
  readonly examples: readonly Paper[];
}

export interface Digest {
  readonly edition: Edition;
  /** The listing days that it looks at, both included. */
  readonly from: Day;
  readonly to: Day;
  readonly entries: readonly DigestEntry[];
  /** Papers of these days, before anything was chosen. */
  readonly papers: number;
  /** Of a wrap-up, the largest first. */
  readonly themes: readonly DigestTheme[];
  /** Papers of a wrap-up that most upvotes came to after their day. */
  readonly roseLate: readonly DigestEntry[];
  /** The counts of a wrap-up as a picture. */
  readonly picture?: MessageFile;
  /** Nothing was chosen, and why. */
  readonly empty?: 'no-listing' | 'nothing-fits' | 'all-posted-before';
}
