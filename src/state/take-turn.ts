/** In: a transaction that writes to records which several write at once. Out: the same, alone with them until it ends. */
import type { Kysely } from 'kysely';
import type { StateTables } from './tables.ts';

/**
 * The first statement of every such transaction: in SQLite it takes the right to write before anything is read, in
 * PostgreSQL it locks one row. So those of one kind take turns, in this process and in others: with `delivery_turn` who
 * claims slots and who changes subscriptions; with `budget_turn` who decides on what is left, who records what was used
 * and who moves rows to another name. Without it, what is recorded while rows are moved would be lost, and two that write
 * the same rows in another order would lock each other out.
 */
export async function takeTurn(on: Kysely<StateTables>, of: 'budget_turn' | 'delivery_turn'): Promise<void> {
  await on
    .updateTable(of)
    .set((row) => ({ turn: row('turn', '+', 1) }))
    .where('id', '=', 1)
    .execute();
}
