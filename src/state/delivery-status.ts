/** In: subscriptions. Out: how it stands with what they get, from the ledger. */
import type { Kysely } from 'kysely';
import type { DeliveryStatus, UnsentState } from '../domain/delivery.ts';
import type { Slot, SubscriptionId } from '../domain/subscription.ts';
import { pauseOf } from './subscription-rows.ts';
import type { DeliveryTable, StateTables, SubscriptionTable } from './tables.ts';

/** Rows looked at for the last that was sent, the last that was not, and one under way. */
const RECENT = 40;

/** Those that are there. */
export async function readDeliveryStatus(
  on: Kysely<StateTables>,
  ids: readonly SubscriptionId[],
): Promise<ReadonlyMap<SubscriptionId, DeliveryStatus>> {
  if (!ids.length) return new Map();
  const rows = await on
    .selectFrom('subscription')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
  const statuses = new Map<SubscriptionId, DeliveryStatus>();
  for (const row of rows) statuses.set(row.id, await statusOf(on, row));
  return statuses;
}

async function statusOf(on: Kysely<StateTables>, row: SubscriptionTable): Promise<DeliveryStatus> {
  const recent = await on
    .selectFrom('delivery')
    .selectAll()
    .where('subscription', '=', row.id)
    .orderBy('day', 'desc')
    .orderBy('extra', 'desc')
    .limit(RECENT)
    .execute();
  const sent =
    recent.find(({ state }) => state === 'sent') ??
    (await on
      .selectFrom('delivery')
      .selectAll()
      .where('subscription', '=', row.id)
      .where('state', '=', 'sent')
      .orderBy('day', 'desc')
      .orderBy('extra', 'desc')
      .limit(1)
      .executeTakeFirst());
  const unsent = recent.find(({ state }) => state !== 'sent' && state !== 'due');
  const due = recent.find(({ state }) => state === 'due');
  const pause = pauseOf(row);
  return {
    ...(sent && { last: await lastOf(on, sent) }),
    ...(unsent && {
      lastUnsent: {
        slot: slotOf(unsent),
        state: unsent.state as UnsentState,
        ...(unsent.detail !== null && { detail: unsent.detail }),
      },
    }),
    ...(due && { underWay: { slot: slotOf(due), tryAt: Number(due.ready_at), attempts: due.attempts } }),
    ...(row.next_at !== null && { next: Number(row.next_at) }),
    ...(pause && { pause }),
    failures: row.failures,
  };
}

export function slotOf({ subscription, day, due_at }: DeliveryTable): Slot {
  return { subscription, day, at: Number(due_at) };
}

async function lastOf(on: Kysely<StateTables>, row: DeliveryTable): Promise<NonNullable<DeliveryStatus['last']>> {
  const digest = await on
    .selectFrom('delivery_digest')
    .select('papers')
    .where('id', '=', row.digest ?? '')
    .executeTakeFirst();
  const papers: readonly string[] = digest ? JSON.parse(digest.papers) : [];
  return {
    slot: slotOf(row),
    sentAt: Number(row.sent_at),
    papers: papers.length,
    ...(row.reference !== null && { reference: row.reference }),
    key: row.key,
  };
}
