/** In: changes that admins make. Out: the settings of each server, one row a server, read at most every few seconds. */
import { z } from 'zod';
import type { Clock } from '../domain/clock.ts';
import { inTime, type Patience } from '../domain/in-time.ts';
import type { Log } from '../domain/ports.ts';
import { DEFAULT_SETTINGS, MOST_PLACES, type ServerSettings, type Settings } from '../domain/settings.ts';
import { stateFault } from './state-fault.ts';
import type { StateDatabase } from './tables.ts';

export interface SettingsStoreOptions {
  /** Asked for with the first request, and again after it could not be opened. */
  readonly database: () => Promise<StateDatabase>;
  readonly clock: Clock;
  readonly log: Log;
  /** For records that are not on this machine: Discord wants a first reply within 3 s, and settings are read before it. */
  readonly answersWithin?: Patience;
}

/** Another process may have changed them; after so long its change is seen. */
const FRESH_MILLISECONDS = 5_000;
/** Servers remembered at a time. */
const MOST_REMEMBERED = 5_000;
const PLACE = 'the settings of servers';

const id = z.string().regex(/^\d{1,25}$/);
const limit = z.number().int().min(1).max(1_000_000).optional();
/** What an older or a newer version wrote is read as far as it can be; the rest is the default. */
const stored = z.object({
  language: z.string().min(2).max(40).optional(),
  answerLength: z.enum(['normal', 'short']),
  visibility: z.enum(['public', 'private']),
  channels: z.array(id).max(MOST_PLACES),
  roles: z.array(id).max(MOST_PLACES),
  threads: z.boolean(),
  serverDailyAnswers: limit,
  readerDailyAnswers: limit,
});

export function createSettingsStore(options: SettingsStoreOptions): ServerSettings {
  const { database, clock, log, answersWithin } = options;
  const remembered = new Map<string, { readonly settings: Settings; readonly until: number }>();
  const remember = (server: string, settings: Settings) => {
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(server, { settings, until: clock.now() + FRESH_MILLISECONDS });
    return settings;
  };
  const find = async (server: string) => {
    const on = await database();
    return on.selectFrom('server_settings').select('settings').where('server', '=', server).executeTakeFirst();
  };
  const read = (server: string, text: string | undefined) => {
    const { settings, unreadable } = readSettings(text);
    if (unreadable.length) log.warn('server-settings-unreadable', { server, settings: unreadable });
    return settings;
  };

  return {
    async settingsOf(server) {
      const known = remembered.get(server);
      if (known && clock.now() < known.until) return known.settings;
      try {
        const reading = find(server);
        const row = await (answersWithin ? inTime(reading, answersWithin) : reading);
        return remember(server, read(server, row?.settings));
      } catch (error) {
        // Answers do not wait for it; what was set last holds on, so that nothing private becomes public.
        log.error('server-settings-not-read', { server, error: stateFault(error, PLACE) });
        return remember(server, known?.settings ?? DEFAULT_SETTINGS);
      }
    },

    async change(server, change) {
      try {
        const outcome = await (await database()).transaction().execute(async (on) => {
          const changedAt = clock.now();
          // Written before it is read: whoever changes has the row alone until the end of the transaction.
          await on
            .insertInto('server_settings')
            .values({ server, settings: '{}', changed_at: changedAt })
            .onConflict((conflict) => conflict.column('server').doUpdateSet({ changed_at: changedAt }))
            .execute();
          const row = await on
            .selectFrom('server_settings')
            .select('settings')
            .where('server', '=', server)
            .executeTakeFirstOrThrow();
          const made = change(read(server, row.settings));
          if (made.kind === 'changed' && made.changed.length) {
            const settings = JSON.stringify(stored.parse(made.settings));
            await on.updateTable('server_settings').set({ settings }).where('server', '=', server).execute();
          }
          return made;
        });
        if (outcome.kind === 'changed') remember(server, outcome.settings);
        return outcome;
      } catch (error) {
        throw stateFault(error, PLACE);
      }
    },
  };
}

/** @returns also the names of what could not be read and is the default now */
export function readSettings(text = '{}'): { settings: Settings; unreadable: readonly string[] } {
  const given = parseObject(text);
  if (!given) return { settings: DEFAULT_SETTINGS, unreadable: ['all'] };
  const wanted = { ...DEFAULT_SETTINGS, ...given };
  const parsed = stored.safeParse(wanted);
  if (parsed.success) return { settings: parsed.data, unreadable: [] };
  const unreadable = [...new Set(parsed.error.issues.map(({ path }) => String(path[0])))];
  const readable = Object.fromEntries(Object.entries(given).filter(([name]) => !unreadable.includes(name)));
  return { settings: stored.parse({ ...DEFAULT_SETTINGS, ...readable }), unreadable };
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return value && typeof value === 'object' ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
