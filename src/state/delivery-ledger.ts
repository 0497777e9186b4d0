/** In: the durable database, and who keeps the books. Out: the ledger of deliveries, in which every slot stands once. */
import type { Kysely } from 'kysely';
import type { Clock } from '../domain/clock.ts';
import {
  type Claim,
  type DeliveryLedger,
  placeOf,
  type Settlement,
  type SlotTimes,
} from '../domain/delivery-ledger.ts';
import type { Pause } from '../domain/subscription.ts';
import { openNow } from './claim-now.ts';
import { claimReady, claimsOf, freeClaimsOf, freeClaimsOfTheDead, openSlots, rearmAll } from './claim-slots.ts';
import { createGroupCommit } from './group-commit.ts';
import { createKeptDigests } from './kept-digests.ts';
import { createLedgerStatements, type LedgerStatements, leaseFrom } from './ledger-statements.ts';
import { stateFault } from './state-fault.ts';
import { pauseColumns } from './subscription-rows.ts';
import type { DeliveryTable, StateDatabase, StateTables } from './tables.ts';

export interface DeliveryLedgerOptions {
  readonly database: () => Promise<StateDatabase>;
  readonly slots: SlotTimes;
  readonly clock: Clock;
  /** Of this process alone, and new with each of its starts. */
  readonly process: string;
  readonly catchUpMilliseconds: number;
}

const PLACE = 'the ledger of deliveries';

export function createDeliveryLedger(options: DeliveryLedgerOptions): DeliveryLedger {
  const { database, slots, clock, process, catchUpMilliseconds } = options;
  const digests = createKeptDigests();
  const statements = createLedgerStatements();
  const commit = createGroupCommit<StateTables>(database);
  const guarded = async <T>(work: (on: StateDatabase) => Promise<T>): Promise<T> => {
    try {
      return await work(await database());
    } catch (error) {
      throw stateFault(error, PLACE);
    }
  };
  const alone = <T>(work: (on: Kysely<StateTables>, now: number) => Promise<T>) =>
    guarded((on) =>
      on.transaction().execute(async (within) => {
        await statements.takeTurn(within, {});
        return work(within, clock.now());
      }),
    );

  return {
    nextDue: (lanes) =>
      guarded(async (on) => {
        const [first = 'discord', second = first] = lanes;
        const { rows } = await statements.nextDue(on, { first, second });
        const { subscription, ready, lease } = rows[0] ?? {};
        const known = [subscription, ready, lease == null ? null : Number(lease) + 1].filter((at) => at != null);
        return known.length ? Math.min(...known.map(Number)) : undefined;
      }),

    claim: (room) =>
      alone(async (on, now) => {
        await openSlots(on, statements, now, slots, catchUpMilliseconds);
        await freeClaimsOfTheDead(on, statements, now);
        const rows = await claimReady(on, statements, process, room, now);
        if (rows.length) await statements.keepAlive(on, { process, until: leaseFrom(now) });
        return claimsOf(on, rows);
      }),

    claimNow: (id) => alone((on, now) => openNow(on, { id, process, now, slots, statements })),

    renew: () =>
      guarded(async (on) => {
        await statements.keepAlive(on, { process, until: leaseFrom(clock.now()) });
      }),

    postedBefore: ({ key, subscription }, edition, since) =>
      guarded(async (on) => {
        if (!subscription) return new Set();
        const { rows } = await statements.posted(on, { place: placeOf(subscription.to), since, edition, key });
        const papers = await digests.papersOf(
          on,
          rows.map(({ digest }) => digest),
        );
        return new Set([...papers.values()].flat());
      }),

    async prepare({ key, subscription }, digest, since) {
      if (!subscription) return false;
      const { to, edition } = subscription;
      const id = digests.idOf(digest);
      const { changed } = await within(commit, async (on) => {
        await digests.keep(on, digest);
        return statements.prepare(on, { digest: id, since, place: placeOf(to), edition, key, process });
      });
      digests.isKept(id);
      return changed > 0;
    },

    preparedDigest: (id) => guarded((on) => digests.read(on, id)),

    settle: (claim, settlement) =>
      within(commit, (on) => settle(on, statements, claim, settlement, process, clock.now())),

    told: (id) =>
      guarded(async (on) => {
        await on.updateTable('subscription').set({ pause_told: 1 }).where('id', '=', id).execute();
      }),

    reachable: (id) =>
      guarded(async (on) => {
        await on
          .updateTable('subscription')
          .set(pauseColumns(undefined))
          .where('id', '=', id)
          .where('pause_reason', '<>', 'admin')
          .execute();
      }),

    release: () => guarded((on) => freeClaimsOf(on, process, clock.now())),

    rearm: () => alone((on, now) => rearmAll(on, now, slots)),
  };
}

async function within<T>(
  commit: ReturnType<typeof createGroupCommit<StateTables>>,
  work: (on: Kysely<StateTables>) => Promise<T>,
): Promise<T> {
  try {
    return await commit(work);
  } catch (error) {
    throw stateFault(error, PLACE);
  }
}

async function settle(
  on: Kysely<StateTables>,
  statements: LedgerStatements,
  { key, failures, told, subscription }: Claim,
  settlement: Settlement,
  process: string,
  now: number,
): Promise<void> {
  if (settlement.kind === 'sent') await statements.sent(on, { key, now, reference: settlement.reference ?? null });
  else {
    await on
      .updateTable('delivery')
      .set({ ...columnsOf(settlement), holder: null })
      .where('key', '=', key)
      .where('holder', '=', process)
      .execute();
  }
  const id = subscription?.id;
  if (id === undefined) return;
  if (settlement.kind === 'lost') return pauseWith(on, id, settlement.pause, 0);
  if (settlement.kind === 'failed') return pauseWith(on, id, settlement.pause, failures + 1);
  if (settlement.kind === 'sent' && (failures > 0 || told)) {
    await on.updateTable('subscription').set({ failures: 0, pause_told: 0 }).where('id', '=', id).execute();
  }
}

function columnsOf(settlement: Exclude<Settlement, { kind: 'sent' }>): Partial<DeliveryTable> {
  switch (settlement.kind) {
    case 'unsent':
      return {
        state: settlement.state,
        ready_at: null,
        ...(settlement.detail !== undefined && { detail: settlement.detail }),
      };
    case 'failed':
      return { state: 'failed', ready_at: null };
    case 'lost':
      return { state: 'lost', ready_at: null, detail: settlement.pause.detail ?? settlement.pause.reason };
    case 'again':
      return {
        ready_at: settlement.readyAt,
        detail: settlement.detail ?? null,
        trying_since: settlement.tryingSince ?? null,
      };
  }
}

/** An admin's own pause stays what it is. Whether the admins were told stays too: until something is sent again they know. */
async function pauseWith(
  on: Kysely<StateTables>,
  id: string,
  pause: Pause | undefined,
  failures: number,
): Promise<void> {
  await on.updateTable('subscription').set({ failures }).where('id', '=', id).execute();
  if (!pause) return;
  await on
    .updateTable('subscription')
    .set(pauseColumns(pause))
    .where('id', '=', id)
    .where('pause_reason', 'is', null)
    .execute();
}
