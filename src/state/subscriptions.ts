/** In: what admins and readers want. Out: durable subscriptions, each with the time at which it is due next. */
import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Clock } from '../domain/clock.ts';
import type { SubscriptionStore } from '../domain/delivery.ts';
import { type SlotTimes, slotBefore } from '../domain/delivery-ledger.ts';
import type { Subscription } from '../domain/subscription.ts';
import { readDeliveryStatus } from './delivery-status.ts';
import { stateFault } from './state-fault.ts';
import {
  firstFreeSlot,
  ownColumns,
  pauseColumns,
  slotsThatCame,
  subscriptionOf,
  writeDown,
} from './subscription-rows.ts';
import type { StateDatabase, StateTables, SubscriptionTable } from './tables.ts';
import { takeTurn } from './take-turn.ts';

export interface SubscriptionOptions {
  /** Asked for with the first request, and again after it could not be opened. */
  readonly database: () => Promise<StateDatabase>;
  readonly slots: SlotTimes;
  readonly clock: Clock;
  readonly catchUpMilliseconds: number;
  /** Told that somebody may be due sooner than was known. */
  readonly onChange?: () => void;
}

const PAGE = 500;
const ID_BYTES = 12;
/** So often may somebody else be faster. */
const MOST_TRIES = 8;
export const SUBSCRIPTIONS = 'the record of subscriptions';

export function createSubscriptionStore(options: SubscriptionOptions): SubscriptionStore {
  const { database, slots, clock, catchUpMilliseconds, onChange = () => {} } = options;
  const guarded = async <T>(work: (on: StateDatabase) => Promise<T>): Promise<T> => {
    try {
      return await work(await database());
    } catch (error) {
      throw stateFault(error, SUBSCRIPTIONS);
    }
  };
  const checked = (subscription: Subscription) => ({ ...subscription, schedule: slots.check(subscription.schedule) });
  const listed = (where: 'server' | 'reader' | 'address', value: string) =>
    guarded(async (on) => {
      const rows = await on
        .selectFrom('subscription')
        .selectAll()
        .where(where, '=', value)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(subscriptionOf);
    });

  /** @returns `again` when somebody else was faster */
  async function changeOnce(on: Kysely<StateTables>, id: string, change: Parameters<SubscriptionStore['change']>[1]) {
    await takeTurn(on, 'delivery_turn');
    const row = await on.selectFrom('subscription').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) return undefined;
    const before = subscriptionOf(row);
    const wanted = change(before);
    if (!wanted || wanted === before) return before;
    const now = clock.now();
    const asked = checked({ ...wanted, id, createdAt: before.createdAt });
    const last = isSameTiming(before, asked) ? undefined : lastSlot(before, now);
    const after = last ? { ...asked, moved: { at: now, last } } : asked;
    const nextAt = row.next_at === null ? undefined : Number(row.next_at);
    const timing = await newTiming(on, { before, after, nextAt, now });
    const { numUpdatedRows } = await on
      .updateTable('subscription')
      .set({ ...ownColumns(after), ...timing, ...pauseChange(row, before, after), version: row.version + 1 })
      .where('id', '=', id)
      .where('version', '=', row.version)
      .executeTakeFirst();
    if (!numUpdatedRows) return 'again';
    // What has come already came by the schedule of before.
    const came = nextAt === undefined ? [] : slotsThatCame(before, nextAt, now, slots, catchUpMilliseconds);
    if ('next_at' in timing) await writeDown(on, came);
    return after;
  }

  /** @returns nothing of a schedule that this machine cannot work out */
  function lastSlot(subscription: Subscription, now: number) {
    try {
      return slotBefore(slots, subscription, now + 1);
    } catch {
      return undefined;
    }
  }

  async function newTiming(
    on: Kysely<StateTables>,
    {
      before,
      after,
      nextAt,
      now,
    }: { before: Subscription; after: Subscription; nextAt?: number | undefined; now: number },
  ): Promise<Partial<Pick<SubscriptionTable, 'next_at'>>> {
    if (after.pause?.reason === 'admin') return { next_at: null };
    if (isSameTiming(before, after) && before.pause?.reason !== 'admin' && nextAt !== undefined) return {};
    return { next_at: await firstFreeSlot(on, after, now, slots) };
  }

  return {
    async add(wanted) {
      const id = randomBytes(ID_BYTES).toString('base64url');
      const subscription = checked({ ...wanted, id, createdAt: clock.now() });
      const row: SubscriptionTable = {
        id,
        ...ownColumns(subscription),
        ...pauseColumns(undefined),
        created_by: subscription.createdBy,
        created_at: subscription.createdAt,
        version: 1,
        next_at: slots.next(subscription, subscription.createdAt).at,
        pause_told: 0,
        failures: 0,
      };
      await guarded((on) => on.insertInto('subscription').values(row).execute());
      onChange();
      return subscription;
    },

    get: (id) =>
      guarded(async (on) => {
        const row = await on.selectFrom('subscription').selectAll().where('id', '=', id).executeTakeFirst();
        return row && subscriptionOf(row);
      }),

    ofServer: (server) => listed('server', server),
    ofReader: (reader) => listed('reader', reader),
    ofAddress: (address) => listed('address', address.toLowerCase()),

    async *all() {
      for (let after = ''; ; ) {
        const from = after;
        const rows = await guarded((on) =>
          on.selectFrom('subscription').selectAll().where('id', '>', from).orderBy('id').limit(PAGE).execute(),
        );
        yield* rows.map(subscriptionOf);
        if (rows.length < PAGE) return;
        after = rows.at(-1)?.id ?? '';
      }
    },

    count: () =>
      guarded(async (on) => {
        const row = await on
          .selectFrom('subscription')
          .select((of) => of.fn.countAll<number | string>().as('number'))
          .executeTakeFirst();
        return Number(row?.number ?? 0);
      }),

    async change(id, change) {
      for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
        const outcome = await guarded((on) => on.transaction().execute((within) => changeOnce(within, id, change)));
        if (outcome === 'again') continue;
        onChange();
        return outcome;
      }
      throw stateFault(new Error('changed by somebody else each time'), SUBSCRIPTIONS);
    },

    remove: (id) =>
      guarded((on) =>
        on.transaction().execute(async (within) => {
          const gone = await within.deleteFrom('subscription').where('id', '=', id).executeTakeFirst();
          await within.deleteFrom('delivery').where('subscription', '=', id).where('kind', '<>', 'channel').execute();
          return Number(gone.numDeletedRows) > 0;
        }),
      ),

    forgetReader: (reader) =>
      guarded((on) =>
        on.transaction().execute(async (within) => {
          const own = within.selectFrom('subscription').select('id').where('reader', '=', reader);
          await within.deleteFrom('delivery').where('subscription', 'in', own).execute();
          const gone = await within.deleteFrom('subscription').where('reader', '=', reader).executeTakeFirst();
          return Number(gone.numDeletedRows);
        }),
      ),

    statusOf: (ids) => guarded((on) => readDeliveryStatus(on, ids)),
  };
}

function isSameTiming(one: Subscription, other: Subscription): boolean {
  return JSON.stringify([one.schedule, one.edition]) === JSON.stringify([other.schedule, other.edition]);
}

/** What an admin pauses is known to the admin; another cause is told anew, and a fresh start forgets failures. */
function pauseChange(row: SubscriptionTable, before: Subscription, after: Subscription) {
  const columns = pauseColumns(after.pause);
  if (JSON.stringify(columns) === JSON.stringify(pauseColumns(before.pause))) return {};
  const told = after.pause?.reason === before.pause?.reason ? row.pause_told : Number(after.pause?.reason === 'admin');
  return { ...columns, pause_told: told, failures: after.pause ? row.failures : 0 };
}
