/** What is known of a running bot comes in; what `/healthz` says of it, and whether all is well, goes out. Pure but for what it asks. */
import type { Clock } from '../domain/clock.ts';
import { inTime } from '../domain/in-time.ts';
import type { LibraryStatistics, Log } from '../domain/ports.ts';
import type { SyncDone, SyncStatus } from '../domain/sync-status.ts';

/** One connection to the gateway. All times in milliseconds. */
export interface GatewayShard {
  readonly id: number;
  readonly state: string;
  readonly ready: boolean;
  /** Since anything was heard of it. */
  readonly silentFor: number;
  readonly heartbeatAge?: number;
  readonly latency?: number;
  /** Up, and of no use for too long. */
  readonly deaf: boolean;
}

export interface HealthSources {
  readonly version: string;
  /** None before the bot has connected. */
  shards(): readonly GatewayShard[];
  /** @throws when the library cannot be read */
  library(): Promise<LibraryStatistics>;
  /** Milliseconds since 1970; `undefined` where nothing was synced. @throws when that cannot be read */
  lastSync(): Promise<number | undefined>;
  /** How the bot's own syncs go; `undefined` where there are none. */
  sync?(): SyncStatus | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

export interface HealthReport {
  readonly status: 'ok' | 'failing';
  /** In sentences; none when all is well. */
  readonly problems: readonly string[];
  readonly version: string;
  readonly uptimeSeconds: number;
  readonly gateway: {
    readonly shards: readonly {
      readonly id: number;
      readonly state: string;
      readonly silentSeconds: number;
      /** `null` before the first heartbeat was acknowledged. */
      readonly heartbeatAgeSeconds: number | null;
      readonly latencyMilliseconds: number | null;
    }[];
  };
  /** `null` when it cannot be read. */
  readonly library: { readonly papers: number; readonly sample: boolean; readonly changedAt: string | null } | null;
  /** ISO 8601; `null` where nothing was synced yet. */
  readonly lastSync: string | null;
  /** `null` where the bot does not sync itself. */
  readonly sync: {
    readonly everyMinutes: number;
    readonly running: boolean;
    readonly lastDone: (Omit<SyncDone, 'at'> & { readonly at: string | null }) | null;
    readonly lastFault: { readonly at: string | null; readonly sentence: string } | null;
    readonly nextAt: string | null;
  } | null;
}

/** Whoever asks wants to know soon; what takes longer does not work. */
const PATIENCE = 3_000;
/** However often it is asked, the library is looked at this often. */
const FRESH = 5_000;
const LONGEST_WITHOUT_SYNC = 24 * 60 * 60_000;

/** @returns a function that looks anew; the bot counts as started when this is called */
export function createHealthReport(sources: HealthSources): () => Promise<HealthReport> {
  const { version, shards, clock, log } = sources;
  const startedAt = clock.now();
  const patience = { clock, milliseconds: PATIENCE };
  const readStored = remembered(clock, async () => {
    const [library, lastSync] = await Promise.all([
      inTime(sources.library(), patience).catch((error: unknown) => {
        log.error('health-library-not-read', { error });
        return undefined;
      }),
      // When it was synced last is of interest, but nothing depends on it.
      inTime(sources.lastSync(), patience).catch((error: unknown) => {
        log.warn('health-last-sync-not-read', { error });
        return undefined;
      }),
    ]);
    return { library, lastSync };
  });

  return async () => {
    const { library, lastSync } = await readStored();
    const states = shards();
    const status = sources.sync?.();
    const problems = [
      ...gatewayProblems(states),
      ...(library ? [] : ['The library cannot be read.']),
      ...syncProblems(status, Math.max(lastSync ?? 0, startedAt), clock.now()),
    ];
    return {
      status: problems.length ? 'failing' : 'ok',
      problems,
      version,
      uptimeSeconds: seconds(clock.now() - startedAt),
      gateway: { shards: states.map(shardReport) },
      library: library ? { papers: library.papers, sample: library.sample, changedAt: isoOf(library.changedAt) } : null,
      lastSync: isoOf(lastSync),
      sync: status ? syncReport(status) : null,
    };
  };
}

function gatewayProblems(states: readonly GatewayShard[]): string[] {
  if (!states.length) return ['The bot has not connected to Discord yet.'];
  const deaf = states.filter((state) => state.deaf);
  return [
    ...(states.some(({ ready }) => ready) ? [] : ['No connection to Discord is ready.']),
    ...deaf.map(({ id, silentFor }) => `Shard ${id} is deaf: nothing of use for ${seconds(silentFor)} seconds.`),
  ];
}

/** A sync that finds nothing new has succeeded all the same: weekends are no problem. */
function syncProblems(status: SyncStatus | undefined, lastGood: number, now: number): string[] {
  const silent = now - lastGood;
  if (!status || silent <= LONGEST_WITHOUT_SYNC + status.everyMinutes * 60_000) return [];
  const reason = status.lastFault ? ` ${status.lastFault.sentence}` : '';
  return [`No sync has succeeded for ${Math.floor(silent / 3_600_000)} hours.${reason}`];
}

function syncReport({ everyMinutes, isRunning, lastDone, lastFault, nextAt }: SyncStatus): HealthReport['sync'] {
  return {
    everyMinutes,
    running: isRunning,
    lastDone: lastDone ? { ...lastDone, at: isoOf(lastDone.at) } : null,
    lastFault: lastFault ? { ...lastFault, at: isoOf(lastFault.at) } : null,
    nextAt: isoOf(nextAt),
  };
}

function shardReport({ id, state, silentFor, heartbeatAge, latency }: GatewayShard) {
  return {
    id,
    state,
    silentSeconds: seconds(silentFor),
    heartbeatAgeSeconds: heartbeatAge === undefined ? null : seconds(heartbeatAge),
    latencyMilliseconds: latency === undefined ? null : Math.round(latency),
  };
}

/** Those who ask while it is read share what is read. */
function remembered<Value>(clock: Clock, read: () => Promise<Value>): () => Promise<Value> {
  let last: { readonly value: Promise<Value>; readonly until: number } | undefined;
  return () => {
    if (!last || clock.now() >= last.until) last = { value: read(), until: clock.now() + FRESH };
    return last.value;
  };
}

function isoOf(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}

function seconds(milliseconds: number): number {
  return Math.round(milliseconds / 1000);
}
