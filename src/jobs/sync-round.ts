/** A library and the instant in; the same library with what the sources have learned since the last time out. One turn of the bot's own sync. */
import { feedDay } from '../digest/feed-day.ts';
import type { Clock } from '../domain/clock.ts';
import { addDays, daysBetween } from '../domain/days.ts';
import { SourceFault } from '../domain/errors.ts';
import type { Day, Paper } from '../domain/paper.ts';
import type { Log, PaperIndex } from '../domain/ports.ts';
import type { SyncDone } from '../domain/sync-status.ts';
import { refresh } from '../retrieve/refresh.ts';
import { SYNC_MARK } from '../state/last-sync.ts';
import { type ArxivSource, lookAtArxiv, type Marks } from './look-at-arxiv.ts';
import { type DailySource, type Journal, SETTLED_AFTER_DAYS, type SyncOptions, type SyncReport, sync } from './sync.ts';

export interface RoundTools {
  readonly source: DailySource;
  readonly arxiv: ArxivSource;
  readonly library: PaperIndex;
  readonly journal: Journal;
  readonly marks: Marks;
  readonly history: {
    record(papers: readonly Paper[], at: number): Promise<void>;
    prune(now: number): Promise<void>;
  };
  readonly clock: Clock;
  readonly log: Log;
  /** Told as soon as a library that was empty can answer. */
  readonly onFirstPapers: () => void;
}

const HOUR = 3_600_000;
/** What the bot keeps whole by itself: a month's list needs it. What lies before is `npm start -- sync`'s. */
const DAYS_BACK = 30;
/** What a bot without a library fetches before it answers from it. */
const FIRST_DAYS = 7;
/** Days are asked for again the less often the older they are. */
const ASKED_AGAIN = [
  { upToDays: 3, afterHours: 0 },
  { upToDays: 7, afterHours: 6 },
  { upToDays: SETTLED_AFTER_DAYS, afterHours: 24 },
] as const;

/**
 * Asks for the days that are due, the newest first, then arXiv. What arXiv does not answer is left for the next round.
 * @throws SourceFault when days could not be had, after all else is done; Fault of the library or the journal; what was
 * taken in before is safe
 */
export async function syncRound(tools: RoundTools, signal: AbortSignal): Promise<SyncDone> {
  const { library, clock, log, history } = tools;
  const { current } = feedDay(clock.now());
  const isFirst = (await library.statistics()).papers === 0;
  const parts: SyncReport[] = [];
  const faults: SourceFault[] = [];
  let isServed = !isFirst;
  if (isFirst) {
    await days({ from: addDays(current, 1 - FIRST_DAYS), to: current });
    await serve();
  }
  const to = isFirst ? addDays(current, -FIRST_DAYS) : current;
  await days({ from: addDays(current, 1 - DAYS_BACK), to });
  const told = await askArxiv();
  await refresh(library, signal);
  await serve();
  await prune();
  if (faults[0]) throw faults[0];
  await tools.marks.set(SYNC_MARK, clock.now());
  const sum = (count: (part: SyncReport) => number) => parts.reduce((total, part) => total + count(part), 0);
  return {
    at: clock.now(),
    days: sum((part) => part.days),
    added: sum(({ added }) => added),
    changed: sum(({ changed }) => changed),
    newVersions: told.newVersions,
    withdrawn: told.withdrawn,
  };

  /** Days that cannot be had stop nothing else of the round. */
  async function days(range: { readonly from: Day; readonly to: Day }): Promise<void> {
    const options: SyncOptions = { newestFirst: true, isDue: isDueAt(current, clock.now()) };
    try {
      const report = await sync(range, { ...tools, onSeen, onProgress: () => {} }, options, signal);
      if (report.shrunk.length) log.warn('sync-days-shrank', { days: report.shrunk });
      if (report.skipped.length) log.warn('sync-items-skipped', { skipped: report.skipped });
      if (report.missing.length) log.warn('sync-days-missing', { days: report.missing.map(({ day }) => day) });
      parts.push(report);
      faults.push(...report.missing.map(({ fault }) => fault));
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof SourceFault)) throw error;
      faults.push(error);
    }
  }

  async function serve(): Promise<void> {
    if (isServed || !(await library.statistics()).papers) return;
    await refresh(library, signal);
    tools.onFirstPapers();
    isServed = true;
  }

  /** Only where a source has answered with papers: a clock far from theirs sees none, and must not delete the history. */
  async function prune(): Promise<void> {
    if (!parts.some(({ listingDays }) => listingDays)) return;
    await history.prune(clock.now()).catch((error: unknown) => log.warn('upvote-history-not-pruned', { error }));
  }

  /** The papers are what counts: a history that cannot be written stops no sync. */
  function onSeen(papers: readonly Paper[], at: number): Promise<void> {
    return history.record(papers, at).catch((error: unknown) => log.warn('upvote-history-not-written', { error }));
  }

  async function askArxiv() {
    try {
      const look = await lookAtArxiv(current, tools, signal);
      if (look.skipped.length) log.warn('sync-arxiv-entries-skipped', { skipped: look.skipped });
      return look;
    } catch (error) {
      signal.throwIfAborted();
      log.warn('sync-arxiv-failed', { error });
      return { newVersions: 0, withdrawn: 0 };
    }
  }
}

/** Whether a day is to be asked for again at this time. */
export function isDueAt(current: Day, now: number): NonNullable<SyncOptions['isDue']> {
  return (day, syncedAt) => {
    const age = daysBetween(day, current).length - 1;
    const hours = (now - syncedAt) / HOUR;
    // After a clock that was ahead, everything looks as if it were of tomorrow.
    if (hours < 0) return true;
    const rule = ASKED_AGAIN.find(({ upToDays }) => age <= upToDays);
    if (rule) return hours >= rule.afterHours;
    // Once more when it has settled.
    return daysBetween(day, feedDay(syncedAt).current).length - 1 <= SETTLED_AFTER_DAYS;
  };
}
