/** What syncs saw of how papers are liked, so that what came between them is known. */
import type { PaperId } from './paper.ts';

/** Counts of a paper as a source gave them, sync after sync the same. Times in milliseconds since 1970. */
export interface SeenCounts {
  /** When they were first seen. */
  readonly from: number;
  /** When they were last seen; the same as `from` where the next sync saw others. */
  readonly until: number;
  readonly upvotes: number;
  readonly comments: number;
}

/** Of some papers, the oldest first. */
export type UpvoteCurves = ReadonlyMap<PaperId, readonly SeenCounts[]>;

export interface UpvoteHistory {
  /** Papers that nothing is known of are missing. @throws StateFault */
  of(ids: readonly PaperId[]): Promise<UpvoteCurves>;
}
