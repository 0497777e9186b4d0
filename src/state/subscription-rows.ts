/** In: subscriptions. Out: their rows, and back; when each is due next, and which of its slots have come. */
import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { laneOf, placeOf, type SlotTimes } from '../domain/delivery-ledger.ts';
import type { Day } from '../domain/paper.ts';
import type { Pause, PauseReason, Subscription } from '../domain/subscription.ts';
import type { DeliveryTable, StateTables, SubscriptionTable } from './tables.ts';

export function subscriptionOf(row: SubscriptionTable): Subscription {
  const pause = pauseOf(row);
  return {
    ...(JSON.parse(row.body) as Omit<Subscription, 'id' | 'createdAt' | 'createdBy' | 'pause'>),
    id: row.id,
    createdBy: row.created_by,
    createdAt: Number(row.created_at),
    ...(pause && { pause }),
  };
}

export function pauseOf({ pause_reason, pause_since, pause_detail }: SubscriptionTable): Pause | undefined {
  if (pause_reason === null) return undefined;
  return {
    reason: pause_reason as PauseReason,
    since: Number(pause_since),
    ...(pause_detail !== null && { detail: pause_detail }),
  };
}

type PauseColumns = Pick<SubscriptionTable, 'pause_reason' | 'pause_since' | 'pause_detail'>;

export function pauseColumns(pause: Pause | undefined): PauseColumns {
  return {
    pause_reason: pause?.reason ?? null,
    pause_since: pause?.since ?? null,
    pause_detail: pause?.detail ?? null,
  };
}

type OwnColumns = Pick<SubscriptionTable, 'kind' | 'server' | 'reader' | 'address' | 'body'>;

export function ownColumns({ id, createdAt, createdBy, pause, ...body }: Subscription): OwnColumns {
  const { to } = body;
  return {
    kind: to.kind,
    server: to.kind === 'channel' ? to.server : null,
    reader: to.kind === 'channel' ? null : to.reader,
    address: to.kind === 'mail' ? to.address.toLowerCase() : null,
    body: JSON.stringify(body),
  };
}

/** The same for the same slot for ever, so that what was sent is found again by a ledger that lost it. */
export function keyOf(subscription: string, day: Day, extra: number): string {
  return createHash('sha256').update(`${subscription} ${day} ${extra}`).digest('base64url').slice(0, 22);
}

/** @param state `due`, or why it is over already */
export function deliveryRow(
  subscription: Subscription,
  slot: { readonly day: Day; readonly at: number },
  { extra = 0, state = 'due', holder = null }: Partial<Pick<DeliveryTable, 'extra' | 'state' | 'holder'>> = {},
): DeliveryTable {
  const { id, to, edition } = subscription;
  return {
    subscription: id,
    day: slot.day,
    extra,
    key: keyOf(id, slot.day, extra),
    due_at: slot.at,
    lane: laneOf(to),
    kind: to.kind,
    server: to.kind === 'channel' ? to.server : null,
    place: placeOf(to),
    edition,
    state,
    ready_at: state === 'due' ? slot.at : null,
    holder,
    attempts: holder === null ? 0 : 1,
    digest: null,
    trying_since: null,
    sent_at: null,
    reference: null,
    detail: null,
  };
}

/** After so many slots in one outage the older ones are not even counted. */
const MOST_SKIPPED = 400;

/**
 * The slots that have come since `next_at`: the latest of them to be sent unless it is too old, those before it skipped.
 * @param catchUpMilliseconds older ones are not sent any more
 */
export function slotsThatCame(
  subscription: Subscription,
  nextAt: number,
  now: number,
  slots: SlotTimes,
  catchUpMilliseconds: number,
): DeliveryTable[] {
  const latest = slots.latest(subscription, now, nextAt);
  if (!latest) return [];
  const rows: DeliveryTable[] = [];
  for (let at = nextAt - 1; rows.length < MOST_SKIPPED; ) {
    const slot = slots.next(subscription, at);
    if (slot.at >= latest.at) break;
    rows.push(deliveryRow(subscription, slot, { state: 'skipped' }));
    at = slot.at;
  }
  const state = now - latest.at <= catchUpMilliseconds ? 'due' : 'skipped';
  return [...rows, deliveryRow(subscription, latest, { state })];
}

/** The first slot after now on a day that the ledger does not know. */
export async function firstFreeSlot(
  on: Kysely<StateTables>,
  subscription: Subscription,
  now: number,
  slots: SlotTimes,
): Promise<number> {
  let slot = slots.next(subscription, now);
  const known = await on
    .selectFrom('delivery')
    .select('day')
    .where('subscription', '=', subscription.id)
    .where('day', '>=', slot.day)
    .where('extra', '=', 0)
    .execute();
  const days = new Set(known.map(({ day }) => day));
  while (days.has(slot.day)) slot = slots.next(subscription, slot.at);
  return slot.at;
}

/** More rows would have more values than a statement may have. */
const MOST_ROWS = 500;

/** A slot that the ledger knows already stays as it is. */
export async function writeDown(on: Kysely<StateTables>, rows: readonly DeliveryTable[]): Promise<void> {
  for (let from = 0; from < rows.length; from += MOST_ROWS) {
    await on
      .insertInto('delivery')
      .values(rows.slice(from, from + MOST_ROWS))
      .onConflict((conflict) => conflict.columns(['subscription', 'day', 'extra']).doNothing())
      .execute();
  }
}
