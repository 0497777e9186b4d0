/** `npm start -- sync`: words on the command line in, lines of progress and a report out. */
import { createSources, openJournal, type Tools } from '../app.ts';
import { STOPPED } from '../console/exit-code.ts';
import { feedDay } from '../digest/feed-day.ts';
import { addDays, dayOf } from '../domain/days.ts';
import { LibraryFault } from '../domain/errors.ts';
import type { Paper } from '../domain/paper.ts';
import { whileSyncing } from '../library/sync-lock.ts';
import { type OpenLibrary, openLibraryToFill } from '../own-library.ts';
import { refresh } from '../retrieve/refresh.ts';
import { FIRST_DAILY_DAY } from '../sources/hugging-face.ts';
import { SYNC_MARK } from '../state/last-sync.ts';
import type { UpvoteRecord } from '../state/upvote-history.ts';
import { embedNewPapers } from './embed-new-papers.ts';
import { readFlags } from './flags.ts';
import { lookAtArxiv } from './look-at-arxiv.ts';
import { preferSmallHeap } from './prefer-small-heap.ts';
import { describeCounts, describeSkipped } from './report.ts';
import { say } from './say.ts';
import { rangeOf, type SyncRange, sync } from './sync.ts';

const FLAGS = { days: 'string', from: 'string', to: 'string', again: 'boolean', arxiv: 'boolean' } as const;
/** The bot's own sync takes seconds, another job's perhaps minutes. */
const LONGEST_WAIT = 30 * 60_000;
const LOOK_AGAIN = 500;

/** @returns the exit code */
export async function runSync(argv: readonly string[], tools: Tools, signal: AbortSignal): Promise<number> {
  preferSmallHeap();
  const { flags } = readFlags('sync', argv, FLAGS, 0);
  const asked = rangeOf(flags, dayOf(tools.clock.now()));
  const range = asked.from < FIRST_DAILY_DAY ? { ...asked, from: FIRST_DAILY_DAY } : asked;
  const own = await openLibraryToFill(tools);
  try {
    return await whenFree(tools, signal, () => syncInto(own, range, flags, tools, signal));
  } catch (error) {
    if (!signal.aborted) throw error;
    say('Stopped. What was taken in so far is safe; the same command goes on from there.');
    return STOPPED;
  } finally {
    await own.close();
  }
}

/** One sync at a time: a cron job that meets the bot's own waits for it. */
async function whenFree({ config, clock }: Tools, signal: AbortSignal, work: () => Promise<number>): Promise<number> {
  const deadline = clock.now() + LONGEST_WAIT;
  for (let turn = 0; ; turn++) {
    const held = await whileSyncing(config.libraryUri, work);
    if (held.kind === 'done') return held.result;
    if (clock.now() > deadline) {
      throw new LibraryFault(
        `Another Paperboy (process ${held.process}) has been syncing this library for half an hour.`,
        `Wait until it is done, or stop it; then try again. If no such process is a Paperboy, delete ${held.lock}.`,
        { retryable: true },
      );
    }
    if (turn === 0) say(`Another Paperboy (process ${held.process}) is syncing this library; waiting for it…`);
    await clock.sleep(LOOK_AGAIN, signal);
  }
}

async function syncInto(
  own: OpenLibrary,
  range: SyncRange,
  flags: { readonly again?: boolean; readonly arxiv?: boolean },
  tools: Tools,
  signal: AbortSignal,
): Promise<number> {
  const { library } = own;
  const { journal, history, marks, close } = await openJournal(tools);
  const { huggingFace, arxiv } = createSources(tools);
  const { clock } = tools;
  try {
    say(`Listing days ${range.from} to ${range.to} from ${tools.config.huggingFace.url}`);
    const report = await sync(
      range,
      {
        source: huggingFace,
        library,
        journal,
        clock,
        onProgress,
        onSeen: (papers, at) => recordUpvotes(history, papers, at),
      },
      { again: flags.again },
      signal,
    );
    if (flags.arxiv) {
      say('Asking arXiv for categories, new versions and withdrawals of the last 30 days…');
      const told = await lookAtArxiv(feedDay(clock.now()).current, { arxiv, library, marks, clock }, signal);
      say(`${told.asked} papers asked for: ${told.newVersions} new versions, ${told.withdrawn} withdrawn.`);
      if (told.skipped.length) for (const line of describeSkipped(told.skipped)) say(line);
    }
    // Asked for even when this run changed nothing: the one before it may have been stopped at this point.
    say('Bringing term statistics and vectors up to date…');
    await refresh(library, signal);
    say(
      `${report.listingDays} days with papers, ${report.days - report.listingDays} without` +
        `${report.alreadyDone ? `, ${report.alreadyDone} done before` : ''}: ${describeCounts(report)}.`,
    );
    if (report.shrunk.length)
      say(`Fewer papers than before on ${report.shrunk.join(', ')}: those taken in before stay.`);
    for (const line of describeSkipped(report.skipped)) say(line);
    const isWhole = await embedNewPapers(own, tools.config, signal);
    const [first] = report.missing;
    if (report.missing.length > 1) say(`Not to be had: ${report.missing.map(({ day }) => day).join(', ')}.`);
    if (first) throw first.fault;
    if (range.to >= feedDay(clock.now()).current) await marks.set(SYNC_MARK, clock.now());
    return isWhole ? 0 : 1;
  } finally {
    await close();
  }
}

/** Of papers whose upvotes may still be looked at: a backfill of years has no growth to tell of. */
async function recordUpvotes(history: UpvoteRecord, papers: readonly Paper[], at: number): Promise<void> {
  const since = addDays(dayOf(at), -30);
  await history.record(
    papers.filter(({ listedOn }) => listedOn !== undefined && listedOn >= since),
    at,
  );
}

function onProgress(done: number, of: number, day: string): void {
  say(`  ${day}  ${done} of ${of} days`);
}
