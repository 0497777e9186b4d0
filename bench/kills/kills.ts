/** A sync that is killed again and again at moments of chance, and what the library still holds after each. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Day } from '../../src/domain/paper.ts';
import { seededRandom } from '../../src/evaluate/random.ts';
import { withTemporaryFolder } from '../../src/evaluate/temporary-library.ts';
import { checkAfterKill, checkWhole, expectedOf } from './after-kill.ts';
import { type Moment, type Phase, runSync, type SyncRun } from './killed-sync.ts';

export interface KillOptions {
  readonly kills: number;
  readonly seed: number;
  readonly from: Day;
  readonly to: Day;
  /** The server that the days come from. */
  readonly url: string;
  readonly onKill?: (kills: number) => void;
}

export interface KillReport {
  readonly kills: number;
  /** Kills by what the sync was doing. */
  readonly phases: Readonly<Record<Phase, number>>;
  /** After how many kills the library opened and gave its papers. */
  readonly opens: number;
  /** After how many kills one of its papers was found by its title. */
  readonly found: number;
  /** Acknowledged papers that were looked for, over all kills. */
  readonly lookedFor: number;
  /** Of these, those that were gone or had another text. */
  readonly lost: number;
  /** Runs that came to their end, the last one among them; after each the next begins with an empty folder. */
  readonly completed: number;
  /** Of these, those that left another library than an undisturbed sync does. */
  readonly different: number;
  /** What went wrong, in words. */
  readonly problems: readonly string[];
}

/** Of the time to the first line; before it Node.js itself starts, and nothing of ours is touched. */
const SHARE_OF_START = 0.5;

/** @throws Error when a sync that nobody kills fails */
export async function killSyncs(options: KillOptions): Promise<KillReport> {
  return withTemporaryFolder(async (folder) => {
    const undisturbed = { ...options, dataFolder: join(folder, 'undisturbed') };
    const usual = await runSync(undisturbed, undefined);
    const expected = await expectedOf(undisturbed);
    const killed = { ...options, dataFolder: join(folder, 'killed') };
    const random = seededRandom(options.seed);
    const phases = { opening: 0, days: 0, statistics: 0 };
    let report: KillReport = {
      kills: 0,
      phases,
      opens: 0,
      found: 0,
      lookedFor: 0,
      lost: 0,
      completed: 0,
      different: 0,
      problems: [],
    };
    while (report.kills < options.kills) {
      const run = await runSync(killed, momentOf(usual, random()));
      if (run.completed) {
        report = afterEnd(report, await checkWhole(killed.dataFolder, expected));
        await rm(killed.dataFolder, { recursive: true, force: true });
        continue;
      }
      phases[run.phase] += 1;
      const { opened, found, lookedFor, lost, problems } = await checkAfterKill(killed, expected, run.doneUntil);
      report = {
        ...report,
        kills: report.kills + 1,
        opens: report.opens + (opened ? 1 : 0),
        found: report.found + (found ? 1 : 0),
        lookedFor: report.lookedFor + lookedFor,
        lost: report.lost + lost,
        problems: [...report.problems, ...problems],
      };
      options.onKill?.(report.kills);
      // No sync can go on in it.
      if (!opened) await rm(killed.dataFolder, { recursive: true, force: true });
    }
    await runSync(killed, undefined);
    return afterEnd(report, await checkWhole(killed.dataFolder, expected));
  });
}

/**
 * Uniform over what a sync usually takes. How long Node.js takes to start changes most from run to run, so later moments
 * count from the first line.
 */
function momentOf(usual: SyncRun, share: number): Moment {
  const earliest = usual.firstLineAt * SHARE_OF_START;
  const at = earliest + share * (usual.milliseconds - earliest);
  return at < usual.firstLineAt
    ? { after: 'start', milliseconds: at }
    : { after: 'firstLine', milliseconds: at - usual.firstLineAt };
}

function afterEnd(report: KillReport, problems: readonly string[]): KillReport {
  return {
    ...report,
    completed: report.completed + 1,
    different: report.different + (problems.length ? 1 : 0),
    problems: [...report.problems, ...problems],
  };
}
