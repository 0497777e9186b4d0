/** In: a day and whose it is. Out: what was used and is set aside on it. */
import type { Kysely } from 'kysely';
import type { Day } from '../domain/paper.ts';
import type { StateTables } from './tables.ts';

/**
 * After this time a reservation belongs to a process that is no more: no request to a model takes as long, for a
 * command is broken off after fourteen minutes.
 */
export const LEASE_MILLISECONDS = 15 * 60_000;

export interface Taken {
  /** Answers of the reader. */
  readonly reader: number;
  /** Those of them in the server. */
  readonly readerInServer: number;
  /** Answers of all readers of the server. */
  readonly server: number;
  /** Of everybody. */
  readonly tokens: number;
  readonly nanodollars: number;
}

export const FORGOTTEN = 'forgotten:';

/** A reader who asked to be forgotten is known by this until the day is over, so that limits still hold. */
export function forgottenName(reader: string): string {
  return `${FORGOTTEN}${reader}`;
}

/**
 * All budgets in one pass over the rows of the day, used and set aside. Works inside and outside of a transaction.
 * @param reader the name in the record
 */
export async function takenOn(
  database: Kysely<StateTables>,
  { day, reader, server }: { readonly day: Day; readonly reader: string; readonly server: string },
  now: number,
): Promise<Taken> {
  const names = [reader, forgottenName(reader)];
  const used = await database
    .selectFrom('model_usage')
    .select((row) => [
      row.fn.sum(row.case().when('reader', 'in', names).then(row.ref('answers')).else(0).end()).as('reader'),
      row.fn.sum(row.case().when('server', '=', server).then(row.ref('answers')).else(0).end()).as('server'),
      row.fn
        .sum(
          row
            .case()
            .when(row.and([row('reader', 'in', names), row('server', '=', server)]))
            .then(row.ref('answers'))
            .else(0)
            .end(),
        )
        .as('readerInServer'),
      row.fn.sum('input_tokens').as('input'),
      row.fn.sum('output_tokens').as('output'),
      row.fn.sum('nanodollars').as('nanodollars'),
    ])
    .where('day', '=', day)
    .executeTakeFirst();
  const aside = await database
    .selectFrom('model_reservation')
    .select((row) => [
      row.fn.sum(row.case().when('reader', 'in', names).then(row.ref('answers')).else(0).end()).as('reader'),
      row.fn.sum(row.case().when('server', '=', server).then(row.ref('answers')).else(0).end()).as('server'),
      row.fn
        .sum(
          row
            .case()
            .when(row.and([row('reader', 'in', names), row('server', '=', server)]))
            .then(row.ref('answers'))
            .else(0)
            .end(),
        )
        .as('readerInServer'),
      row.fn.sum('tokens').as('tokens'),
      row.fn.sum('nanodollars').as('nanodollars'),
    ])
    .where('day', '=', day)
    .where('made_at', '>', now - LEASE_MILLISECONDS)
    // Later than now where the clock was set back.
    .where('made_at', '<', now + LEASE_MILLISECONDS)
    .executeTakeFirst();
  return {
    reader: Number(used?.reader ?? 0) + Number(aside?.reader ?? 0),
    readerInServer: Number(used?.readerInServer ?? 0) + Number(aside?.readerInServer ?? 0),
    server: Number(used?.server ?? 0) + Number(aside?.server ?? 0),
    tokens: Number(used?.input ?? 0) + Number(used?.output ?? 0) + Number(aside?.tokens ?? 0),
    nanodollars: Number(used?.nanodollars ?? 0) + Number(aside?.nanodollars ?? 0),
  };
}
