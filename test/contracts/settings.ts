/** What every store of servers' settings does, whatever database it lies in. */
import { beforeEach, describe, expect, it } from 'vitest';
import { StateFault } from '../../src/domain/errors.ts';
import { changeSettings, DEFAULT_SETTINGS, type SettingsPatch } from '../../src/domain/settings.ts';
import { createSettingsStore, readSettings } from '../../src/state/settings.ts';
import { createFakeClock, type FakeClock } from '../doubles/fake-clock.ts';
import { createRecordingLog, type RecordingLog } from '../doubles/recording-log.ts';
import type { NewPlace, StatePlace } from './state-place.ts';

export const to = (patch: SettingsPatch) => (settings: typeof DEFAULT_SETTINGS) => changeSettings(settings, patch);

export function describeSettings(where: string, newPlace: NewPlace): void {
  describe(`the settings of a server, in ${where}`, () => {
    let place: StatePlace;
    let clock: FakeClock;
    let log: RecordingLog;
    beforeEach(async () => {
      place = await newPlace();
      clock = createFakeClock();
      log = createRecordingLog();
    });

    /** As another process has it: a connection of its own to the same records. */
    async function openStore() {
      const database = await place.open();
      return { database, store: createSettingsStore({ database: async () => database, clock, log }) };
    }

    it('are the defaults until somebody sets them, and then outlive the process', async () => {
      const { store } = await openStore();
      expect(await store.settingsOf('1')).toEqual(DEFAULT_SETTINGS);
      await store.change('1', to({ language: 'de', addChannel: '11', serverDailyAnswers: 20 }));
      const { store: later } = await openStore();
      expect(await later.settingsOf('1')).toMatchObject({ language: 'de', channels: ['11'], serverDailyAnswers: 20 });
      expect(await later.settingsOf('2')).toEqual(DEFAULT_SETTINGS);
    });

    it('are seen at once by who changed them, and by another process within seconds', async () => {
      const [{ store: one }, { store: other }] = [await openStore(), await openStore()];
      expect((await other.settingsOf('1')).threads).toBe(false);
      await one.change('1', to({ threads: true }));
      expect((await one.settingsOf('1')).threads).toBe(true);
      expect((await other.settingsOf('1')).threads).toBe(false);
      clock.advance(5_000);
      expect((await other.settingsOf('1')).threads).toBe(true);
    });

    it('keep both changes when two admins change them at once', async () => {
      const { store } = await openStore();
      const ids = Array.from({ length: 10 }, (_, at) => String(100 + at));
      await Promise.all(ids.map((id) => store.change('1', to({ addChannel: id }))));
      expect((await store.settingsOf('1')).channels.toSorted()).toEqual(ids);
    });

    it('are changed upon what another process wrote, not upon what was read before', async () => {
      const [{ store: one }, { store: other }] = [await openStore(), await openStore()];
      await one.settingsOf('1');
      await other.change('1', to({ addChannel: '1' }));
      await one.change('1', to({ addChannel: '2' }));
      expect((await one.settingsOf('1')).channels).toEqual(['1', '2']);
    });

    it('stay as they are when a change is refused', async () => {
      const { store } = await openStore();
      await store.change('1', to({ addRole: '5' }));
      expect(await store.change('1', to({ removeRole: '6' }))).toMatchObject({ kind: 'refused' });
      expect((await store.settingsOf('1')).roles).toEqual(['5']);
    });

    it('that cannot be read one by one are the default, and the log says which', async () => {
      const { store, database } = await openStore();
      await store.change('1', to({ threads: true }));
      const settings = JSON.stringify({ threads: true, visibility: 'secret', channels: ['x'], later: 1 });
      await database.updateTable('server_settings').set({ settings }).execute();
      clock.advance(5_000);
      expect(await store.settingsOf('1')).toEqual({ ...DEFAULT_SETTINGS, threads: true });
      expect(log.lines).toContainEqual({
        level: 'warn',
        event: 'server-settings-unreadable',
        facts: { server: '1', settings: ['visibility', 'channels'] },
      });
      expect(readSettings('no json').unreadable).toEqual(['all']);
    });

    it('stay what they were last when the record breaks, so that nothing private becomes public', async () => {
      const { store, database } = await openStore();
      await store.change('1', to({ visibility: 'private' }));
      await database.schema.dropTable('server_settings').execute();
      clock.advance(5_000);
      expect((await store.settingsOf('1')).visibility).toBe('private');
      expect(log.events()).toContain('server-settings-not-read');
      await expect(store.change('1', to({ threads: true }))).rejects.toBeInstanceOf(StateFault);
    });
  });
}
