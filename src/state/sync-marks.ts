/** In: that something was done now. Out: when it was done last, also by a process before this one. */
import { stateFault } from './state-fault.ts';
import type { StateDatabase } from './tables.ts';

export interface SyncMarks {
  /** Milliseconds since 1970; `undefined` when it never was. @throws StateFault */
  get(name: string): Promise<number | undefined>;
  /** @throws StateFault */
  set(name: string, at: number): Promise<void>;
}

const PLACE = 'the sync journal';

export function createSyncMarks(database: () => Promise<StateDatabase>): SyncMarks {
  return {
    async get(name) {
      try {
        const opened = await database();
        const row = await opened.selectFrom('sync_mark').select('at').where('name', '=', name).executeTakeFirst();
        return row && Number(row.at);
      } catch (error) {
        throw stateFault(error, PLACE);
      }
    },
    async set(name, at) {
      try {
        const opened = await database();
        await opened
          .insertInto('sync_mark')
          .values({ name, at })
          .onConflict((conflict) => conflict.column('name').doUpdateSet({ at }))
          .execute();
      } catch (error) {
        throw stateFault(error, PLACE);
      }
    },
  };
}
