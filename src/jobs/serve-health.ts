/** A bot that is being started comes in; where its health can be asked for goes out, if that is wanted. */
import { type App, type Tools, VERSION } from '../app.ts';
import { isDeaf } from '../discord/heartbeat.ts';
import type { ShardState } from '../discord/shards.ts';
import type { SyncStatus } from '../domain/sync-status.ts';
import { createHealthReport } from '../health/health-report.ts';
import { startHealthServer } from '../health/health-server.ts';
import { say } from './say.ts';

/** What is asked anew each time. */
export interface BotState {
  /** None before the bot has connected. */
  shards(): readonly ShardState[];
  /** `undefined` where it does not sync itself. */
  sync(): SyncStatus | undefined;
}

/** @throws InvalidConfiguration when the port cannot be had */
export async function serveHealth(
  { config, clock, log }: Tools,
  app: App,
  { shards, sync }: BotState,
): Promise<{ close(): Promise<void> } | undefined> {
  if (!config.health) return undefined;
  const report = createHealthReport({
    version: VERSION,
    shards: () => shards().map((state) => ({ ...state, deaf: isDeaf(state) })),
    library: () => app.library.statistics(),
    lastSync: () => app.servers.lastSync(),
    sync,
    clock,
    log,
  });
  const server = await startHealthServer({ ...config.health, report, log });
  say(`Health is told at ${server.url}`);
  return server;
}
