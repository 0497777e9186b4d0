/** In: a listing day that was taken in. Out: which days need not be asked for again. */
import type { Day } from '../domain/paper.ts';
import { stateFault } from './state-fault.ts';
import type { StateDatabase } from './tables.ts';

export interface SyncedDay {
  /** Milliseconds since 1970. */
  readonly syncedAt: number;
  readonly papers: number;
  readonly skipped: number;
}

export interface SyncJournal {
  /** The days between the two, both included, that were taken in whole; in order. */
  completed(from: Day, to: Day): Promise<Map<Day, SyncedDay>>;
  /** To be called after the papers of the day are in the library. Recording a day again replaces it. */
  record(day: Day, synced: SyncedDay): Promise<void>;
  /** To be called when the library no longer is what the days went into: the next sync asks for every day again. */
  forgetAll(): Promise<void>;
}

/** Every call throws StateFault. */
export function createSyncJournal(database: StateDatabase): SyncJournal {
  return {
    async completed(from, to) {
      try {
        const rows = await database
          .selectFrom('synced_day')
          .selectAll()
          .where('day', '>=', from)
          .where('day', '<=', to)
          .orderBy('day')
          .execute();
        return new Map(
          rows.map((row) => [row.day, { syncedAt: Number(row.synced_at), papers: row.papers, skipped: row.skipped }]),
        );
      } catch (error) {
        throw stateFault(error, PLACE);
      }
    },
    async record(day, { syncedAt, papers, skipped }) {
      const facts = { synced_at: syncedAt, papers, skipped };
      try {
        await database
          .insertInto('synced_day')
          .values({ day, ...facts })
          .onConflict((conflict) => conflict.column('day').doUpdateSet(facts))
          .execute();
      } catch (error) {
        throw stateFault(error, PLACE);
      }
    },
    async forgetAll() {
      try {
        await database.deleteFrom('synced_day').execute();
      } catch (error) {
        throw stateFault(error, PLACE);
      }
    },
  };
}

const PLACE = 'the sync journal';
