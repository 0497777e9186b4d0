/** Out: when a sync last took in all that it was to, up to the newest listing day. */
import { createSyncMarks } from './sync-marks.ts';
import type { StateDatabase } from './tables.ts';

/** Set where every day was had; a day alone, or a month of years ago, is no such sync. */
export const SYNC_MARK = 'sync';

/** @returns milliseconds since 1970; `undefined` where nothing was synced yet @throws StateFault */
export async function lastSyncedAt(database: StateDatabase): Promise<number | undefined> {
  return createSyncMarks(async () => database).get(SYNC_MARK);
}
