/** In: many small changes. Out: each done, those that come while others are being written in one transaction together. */
import type { Kysely, Transaction } from 'kysely';

export type Work<Tables, T> = (on: Transaction<Tables>) => Promise<T>;

interface Waiting<Tables> {
  readonly work: Work<Tables, unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** More in one transaction would keep others waiting. */
const MOST_AT_ONCE = 200;

/**
 * A change is on record when its promise resolves. Where a change fails, each of those that were with it is done again by
 * itself, so that it fails alone; a change may thus be called twice, and must not remember anything of the first time.
 */
export function createGroupCommit<Tables>(database: () => Promise<Kysely<Tables>>) {
  let waiting: Waiting<Tables>[] = [];
  let running = false;

  const together = async (on: Kysely<Tables>, group: readonly Waiting<Tables>[]) => {
    const results = await on.transaction().execute(async (within) => {
      const values: unknown[] = [];
      for (const { work } of group) values.push(await work(within));
      return values;
    });
    for (const [index, { resolve }] of group.entries()) resolve(results[index]);
  };

  const apart = async (on: Kysely<Tables>, group: readonly Waiting<Tables>[]) => {
    for (const { work, resolve, reject } of group) await on.transaction().execute(work).then(resolve, reject);
  };

  async function drain(): Promise<void> {
    running = true;
    // Those that come at the same moment go together.
    await Promise.resolve();
    while (waiting.length) {
      const group = waiting.slice(0, MOST_AT_ONCE);
      waiting = waiting.slice(MOST_AT_ONCE);
      try {
        const on = await database();
        await together(on, group).catch((error: unknown) => {
          if (group.length === 1) throw error;
          return apart(on, group);
        });
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    running = false;
  }

  return <T>(work: Work<Tables, T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      waiting.push({ work, resolve: resolve as (value: unknown) => void, reject });
      if (!running) void drain();
    });
}
