/** A process that nobody foresaw failing ends with one line in the log and a code, and never in silence. */
import type { EventEmitter } from 'node:events';
import { newFaultId } from '../domain/describe-fault.ts';
import type { Log } from '../domain/ports.ts';

/** What shells and supervisors take for a failure. */
const FAILED = 1;

export interface LastWordsOptions {
  /** Emits `uncaughtException` and `unhandledRejection`. */
  readonly process: EventEmitter;
  /** `undefined` while there is none yet. */
  readonly log: () => Log | undefined;
  /** One line for whoever sits before the terminal. */
  readonly say: (line: string) => void;
  readonly exit: (code: number) => void;
}

/** Replies under way are written down, so that the next start brings them to an end. */
export function leaveLastWords({ process, log, say, exit }: LastWordsOptions): void {
  let said = false;
  const end = (event: string) => (error: unknown) => {
    // What follows from the first failure would only hide it.
    if (said) return;
    said = true;
    const id = newFaultId();
    try {
      say(`Paperboy ends because of an error that nobody foresaw. Start it again; the log has the detail. Id: ${id}`);
      const known = log();
      if (known) known.error(event, { id, error });
      else say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    } finally {
      exit(FAILED);
    }
  };
  process.on('uncaughtException', end('uncaught-exception'));
  process.on('unhandledRejection', end('unhandled-rejection'));
}
