/** Out: when the last listing day was taken in. */
import { stateFault } from './state-fault.ts';
import type { StateDatabase } from './tables.ts';

/** @returns milliseconds since 1970; `undefined` where nothing was synced yet @throws StateFault */
export async function lastSyncedAt(database: StateDatabase): Promise<number | undefined> {
  try {
    const row = await database
      .selectFrom('synced_day')
      .select((days) => days.fn.max('synced_at').as('last'))
      .executeTakeFirst();
    return row?.last === null || row?.last === undefined ? undefined : Number(row.last);
  } catch (error) {
    throw stateFault(error, 'the sync journal');
  }
}
