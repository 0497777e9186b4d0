/**
 * In: when a reader last asked. Out: whether they may ask again: a few answers in a row, then one a minute.
 *
 * A token bucket in one number, after the generic cell rate algorithm (ITU-T I.371, annex A): the point in time at
 * which the bucket is full again. Every answer puts it a minute off; further off than the bucket is deep it cannot be.
 */
import type { Kysely } from 'kysely';
import type { StateTables } from './tables.ts';

const REFILL_MILLISECONDS = 60_000;

/** @returns when the reader may have the next answer, in milliseconds since 1970; not after `now` when that is at once */
export async function nextAnswerAt(
  database: Kysely<StateTables>,
  reader: string,
  burst: number,
  now: number,
): Promise<number> {
  return (await fullAt(database, reader, burst, now)) - (burst - 1) * REFILL_MILLISECONDS;
}

/** How many answers of the burst are used, and when it is whole again. */
export async function paceOf(database: Kysely<StateTables>, reader: string, burst: number, now: number) {
  const full = await fullAt(database, reader, burst, now);
  return { used: Math.ceil((full - now) / REFILL_MILLISECONDS), backAt: full };
}

/** @param answers 1 takes an answer, -1 gives one back that was not had */
export async function takeFromPace(
  database: Kysely<StateTables>,
  reader: string,
  burst: number,
  now: number,
  answers: 1 | -1,
): Promise<void> {
  const free_at = (await fullAt(database, reader, burst, now)) + answers * REFILL_MILLISECONDS;
  await database
    .insertInto('reader_pace')
    .values({ reader, free_at })
    .onConflict((conflict) => conflict.column('reader').doUpdateSet({ free_at }))
    .execute();
}

async function fullAt(database: Kysely<StateTables>, reader: string, burst: number, now: number): Promise<number> {
  const row = await database
    .selectFrom('reader_pace')
    .select('free_at')
    .where('reader', '=', reader)
    .executeTakeFirst();
  // Not further off than a whole burst: a clock that was set back must not lock anybody out.
  return Math.min(Math.max(Number(row?.free_at ?? 0), now), now + burst * REFILL_MILLISECONDS);
}
