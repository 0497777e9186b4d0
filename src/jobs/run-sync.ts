/** `npm start -- sync`: words on the command line in, lines of progress and a report out. */
import { createSources, openJournal, openOwnLibrary, type Tools } from '../app.ts';
import { dayOf, isDay } from '../domain/days.ts';
import { readFlags } from './flags.ts';
import { describeCounts, describeSkipped } from './report.ts';
import { rangeOf, sync } from './sync.ts';

const FLAGS = { days: 'string', from: 'string', to: 'string', again: 'boolean' } as const;

/** @returns the exit code */
export async function runSync(argv: readonly string[], tools: Tools, signal: AbortSignal): Promise<number> {
  const { flags } = readFlags('sync', argv, FLAGS, 0);
  const range = rangeOf(flags, dayOf(tools.clock.now()), isDay);
  const library = await openOwnLibrary(tools);
  const { journal, close } = await openJournal(tools);
  try {
    say(`Listing days ${range.from} to ${range.to} from ${tools.config.huggingFace.url}`);
    const report = await sync(
      range,
      { source: createSources(tools).huggingFace, library, journal, clock: tools.clock, onProgress },
      { again: flags.again },
      signal,
    );
    if (report.added + report.changed > 0) {
      say('Computing term statistics and vectors…');
      await library.refresh(signal);
    }
    say(
      `${report.listingDays} days with papers, ${report.days - report.listingDays} without` +
        `${report.alreadyDone ? `, ${report.alreadyDone} done before` : ''}: ${describeCounts(report)}.`,
    );
    for (const line of describeSkipped(report.skipped)) say(line);
    return 0;
  } finally {
    await close();
    await library.close();
  }
}

function onProgress(done: number, of: number, day: string): void {
  say(`  ${day}  ${done} of ${of} days`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
