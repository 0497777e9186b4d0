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
 * All budgets in one statement over the rows of the day, used and set aside, so that what is settled meanwhile counts
 * once. Works inside and outside of a transaction.
 * @param reader the name in the record
 */
export async function takenOn(
  database: Kysely<StateTables>,
  { day, reader, server }: { readonly day: Day; readonly reader: string; readonly server: string },
  now: number,
): Promise<Taken> {
  const used = database
    .selectFrom('model_usage')
    .select(['reader', 'server', 'answers', 'nanodollars'])
    .select((row) => row('input_tokens', '+', row.ref('output_tokens')).as('tokens'))
    .where('day', '=', day);
  const aside = database
    .selectFrom('model_reservation')
    .select(['reader', 'server', 'answers', 'nanodollars', 'tokens'])
    .where('day', '=', day)
    .where('made_at', '>', now - LEASE_MILLISECONDS)
    // Later than now where the clock was set back.
    .where('made_at', '<', now + LEASE_MILLISECONDS);
  const sums = await database
    .selectFrom(used.unionAll(aside).as('taken'))
    .select((row) => {
      const byReader = row('taken.reader', 'in', [reader, forgottenName(reader)]);
      const inServer = row('taken.server', '=', server);
      const answers = (whose: typeof byReader) =>
        row.fn.sum(row.case().when(whose).then(row.ref('taken.answers')).else(0).end());
      return [
        answers(byReader).as('reader'),
        answers(inServer).as('server'),
        answers(row.and([byReader, inServer])).as('readerInServer'),
        row.fn.sum('taken.tokens').as('tokens'),
        row.fn.sum('taken.nanodollars').as('nanodollars'),
      ];
    })
    .executeTakeFirst();
  return {
    reader: Number(sums?.reader ?? 0),
    readerInServer: Number(sums?.readerInServer ?? 0),
    server: Number(sums?.server ?? 0),
    tokens: Number(sums?.tokens ?? 0),
    nanodollars: Number(sums?.nanodollars ?? 0),
  };
}
