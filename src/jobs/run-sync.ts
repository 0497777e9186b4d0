/** `npm start -- sync`: words on the command line in, lines of progress and a report out. */
import { createSources, openJournal, openLibraryToFill, type Tools } from '../app.ts';
import { STOPPED } from '../console/exit-code.ts';
import { dayOf } from '../domain/days.ts';
import { refresh } from '../retrieve/refresh.ts';
import { FIRST_DAILY_DAY } from '../sources/hugging-face.ts';
import { embedNewPapers } from './embed-new-papers.ts';
import { readFlags } from './flags.ts';
import { preferSmallHeap } from './prefer-small-heap.ts';
import { describeCounts, describeSkipped } from './report.ts';
import { say } from './say.ts';
import { rangeOf, sync } from './sync.ts';

const FLAGS = { days: 'string', from: 'string', to: 'string', again: 'boolean' } as const;

/** @returns the exit code */
export async function runSync(argv: readonly string[], tools: Tools, signal: AbortSignal): Promise<number> {
  preferSmallHeap();
  const { flags } = readFlags('sync', argv, FLAGS, 0);
  const asked = rangeOf(flags, dayOf(tools.clock.now()));
  const range = asked.from < FIRST_DAILY_DAY ? { ...asked, from: FIRST_DAILY_DAY } : asked;
  const own = await openLibraryToFill(tools);
  const { library } = own;
  const { journal, close } = await openJournal(tools);
  try {
    say(`Listing days ${range.from} to ${range.to} from ${tools.config.huggingFace.url}`);
    const report = await sync(
      range,
      { source: createSources(tools).huggingFace, library, journal, clock: tools.clock, onProgress },
      { again: flags.again },
      signal,
    );
    // Asked for even when this run changed nothing: the one before it may have been stopped at this point.
    say('Bringing term statistics and vectors up to date…');
    await refresh(library, signal);
    say(
      `${report.listingDays} days with papers, ${report.days - report.listingDays} without` +
        `${report.alreadyDone ? `, ${report.alreadyDone} done before` : ''}: ${describeCounts(report)}.`,
    );
    for (const line of describeSkipped(report.skipped)) say(line);
    return (await embedNewPapers(own, tools.config, signal)) ? 0 : 1;
  } catch (error) {
    if (!signal.aborted) throw error;
    say('Stopped. What was taken in so far is safe; the same command goes on from there.');
    return STOPPED;
  } finally {
    await close();
    await own.close();
  }
}

function onProgress(done: number, of: number, day: string): void {
  say(`  ${day}  ${done} of ${of} days`);
}
