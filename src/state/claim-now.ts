/** In: somebody wants it at once. Out: the slot of today where it had none yet, else one beside it, claimed. */
import type { Kysely } from 'kysely';
import type { OpenedNow, SlotTimes } from '../domain/delivery-ledger.ts';
import { claimOf, freeClaimsOfTheDead } from './claim-slots.ts';
import { type LedgerStatements, leaseFrom } from './ledger-statements.ts';
import { deliveryRow, firstFreeSlot, subscriptionOf } from './subscription-rows.ts';
import type { DeliveryTable, StateTables } from './tables.ts';

/** Wished for twice within this time is pressed twice. */
const PRESSED_TWICE_MILLISECONDS = 30_000;

interface OpeningNow {
  readonly id: string;
  readonly process: string;
  readonly now: number;
  readonly slots: SlotTimes;
  readonly statements: LedgerStatements;
}

export async function openNow(
  on: Kysely<StateTables>,
  { id, process, now, slots, statements }: OpeningNow,
): Promise<OpenedNow> {
  const of = await on.selectFrom('subscription').selectAll().where('id', '=', id).executeTakeFirst();
  if (!of) return { kind: 'not-found' };
  await freeClaimsOfTheDead(on, statements, now);
  const subscription = subscriptionOf(of);
  const day = slots.dayAt(subscription.schedule.zone, now);
  const [last] = await on
    .selectFrom('delivery')
    .selectAll()
    .where('subscription', '=', id)
    .where('day', '=', day)
    .orderBy('extra', 'desc')
    .limit(1)
    .execute();
  if (last?.holder || Number(last?.sent_at ?? 0) > now - PRESSED_TWICE_MILLISECONDS) return { kind: 'under-way' };
  await statements.keepAlive(on, { process, until: leaseFrom(now) });
  if (last?.state === 'due') {
    const again: DeliveryTable = { ...last, holder: process, attempts: last.attempts + 1 };
    await on
      .updateTable('delivery')
      .set({ holder: process, attempts: again.attempts })
      .where('key', '=', last.key)
      .execute();
    return { kind: 'claimed', claim: claimOf(again, of, true) };
  }
  const row = deliveryRow(subscription, { day, at: now }, { extra: last ? last.extra + 1 : 0, holder: process });
  await on.insertInto('delivery').values(row).execute();
  if (of.pause_reason !== 'admin' && Number(of.next_at) > now) {
    const next_at = await firstFreeSlot(on, subscription, now, slots);
    await on.updateTable('subscription').set({ next_at }).where('id', '=', id).execute();
  }
  return { kind: 'claimed', claim: claimOf(row, of, true) };
}
