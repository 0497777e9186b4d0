/** A stretch of time, measured by an injected clock, that ends early with the caller's own signal. */
import type { Clock } from '../domain/clock.ts';

export interface TimeLimit {
  /** Aborted when the time is over, the caller has gone, or the limit was cleared. */
  readonly signal: AbortSignal;
  /** The time is over, whoever has gone. */
  isOver(): boolean;
  /** Milliseconds; never below 0. */
  left(): number;
  /** Nothing runs on any more. */
  clear(): void;
}

export function startTimeLimit(clock: Clock, milliseconds: number, caller: AbortSignal): TimeLimit {
  const endsAt = clock.now() + milliseconds;
  const over = new AbortController();
  const cleared = new AbortController();
  clock.sleep(milliseconds, cleared.signal).then(
    () => over.abort(new Error('the time for this research is over')),
    () => {},
  );
  return {
    signal: AbortSignal.any([caller, over.signal, cleared.signal]),
    isOver: () => over.signal.aborted,
    left: () => (over.signal.aborted ? 0 : Math.max(0, endsAt - clock.now())),
    clear: () => cleared.abort(),
  };
}
