/** What the simulated month is given, what it gives back, and what it keeps of its processes. */
import type { ChildProcess } from 'node:child_process';
import type { Database } from './month-messages.ts';
import type { Verdict } from './oracle.ts';
import type { Scenario } from './scenario.ts';

export interface MonthOptions {
  readonly scenario: Scenario;
  readonly database: Database;
  readonly processes: number;
  readonly random: () => number;
  readonly onProgress?: (share: number) => void;
}

export interface SimulatedMonth {
  readonly verdict: Verdict;
  readonly repeatedPapers: number;
  readonly kills: number;
  readonly repeated: number;
  readonly reads: number;
  readonly milliseconds: number;
}

export interface Child {
  readonly process: ChildProcess;
  /** By their ids. */
  readonly sleeps: Map<number, number>;
  sent: number;
  heard: number;
  isAlive: boolean;
}

export interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}
