/** In: the books as they are, and the time. Out: the slots that have come, written down, and those that a process may send. */
import type { Kysely } from 'kysely';
import { type Claim, type Lane, LEASE_MILLISECONDS, placeOf, type SlotTimes } from '../domain/delivery-ledger.ts';
import { slotOf } from './delivery-status.ts';
import type { LedgerStatements } from './ledger-statements.ts';
import { firstFreeSlot, pauseColumns, slotsThatCame, subscriptionOf, writeDown } from './subscription-rows.ts';
import type { DeliveryTable, StateTables, SubscriptionTable } from './tables.ts';

const LANES: readonly Lane[] = ['discord', 'mail'];

/** Writes down what has come, each slot once, and when each subscription is due next. */
export async function openSlots(
  on: Kysely<StateTables>,
  statements: LedgerStatements,
  now: number,
  slots: SlotTimes,
  catchUpMilliseconds: number,
): Promise<void> {
  const { rows: due } = await statements.dueSubscriptions(on, { now });
  const rows: DeliveryTable[] = [];
  for (const row of due) {
    const came = cameOf(row, now, slots, catchUpMilliseconds);
    if ('fault' in came) await giveUp(on, row, came.fault, now);
    else if ((await statements.moveOn(on, { id: row.id, version: row.version, nextAt: came.nextAt })).changed) {
      rows.push(...came.rows);
    }
  }
  await writeDown(on, rows);
}

type Came = { readonly nextAt: number; readonly rows: readonly DeliveryTable[] } | { readonly fault: unknown };

function cameOf(row: SubscriptionTable, now: number, slots: SlotTimes, catchUpMilliseconds: number): Came {
  try {
    const subscription = subscriptionOf(row);
    const rows = slotsThatCame(subscription, Number(row.next_at), now, slots, catchUpMilliseconds);
    return { nextAt: slots.next(subscription, now).at, rows };
  } catch (fault) {
    return { fault };
  }
}

/** One whose schedule cannot be worked out, for its zone is not known on this machine, must not hold up the others. */
async function giveUp(on: Kysely<StateTables>, { id }: SubscriptionTable, fault: unknown, now: number): Promise<void> {
  const detail = fault instanceof Error ? fault.message : String(fault);
  await on
    .updateTable('subscription')
    .set({ next_at: null, ...pauseColumns({ reason: 'failures', since: now, detail }) })
    .where('id', '=', id)
    .execute();
}

/** What dead processes held is free again. */
export async function freeClaimsOfTheDead(
  on: Kysely<StateTables>,
  statements: LedgerStatements,
  now: number,
): Promise<void> {
  const { rows: dead } = await statements.deadProcesses(on, { now, tooFar: now + 2 * LEASE_MILLISECONDS });
  for (const { id } of dead) await freeClaimsOf(on, id, now);
}

export async function freeClaimsOf(on: Kysely<StateTables>, process: string, now: number): Promise<void> {
  await on
    .updateTable('delivery')
    .set({ holder: null, ready_at: now })
    .where('holder', '=', process)
    .where('ready_at', 'is not', null)
    .execute();
  await on.deleteFrom('delivery_process').where('id', '=', process).execute();
}

/** Oldest first, one at a time for each place. */
export async function claimReady(
  on: Kysely<StateTables>,
  statements: LedgerStatements,
  process: string,
  room: Readonly<Record<Lane, number>>,
  now: number,
): Promise<DeliveryTable[]> {
  const { rows: held } = await statements.busyPlaces(on, {});
  const busy = new Set(held.map(({ place }) => place));
  const chosen: DeliveryTable[] = [];
  for (const lane of LANES) {
    if (room[lane] <= 0) continue;
    const { rows: ready } = await statements.ready(on, { lane, now, limit: room[lane] + busy.size });
    let taken = 0;
    for (const row of ready) {
      if (taken >= room[lane] || busy.has(row.place)) continue;
      busy.add(row.place);
      chosen.push(row);
      taken += 1;
    }
  }
  if (!chosen.length) return [];
  await on
    .updateTable('delivery')
    .set((row) => ({ holder: process, attempts: row('attempts', '+', 1) }))
    .where(
      'key',
      'in',
      chosen.map(({ key }) => key),
    )
    .execute();
  return chosen.map((row) => ({ ...row, holder: process, attempts: row.attempts + 1 }));
}

/** With the subscriptions as they are now. */
export async function claimsOf(on: Kysely<StateTables>, rows: readonly DeliveryTable[]): Promise<Claim[]> {
  if (!rows.length) return [];
  const subscriptions = await on
    .selectFrom('subscription')
    .selectAll()
    .where(
      'id',
      'in',
      rows.map(({ subscription }) => subscription),
    )
    .execute();
  const byId = new Map(subscriptions.map((row) => [row.id, row]));
  return rows.map((row) => claimOf(row, byId.get(row.subscription)));
}

export function claimOf(row: DeliveryTable, of: SubscriptionTable | undefined, wished = false): Claim {
  const subscription = of && subscriptionOf(of);
  // What was meant for a place that it does not go to any more is of no use.
  const isSamePlace = subscription !== undefined && placeOf(subscription.to) === row.place;
  return {
    key: row.key,
    slot: slotOf(row),
    ...(subscription && { subscription }),
    failures: of?.failures ?? 0,
    told: of?.pause_told === 1,
    attempts: row.attempts,
    ...(isSamePlace && row.digest !== null && { prepared: row.digest }),
    ...(isSamePlace && row.trying_since !== null && { tryingSince: Number(row.trying_since) }),
    wished,
  };
}

/** Works out anew when everybody is due, and takes back what was skipped in a future that did not come. */
export async function rearmAll(on: Kysely<StateTables>, now: number, slots: SlotTimes): Promise<void> {
  await on.deleteFrom('delivery').where('state', '=', 'skipped').where('due_at', '>', now).execute();
  const rows = await on
    .selectFrom('subscription')
    .selectAll()
    .where((row) => row.or([row('next_at', '>', now), row('next_at', 'is', null)]))
    .execute();
  for (const row of rows) {
    if (row.pause_reason === 'admin') continue;
    const next_at = await firstFreeSlot(on, subscriptionOf(row), now, slots).catch(() => null);
    if (next_at === null || next_at === Number(row.next_at)) continue;
    await on
      .updateTable('subscription')
      .set({ next_at })
      .where('id', '=', row.id)
      .where('version', '=', row.version)
      .execute();
  }
}
