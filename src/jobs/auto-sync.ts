/** The running bot's own sync: round after round, each at its time, until it is stopped. */
import type { Clock } from '../domain/clock.ts';
import { Fault } from '../domain/errors.ts';
import type { Log } from '../domain/ports.ts';
import type { SyncDone, SyncStatus } from '../domain/sync-status.ts';

/** What came of a round. */
export type Round =
  | { readonly kind: 'done'; readonly result: SyncDone }
  /** Another process syncs the same library. */
  | { readonly kind: 'busy'; readonly process: number; readonly lock: string };

export interface AutoSyncTools {
  readonly round: (signal: AbortSignal) => Promise<Round>;
  readonly everyMinutes: number;
  /** Nothing answers yet but the sample: the first round does not wait. @throws Fault */
  readonly isUrgent: () => Promise<boolean>;
  /** When a sync of whatever process last succeeded, in milliseconds since 1970. @throws Fault */
  readonly lastSuccess: () => Promise<number | undefined>;
  /** When the source next has a new day, in milliseconds since 1970. */
  readonly nextDay: (now: number) => number;
  readonly clock: Clock;
  readonly log: Log;
  /** From 0 to 1, for jitter. */
  readonly random: () => number;
}

export interface AutoSync {
  status(): SyncStatus;
  /** Ends what is under way; what was taken in is safe. Never rejects. */
  stop(): Promise<void>;
}

const MINUTE = 60_000;
/** Not all bots of the world ask at the full hour. */
const JITTER = 0.1;
/** No sync takes as long: what another process holds then is told as a fault. */
const LONGEST_BUSY = 60 * MINUTE;
/** A bot that is started again and again does not ask each time. */
const LONGEST_FIRST_WAIT = 10 * MINUTE;
const FIRST_BACK_OFF = MINUTE;
/** Papers of a new day come in its first minutes. */
const AFTER_NEW_DAY = 5 * MINUTE;

export function startAutoSync(tools: AutoSyncTools): AutoSync {
  const { clock, log, random, everyMinutes } = tools;
  const every = everyMinutes * MINUTE;
  const stopped = new AbortController();
  const { signal } = stopped;
  let status: SyncStatus = { everyMinutes, isRunning: false };
  let busySince: number | undefined;

  const running = run().catch((error: unknown) => {
    if (!signal.aborted) log.error('auto-sync-ended', { error });
  });
  return {
    status: () => status,
    async stop() {
      stopped.abort(new Error('stopped'));
      await running;
    },
  };

  async function run(): Promise<void> {
    let failures = 0;
    await waitFor(await firstWait());
    for (;;) {
      status = { ...status, isRunning: true, nextAt: undefined };
      const outcome = await attempt();
      status = { ...status, isRunning: false };
      failures = outcome === 'failed' ? failures + 1 : 0;
      await waitFor(waitAfter(outcome, failures));
    }
  }

  async function attempt(): Promise<'done' | 'busy' | 'failed'> {
    try {
      const round = await tools.round(signal);
      if (round.kind === 'busy') {
        noteBusy(round.process, round.lock);
        return 'busy';
      }
      busySince = undefined;
      log.info('auto-sync-done', { ...round.result });
      status = { ...status, lastDone: round.result, lastFault: undefined };
      return 'done';
    } catch (error) {
      signal.throwIfAborted();
      busySince = undefined;
      log.warn('auto-sync-failed', { error });
      const sentence = error instanceof Fault ? error.message : 'Something unforeseen went wrong; the log says what.';
      status = { ...status, lastFault: { at: clock.now(), sentence } };
      return 'failed';
    }
  }

  function noteBusy(process: number, lock: string): void {
    const at = clock.now();
    busySince ??= at;
    if (at - busySince < LONGEST_BUSY) {
      log.info('auto-sync-busy', { process });
      return;
    }
    log.warn('auto-sync-busy', { process, lock });
    const sentence = `Another process (${process}) has been syncing this library for over an hour.`;
    status = { ...status, lastFault: { at, sentence } };
  }

  async function firstWait(): Promise<number> {
    const isUrgent = await tools.isUrgent().catch(() => false);
    if (isUrgent) return 0;
    const last = await tools.lastSuccess().catch(() => undefined);
    const since = last === undefined ? every : clock.now() - last;
    const remaining = since >= 0 ? every - since : 0;
    return Math.max(0, Math.min(LONGEST_FIRST_WAIT, remaining)) + random() * MINUTE;
  }

  function waitAfter(outcome: 'done' | 'busy' | 'failed', failures: number): number {
    const jitter = 1 + JITTER * (2 * random() - 1);
    if (outcome === 'busy') return MINUTE * jitter;
    if (outcome === 'failed') return Math.min(every, FIRST_BACK_OFF * 2 ** (failures - 1)) * jitter;
    const now = clock.now();
    const untilNewDay = tools.nextDay(now) + AFTER_NEW_DAY * (1 + random()) - now;
    return Math.min(every * jitter, Math.max(MINUTE, untilNewDay));
  }

  /** @throws the reason of the signal when it is stopped */
  async function waitFor(milliseconds: number): Promise<void> {
    const wait = Math.round(milliseconds);
    status = { ...status, nextAt: clock.now() + wait };
    await clock.sleep(wait, signal);
  }
}
