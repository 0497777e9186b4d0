/** In: the key of a delivery, or a subscription. Out: what was sent, as it was. */
import type { PastDigest, PastDigests } from '../domain/delivery.ts';
import type { Destination, Edition } from '../domain/subscription.ts';
import { slotOf } from './delivery-status.ts';
import { readDigest } from './kept-digests.ts';
import { stateFault } from './state-fault.ts';
import type { DeliveryTable, StateDatabase } from './tables.ts';

const PLACE = 'the record of past digests';

export function createPastDigests(database: () => Promise<StateDatabase>): PastDigests {
  const guarded = async <T>(work: (on: StateDatabase) => Promise<T>): Promise<T> => {
    try {
      return await work(await database());
    } catch (error) {
      throw stateFault(error, PLACE);
    }
  };
  const sent = (on: StateDatabase) =>
    on
      .selectFrom('delivery')
      .innerJoin('delivery_digest', 'delivery_digest.id', 'delivery.digest')
      .selectAll('delivery')
      .select('delivery_digest.body')
      .where('delivery.state', '=', 'sent');

  return {
    get: (key) =>
      guarded(async (on) => {
        const row = await sent(on).where('delivery.key', '=', key).executeTakeFirst();
        return row && pastDigestOf(row);
      }),

    ofSubscription: (id, limit, before) =>
      guarded(async (on) => {
        const rows = await sent(on)
          .where('delivery.subscription', '=', id)
          .$if(before !== undefined, (query) => query.where('delivery.sent_at', '<', before ?? 0))
          .orderBy('delivery.sent_at', 'desc')
          .limit(limit)
          .execute();
        return rows.map(pastDigestOf);
      }),
  };
}

function pastDigestOf(row: DeliveryTable & { readonly body: string }): PastDigest {
  return {
    key: row.key,
    subscription: row.subscription,
    slot: slotOf(row),
    edition: row.edition as Edition,
    to: row.kind as Destination['kind'],
    ...(row.server !== null && { server: row.server }),
    sentAt: Number(row.sent_at),
    digest: readDigest(row.body),
  };
}
