/** What readers think of answers, as it is recorded: nothing that they asked, and of their words only the one they give. */
export type Verdict = 'up' | 'down';

export interface Feedback {
  /** Of the answer; a reader has one verdict on each. */
  readonly answer: string;
  readonly reader: string;
  readonly verdict: Verdict;
  readonly word?: string | undefined;
  readonly question: string;
  readonly papers: readonly string[];
  readonly model?: string | undefined;
  readonly status: string;
}

export interface FeedbackRecord {
  /** The last one counts; a verdict without a word takes an earlier word away unless the verdict is the same. @throws StateFault */
  give(feedback: Feedback): Promise<void>;
  /** @throws StateFault */
  forget(reader: string): Promise<void>;
  /** How many of each there are. @throws StateFault */
  counts(): Promise<Readonly<Record<Verdict, number>>>;
}
