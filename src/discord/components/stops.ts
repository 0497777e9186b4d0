/** Answers that are being written, by the interaction that they answer: whoever may stop one can. */
import { Fault } from '../../domain/errors.ts';

/** Why a run is broken off: its asker, or an admin, has read enough. */
export class Stopped extends Fault {}

export interface Stops {
  /** @returns what is to be called when the run is over */
  add(run: string, stop: (reason: Stopped) => void): () => void;
  /** @returns whether it was still running */
  stop(run: string): boolean;
}

export function createStops(): Stops {
  const running = new Map<string, (reason: Stopped) => void>();
  return {
    add(run, stop) {
      running.set(run, stop);
      return () => running.delete(run);
    },
    stop(run) {
      const stop = running.get(run);
      stop?.(new Stopped('Stopped.', ''));
      return stop !== undefined;
    },
  };
}
