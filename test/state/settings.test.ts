import { rm, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts';
import { createSettingsStore } from '../../src/state/settings.ts';
import { describeSettings, to } from '../contracts/settings.ts';
import { sqlitePlace } from '../contracts/state-place.ts';
import { createFakeClock } from '../doubles/fake-clock.ts';
import { createHeldClock } from '../doubles/held-clock.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';

describeSettings('SQLite', sqlitePlace);

it('settings are the defaults when the record cannot be opened, and are read once it can', async () => {
  const clock = createFakeClock();
  const { address: path, open } = await sqlitePlace();
  await writeFile(path, 'this is no database, but long enough to be taken for one'.repeat(40));
  const store = createSettingsStore({ database: open, clock, log: createRecordingLog() });
  expect(await store.settingsOf('1')).toEqual(DEFAULT_SETTINGS);
  await rm(path);
  clock.advance(5_000);
  await store.change('1', to({ threads: true }));
  expect((await store.settingsOf('1')).threads).toBe(true);
});

it('settings that do not come in time are what they were last, so that nobody waits for them', async () => {
  const clock = createHeldClock();
  const log = createRecordingLog();
  const opened = await (await sqlitePlace()).open();
  let hangs = false;
  const database = () => (hangs ? new Promise<never>(() => {}) : Promise.resolve(opened));
  const answersWithin = { clock, milliseconds: 1_000 };
  const store = createSettingsStore({ database, clock, log, answersWithin });
  await store.change('1', to({ visibility: 'private' }));
  hangs = true;
  clock.advance(5_000);
  const settings = store.settingsOf('1');
  await expect.poll(() => clock.waiting()).toEqual([1_000]);
  clock.advance(1_000);
  expect((await settings).visibility).toBe('private');
  expect((await store.settingsOf('1')).visibility).toBe('private');
  expect(log.events()).toEqual(['server-settings-not-read']);
  expect(clock.waiting()).toEqual([]);
});
