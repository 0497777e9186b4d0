/** What becomes of a server's rows when the bot is removed from it, whatever database they lie in. */
import { beforeEach, describe, expect, it } from 'vitest';
import { changeSettings, DEFAULT_SETTINGS } from '../../src/domain/settings.ts';
import { createServerPresence } from '../../src/state/server-presence.ts';
import { createSettingsStore } from '../../src/state/settings.ts';
import type { StateDatabase } from '../../src/state/tables.ts';
import { createFakeClock, type FakeClock } from '../doubles/fake-clock.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';
import type { NewPlace } from './state-place.ts';

const DAY = 86_400_000;

export function describeServerPresence(where: string, newPlace: NewPlace): void {
  describe(`what belongs to a server that the bot is removed from, in ${where}`, () => {
    let database: StateDatabase;
    let clock: FakeClock;
    beforeEach(async () => {
      database = await (await newPlace()).open();
      clock = createFakeClock('2026-07-01T12:00:00Z');
    });

    const open = () => createServerPresence({ database: async () => database, clock });
    const configure = async (...servers: string[]) => {
      const store = createSettingsStore({ database: async () => database, clock, log: createRecordingLog() });
      for (const server of servers) {
        await store.change(server, (before) => changeSettings(before, { threads: true }));
      }
    };
    /** As a new process reads it. */
    const isConfigured = async (server: string) => {
      const store = createSettingsStore({ database: async () => database, clock, log: createRecordingLog() });
      return (await store.settingsOf(server)).threads !== DEFAULT_SETTINGS.threads;
    };

    it('is kept for thirty days, and then deleted, and that of others stays', async () => {
      await configure('1', '2');
      const presence = open();
      expect(await presence.present(['1', '2'])).toEqual([]);
      await presence.left('1');
      clock.advance(30 * DAY - 1);
      expect(await presence.present(['2'])).toEqual([]);
      expect(await isConfigured('1')).toBe(true);
      clock.advance(1);
      expect(await presence.present(['2'])).toEqual(['1']);
      expect([await isConfigured('1'), await isConfigured('2')]).toEqual([false, true]);
      expect(await presence.present(['2'])).toEqual([]);
    });

    it('is as it was when the bot comes back in time', async () => {
      await configure('1');
      const presence = open();
      await presence.left('1');
      clock.advance(29 * DAY);
      await presence.joined('1');
      clock.advance(100 * DAY);
      expect(await presence.present(['1'])).toEqual([]);
      expect(await isConfigured('1')).toBe(true);
    });

    it('counts from the first day on which it was not there, where nobody told of the removal', async () => {
      await configure('1', '2');
      await open().present(['2']);
      clock.advance(20 * DAY);
      await open().present(['2']);
      await open().left('1');
      clock.advance(10 * DAY);
      expect(await open().present(['2'])).toEqual(['1']);
    });

    it('stays when it was only told wrongly: who is there now is there', async () => {
      await configure('1');
      const presence = open();
      await presence.present([]);
      clock.advance(40 * DAY);
      expect(await presence.present(['1'])).toEqual([]);
      expect(await isConfigured('1')).toBe(true);
    });

    it('is its subscriptions too, and nothing of other servers or of readers', async () => {
      const subscribe = (id: string, server: string | null) =>
        database
          .insertInto('subscription')
          .values({
            ...{ id, server, kind: server ? 'channel' : 'direct', reader: server ? null : 'ada', address: null },
            ...{ body: '{}', created_by: 'root', created_at: clock.now(), version: 1, next_at: null, failures: 0 },
            ...{ pause_reason: null, pause_since: null, pause_detail: null, pause_told: 0 },
          })
          .execute();
      for (const [id, server] of [
        ['a', '1'],
        ['b', '1'],
        ['c', '2'],
        ['d', null],
      ] as const) {
        await subscribe(id, server);
      }
      expect(await open().present(['2'])).toEqual([]);
      clock.advance(30 * DAY);
      expect(await open().present(['2'])).toEqual(['1']);
      const left = await database.selectFrom('subscription').select('id').orderBy('id').execute();
      expect(left.map(({ id }) => id)).toEqual(['c', 'd']);
    });

    it('is told of thousands of servers at once', async () => {
      const many = Array.from({ length: 3_000 }, (_, at) => String(at));
      await configure('7', 'gone');
      expect(await open().present(many)).toEqual([]);
      clock.advance(30 * DAY);
      expect(await open().present(many)).toEqual(['gone']);
    });
  });
}
