/** Listing days in, their papers in the library out; resumable day by day. */

import type { Clock } from '../domain/clock.ts';
import { addDays, dayOf, daysBetween, isDay } from '../domain/days.ts';
import { InvalidInput, SourceFault } from '../domain/errors.ts';
import type { Day, Paper } from '../domain/paper.ts';
import type { Batch, PaperIndex, Skipped, UpsertReport } from '../domain/ports.ts';

/** What sync needs of a source of listing days. */
export interface DailySource {
  day(day: Day, signal: AbortSignal): Promise<Batch>;
}

/** A day that was taken in. */
export interface DoneDay {
  /** Milliseconds since 1970. */
  readonly syncedAt: number;
  /** The most that it was seen with. */
  readonly papers: number;
}

/** What sync remembers; `state/sync-journal.ts`. */
export interface Journal {
  completed(from: Day, to: Day): Promise<ReadonlyMap<Day, DoneDay>>;
  record(
    day: Day,
    facts: { readonly syncedAt: number; readonly papers: number; readonly skipped: number },
  ): Promise<void>;
  /** The library no longer is what the days went into. */
  forgetAll(): Promise<void>;
}

export interface SyncRange {
  readonly from: Day;
  readonly to: Day;
}

/** A day that the source does not have as it should, while it has others. */
export interface MissingDay {
  readonly day: Day;
  readonly fault: SourceFault;
}

export interface SyncReport extends UpsertReport {
  readonly days: number;
  /** Days that had papers. */
  readonly listingDays: number;
  /** Days that a run before this one took in for good. */
  readonly alreadyDone: number;
  /** Days that the source told fewer papers of than before, or none: what was taken in before stays. */
  readonly shrunk: readonly Day[];
  readonly skipped: readonly Skipped[];
  /** They are asked for again by the next run. */
  readonly missing: readonly MissingDay[];
}

export interface SyncTools {
  readonly source: DailySource;
  readonly library: PaperIndex;
  readonly journal: Journal;
  readonly clock: Clock;
  /** Called after every group of days that is safely in the library. */
  readonly onProgress: (done: number, of: number, day: Day) => void;
  /** Told what the source said of papers, once they are in the library. */
  readonly onSeen?: (papers: readonly Paper[], at: number) => Promise<void>;
}

export interface SyncOptions {
  /** Asks for every day, whatever was done before. */
  readonly again?: boolean;
  /** Whether a day is to be asked for that was taken in at this time; else those are that have not settled. */
  readonly isDue?: (day: Day, syncedAt: number) => boolean;
  /** A day that cannot be had then stops the days before it, not those after it. */
  readonly newestFirst?: boolean;
}

/** Upvotes of a day move for about two weeks; after that it need not be asked for again. */
export const SETTLED_AFTER_DAYS = 14;
/** Days of one write: large enough that writing costs little, small enough that a kill loses little. */
const DAYS_A_WRITE = 20;
const MOST_DAYS = 366;
/** After so many days in a row that cannot be had, it is the source that fails. */
const MOST_MISSING_IN_A_ROW = 3;

/**
 * @returns days that have been, `to` at the latest today
 * @throws InvalidInput when the range cannot be meant
 */
export function rangeOf(options: { days?: string; from?: string; to?: string }, today: Day): SyncRange {
  const bad = (name: string, value: string) =>
    new InvalidInput(`--${name} ${value} is no day.`, 'Write days as YYYY-MM-DD, such as 2026-06-30.');
  if (options.days !== undefined && (options.from || options.to)) {
    throw new InvalidInput('--days and --from/--to say two different things.', 'Give one of them.');
  }
  for (const name of ['from', 'to'] as const)
    if (options[name] !== undefined && !isDay(options[name])) throw bad(name, options[name]);
  const first = options.from ?? options.to;
  if (first && first > today) {
    const name = options.from ? 'from' : 'to';
    throw new InvalidInput(`--${name} ${first} is in the future; today is ${today}.`, 'Give a day that has been.');
  }
  const to = options.to && options.to < today ? options.to : today;
  if (options.from) {
    if (options.from > to) throw new InvalidInput(`--from ${options.from} is after --to ${to}.`, 'Turn them round.');
    return { from: options.from, to };
  }
  const count = Number(options.days ?? '7');
  if (!Number.isInteger(count) || count < 1 || count > MOST_DAYS) {
    throw new InvalidInput(
      `--days ${options.days} is not a number from 1 to ${MOST_DAYS}.`,
      'For more, use --from and --to.',
    );
  }
  return { from: addDays(to, 1 - count), to };
}

/**
 * Takes in every day of the range. A day counts as done only after its papers are written, so a run that was stopped
 * goes on where it was; days that have settled are not asked for again. A day that the source refuses stops no other.
 * @throws SourceFault when the source is down or refuses day after day; what was taken in before is safe
 */
export async function sync(
  range: SyncRange,
  tools: SyncTools,
  options: SyncOptions,
  signal: AbortSignal,
): Promise<SyncReport> {
  const inOrder = daysBetween(range.from, range.to);
  const all = options.newestFirst ? inOrder.reverse() : inOrder;
  // Days that went into another library, since deleted or moved away, are not in this one.
  if (!(await tools.library.statistics()).papers) await tools.journal.forgetAll();
  const done = await tools.journal.completed(range.from, range.to);
  const isDue = options.isDue ?? isUnsettled;
  const wanted = all.filter((day) => {
    const before = done.get(day);
    return options.again || !before || isDue(day, before.syncedAt);
  });
  let report: SyncReport = {
    days: wanted.length,
    listingDays: 0,
    alreadyDone: all.length - wanted.length,
    added: 0,
    changed: 0,
    unchanged: 0,
    shrunk: [],
    skipped: [],
    missing: [],
  };
  let taken = 0;
  const ended = new AbortController();
  const either = AbortSignal.any([signal, ended.signal]);
  let next = fetchGroup(wanted.slice(0, DAYS_A_WRITE), tools.source, either);
  try {
    for (let start = 0; start < wanted.length; start += DAYS_A_WRITE) {
      const { batches, missing, fault } = await next;
      // The next days are fetched while these are written.
      const following = wanted.slice(start + DAYS_A_WRITE, start + 2 * DAYS_A_WRITE);
      if (!fault) next = fetchGroup(following, tools.source, either);
      const papers = batches.flatMap((batch) => batch.papers);
      report = add(report, batches, await tools.library.upsert(papers), done);
      report = { ...report, missing: [...report.missing, ...missing] };
      const syncedAt = tools.clock.now();
      await tools.onSeen?.(papers, syncedAt);
      for (const { label, papers, skipped } of batches) {
        const most = Math.max(papers.length, done.get(label)?.papers ?? 0);
        await tools.journal.record(label, { syncedAt, papers: most, skipped: skipped.length });
      }
      const last = batches.at(-1)?.label;
      taken += batches.length;
      if (last) tools.onProgress(taken, wanted.length, last);
      // What came before the fault is safe by now.
      if (fault) throw fault.error;
    }
    return report;
  } finally {
    // When writing failed, nobody waits for the days that are being fetched.
    ended.abort();
    await next;
  }
}

/** Days in order until the source fails. Never rejects, so that it can run beside a write. */
async function fetchGroup(days: readonly Day[], source: DailySource, signal: AbortSignal) {
  const batches: Batch[] = [];
  const missing: MissingDay[] = [];
  let inARow = 0;
  try {
    for (const day of days) {
      signal.throwIfAborted();
      const batch = await source.day(day, signal).catch((error: unknown) => {
        const isOfThisDay = error instanceof SourceFault && !error.retryable;
        if (!isOfThisDay || ++inARow >= MOST_MISSING_IN_A_ROW) throw error;
        missing.push({ day, fault: error });
      });
      if (!batch) continue;
      inARow = 0;
      batches.push({ ...batch, label: day });
    }
  } catch (error) {
    return { batches, missing, fault: { error } };
  }
  return { batches, missing };
}

function isUnsettled(day: Day, syncedAt: number): boolean {
  return dayOf(syncedAt) <= addDays(day, SETTLED_AFTER_DAYS);
}

function add(
  report: SyncReport,
  batches: readonly Batch[],
  written: UpsertReport,
  done: ReadonlyMap<Day, DoneDay>,
): SyncReport {
  const shrunk = batches.filter(({ label, papers }) => papers.length < (done.get(label)?.papers ?? 0));
  return {
    ...report,
    listingDays: report.listingDays + batches.filter(({ papers }) => papers.length).length,
    added: report.added + written.added,
    changed: report.changed + written.changed,
    unchanged: report.unchanged + written.unchanged,
    shrunk: [...report.shrunk, ...shrunk.map(({ label }) => label)],
    skipped: [...report.skipped, ...batches.flatMap(({ skipped }) => skipped)],
  };
}
