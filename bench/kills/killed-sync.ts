/** `npm start -- sync` as a process, ended by SIGKILL at a given moment, and what it had said until then. */
import type { Day } from '../../src/domain/paper.ts';
import { endOf, startProgram } from '../child.ts';

export interface SyncCommand {
  readonly dataFolder: string;
  /** The server that the days come from. */
  readonly url: string;
  readonly from: Day;
  readonly to: Day;
}

/** What a sync was doing when it ended, as far as it had said. */
export type Phase = 'opening' | 'days' | 'statistics';

export interface SyncRun {
  /** It came to its end before the moment. */
  readonly completed: boolean;
  readonly milliseconds: number;
  /** Milliseconds until its first line. */
  readonly firstLineAt: number;
  readonly phase: Phase;
  /** Days up to this one it said were done. */
  readonly doneUntil?: Day;
}

/** When to kill: so many milliseconds after the process began, or after its first line. */
export interface Moment {
  readonly after: 'start' | 'firstLine';
  readonly milliseconds: number;
}

/**
 * @param moment `undefined` lets the sync come to its end
 * @throws Error when it ends by itself, and not well
 */
export async function runSync(
  { dataFolder, url, from, to }: SyncCommand,
  moment: Moment | undefined,
): Promise<SyncRun> {
  const start = performance.now();
  const child = startProgram(['sync', '--from', from, '--to', to], { DATA_FOLDER: dataFolder, HUGGING_FACE_URL: url });
  let output = '';
  let firstLineAt = 0;
  let timer: NodeJS.Timeout | undefined;
  const reached = (point: Moment['after']) => {
    if (moment?.after === point) timer = setTimeout(() => child.kill('SIGKILL'), moment.milliseconds);
  };
  reached('start');
  child.stdout.on('data', (piece) => {
    if (!output) {
      firstLineAt = performance.now() - start;
      reached('firstLine');
    }
    output += piece;
  });
  let errors = '';
  child.stderr.on('data', (piece) => {
    errors += piece;
  });
  const end = await endOf(child);
  clearTimeout(timer);
  const milliseconds = performance.now() - start;
  if (end !== 0 && end !== 'SIGKILL') throw new Error(`A sync that nobody killed ended with ${end}: ${errors}`);
  const doneUntil = [...output.matchAll(/^ {2}(\d{4}-\d{2}-\d{2}) .*\n/gm)].at(-1)?.[1];
  return { completed: end === 0, milliseconds, firstLineAt, phase: phaseOf(output), doneUntil };
}

function phaseOf(output: string): Phase {
  if (output.includes('Bringing term statistics')) return 'statistics';
  return output ? 'days' : 'opening';
}
