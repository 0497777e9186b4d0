/** The statements of every delivery, each put into words once a process. */
import { type Lane, LEASE_MILLISECONDS } from '../domain/delivery-ledger.ts';
import { createStatement } from './statement.ts';
import type { DeliveryTable, SubscriptionTable } from './tables.ts';

export interface NextDue {
  readonly subscription: number | string | null;
  readonly ready: number | string | null;
  readonly lease: number | string | null;
}

/** Subscriptions whose slots are written down in one transaction; others wait for the next. */
const MOST_OPENED = 500;
/** What may stand at its place, or does. */
const POSTED = ['due', 'sent', 'uncertain'];
const LANES: readonly Lane[] = ['discord', 'mail'];

export function createLedgerStatements() {
  return {
    /**
     * The next slot that nobody wrote down yet, what waits for its next try, and when what somebody holds is free: this
     * process, too, may hold what it never learnt of.
     */
    nextDue: createStatement<{ first: Lane; second: Lane }, NextDue>((on, gap) =>
      on.selectNoFrom((row) => [
        row
          .selectFrom('subscription')
          .select((of) => of.fn.min('next_at').as('at'))
          .as('subscription'),
        row
          .selectFrom('delivery')
          .select((of) => of.fn.min('ready_at').as('at'))
          .where('lane', 'in', [gap('first'), gap('second')])
          .where('ready_at', 'is not', null)
          .where('holder', 'is', null)
          .as('ready'),
        row
          .selectFrom('delivery_process')
          .select((of) => of.fn.min('alive_until').as('at'))
          .as('lease'),
      ]),
    ),

    takeTurn: createStatement<object, never>((on) =>
      on
        .updateTable('delivery_turn')
        .set((row) => ({ turn: row('turn', '+', 1) }))
        .where('id', '=', 1),
    ),

    dueSubscriptions: createStatement<{ now: number }, SubscriptionTable>((on, gap) =>
      on
        .selectFrom('subscription')
        .selectAll()
        .where('next_at', '<=', gap('now'))
        .orderBy('next_at')
        .limit(MOST_OPENED),
    ),

    /** Somebody who changed it at this moment has written down themselves what had come. */
    moveOn: createStatement<{ id: string; version: number; nextAt: number }, never>((on, gap) =>
      on
        .updateTable('subscription')
        .set({ next_at: gap('nextAt') })
        .where('id', '=', gap('id'))
        .where('version', '=', gap('version')),
    ),

    /** A lease far in the future is of a clock that was set back since. */
    deadProcesses: createStatement<{ now: number; tooFar: number }, { id: string }>((on, gap) =>
      on
        .selectFrom('delivery_process')
        .select('id')
        .where((row) => row.or([row('alive_until', '<', gap('now')), row('alive_until', '>', gap('tooFar'))])),
    ),

    busyPlaces: createStatement<object, { place: string }>((on) =>
      on
        .selectFrom('delivery')
        .select('place')
        .where('ready_at', 'is not', null)
        .where('lane', 'in', LANES)
        .where('holder', 'is not', null),
    ),

    ready: createStatement<{ lane: Lane; now: number; limit: number }, DeliveryTable>((on, gap) =>
      on
        .selectFrom('delivery')
        .selectAll()
        .where('lane', '=', gap('lane'))
        .where('ready_at', '<=', gap('now'))
        .where('holder', 'is', null)
        .orderBy('ready_at')
        .limit(gap('limit')),
    ),

    keepAlive: createStatement<{ process: string; until: number }, never>((on, gap) =>
      on
        .insertInto('delivery_process')
        .values({ id: gap('process'), alive_until: gap('until') })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ alive_until: gap('until') })),
    ),

    posted: createStatement<{ place: string; since: number; edition: string; key: string }, { digest: string }>(
      (on, gap) =>
        on
          .selectFrom('delivery')
          .select('digest')
          .$narrowType<{ digest: string }>()
          .where('place', '=', gap('place'))
          .where('due_at', '>', gap('since'))
          .where('edition', '=', gap('edition'))
          .where('digest', 'is not', null)
          .where('state', 'in', POSTED)
          .where('key', '<>', gap('key')),
    ),

    prepare: createStatement<
      { digest: string; since: number; place: string; edition: string; key: string; process: string },
      never
    >((on, gap) =>
      on
        .updateTable('delivery')
        .set({
          digest: gap('digest'),
          trying_since: gap('since'),
          place: gap('place'),
          edition: gap('edition'),
        })
        .where('key', '=', gap('key'))
        .where('holder', '=', gap('process')),
    ),

    /** What stands there is recorded whoever holds it by now. */
    sent: createStatement<{ key: string; now: number; reference: string | null }, never>((on, gap) =>
      on
        .updateTable('delivery')
        .set({
          ...{ state: 'sent', ready_at: null, holder: null, trying_since: null, detail: null },
          ...{ sent_at: gap('now'), reference: gap('reference') },
        })
        .where('key', '=', gap('key')),
    ),
  };
}

export type LedgerStatements = ReturnType<typeof createLedgerStatements>;

export function leaseFrom(now: number): number {
  return now + LEASE_MILLISECONDS;
}
