/** In: which servers the bot is in. Out: the rows of those that it was removed from, deleted after thirty days. */
import type { Clock } from '../domain/clock.ts';
import { KEPT_AFTER_REMOVAL_DAYS, type ServerPresence } from '../domain/server-presence.ts';
import { stateFault } from './state-fault.ts';
import type { StateDatabase } from './tables.ts';

export interface ServerPresenceOptions {
  readonly database: () => Promise<StateDatabase>;
  readonly clock: Clock;
}

const DAY_MILLISECONDS = 86_400_000;
/** Fits into one statement of either database. */
const SERVERS_A_STATEMENT = 500;
const PLACE = 'the record of servers';

export function createServerPresence({ database, clock }: ServerPresenceOptions): ServerPresence {
  const left = async (servers: readonly string[]) => {
    const on = await database();
    for (const part of parts(servers)) {
      const rows = part.map((server) => ({ server, left_at: clock.now() }));
      // It left when it left, however often that is told.
      await on
        .insertInto('left_server')
        .values(rows)
        .onConflict((conflict) => conflict.column('server').doNothing())
        .execute();
    }
  };
  const joined = async (servers: readonly string[]) => {
    const on = await database();
    for (const part of parts(servers)) await on.deleteFrom('left_server').where('server', 'in', part).execute();
  };

  return {
    present: (servers) =>
      guarded(async () => {
        const on = await database();
        await joined(servers);
        const there = new Set(servers);
        const ofServers = await on.selectFrom('server_settings').select('server').execute();
        const subscribed = await on
          .selectFrom('subscription')
          .select('server')
          .where('server', 'is not', null)
          .distinct()
          .execute();
        const known = new Set([...ofServers, ...subscribed].flatMap(({ server }) => server ?? []));
        await left([...known].filter((server) => !there.has(server)));

        const longAgo = clock.now() - KEPT_AFTER_REMOVAL_DAYS * DAY_MILLISECONDS;
        const due = await on.selectFrom('left_server').select('server').where('left_at', '<=', longAgo).execute();
        for (const { server } of due) {
          await on.deleteFrom('server_settings').where('server', '=', server).execute();
          // What was posted can be read on, as with any subscription that is removed.
          await on.deleteFrom('subscription').where('server', '=', server).execute();
          await on.deleteFrom('left_server').where('server', '=', server).execute();
        }
        return due.map(({ server }) => server);
      }),
    joined: (server) => guarded(() => joined([server])),
    left: (server) => guarded(() => left([server])),
  };
}

function* parts(servers: readonly string[]): Generator<string[]> {
  for (let at = 0; at < servers.length; at += SERVERS_A_STATEMENT) yield servers.slice(at, at + SERVERS_A_STATEMENT);
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw stateFault(error, PLACE);
  }
}
