/** What a review may ask of the library: reading only. Built where the rooms meet, over what `/search` and the others use. */
import type { Paper, PaperId } from '../domain/paper.ts';
import type { MonthCounts } from '../domain/review.ts';

export interface LookUp {
  readonly query: string;
  readonly limit: number;
  /** As a person would say it: "2026-06-01", "last month". Days that cannot be read count as none. */
  readonly since?: string;
  readonly until?: string;
}

/** Every list is best first and without withdrawn papers; empty where there is nothing. */
export interface ResearchLibrary {
  search(lookUp: LookUp): Promise<readonly Paper[]>;
  read(ids: readonly PaperId[]): Promise<readonly Paper[]>;
  similar(id: PaperId, limit: number): Promise<readonly Paper[]>;
  trending(period: 'today' | 'week' | 'month', topic: string | undefined, limit: number): Promise<readonly Paper[]>;
  /** @param others papers that count too, whether or not a list on the topic would have them */
  countByMonth(topic: string, others?: readonly Paper[]): Promise<MonthCounts>;
}
