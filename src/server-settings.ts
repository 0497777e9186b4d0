/** Part of the composition root: settings in; the state database of this process, and what admins set for their servers, out. */
import type { Config } from './config.ts';
import type { Clock } from './domain/clock.ts';
import type { Log } from './domain/ports.ts';
import type { ServerPresence } from './domain/server-presence.ts';
import type { ServerSettings } from './domain/settings.ts';
import { openState } from './open-state.ts';
import { openedOnce } from './opened-once.ts';
import { lastSyncedAt } from './state/last-sync.ts';
import { createServerPresence } from './state/server-presence.ts';
import { createSettingsStore } from './state/settings.ts';
import type { StateDatabase } from './state/tables.ts';

const SETTINGS_MILLISECONDS = 1_000;

export interface OpenServerSettings {
  readonly settings: ServerSettings;
  /** What belongs to servers goes with them. */
  readonly presence: ServerPresence;
  /**
   * The one connection of this process (with PostgreSQL, its few). Two in one process would wait for each other: SQLite
   * waits for the right to write without letting anything else go on. @throws StateFault when it cannot be opened; asked again, it is tried again
   */
  database(): Promise<StateDatabase>;
  /** Milliseconds since 1970; `undefined` where nothing was synced yet. @throws StateFault */
  lastSync(): Promise<number | undefined>;
  close(): Promise<void>;
}

/** Nothing is opened before it is asked for: a terminal without a model never does. */
export function openServerSettings(tools: {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
}): OpenServerSettings {
  const { config, clock, log } = tools;
  const { open: database, opened } = openedOnce(() => openState({ config, log }, { survives: 'kill' }));
  return {
    settings: createSettingsStore({
      ...{ database, clock, log },
      ...(config.databaseUrl && { answersWithin: { clock, milliseconds: SETTINGS_MILLISECONDS } }),
    }),
    presence: createServerPresence({ database, clock }),
    database,
    lastSync: async () => lastSyncedAt(await database()),
    async close() {
      await (await opened())?.destroy();
    },
  };
}
