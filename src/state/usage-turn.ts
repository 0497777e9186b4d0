/** In: a transaction that writes to the record of usage. Out: the same, alone with it until it ends. */
import type { Kysely } from 'kysely';
import type { StateTables } from './tables.ts';

/**
 * The first statement of every such transaction: in SQLite it takes the right to write before anything is read, in
 * PostgreSQL it locks one row. So who decides on what is left, who records what was used and who moves rows to another
 * name take turns, in this process and in others; without it, what is recorded while rows are moved would be lost, and
 * two that write the same rows in another order would lock each other out.
 */
export async function takeTurn(on: Kysely<StateTables>): Promise<void> {
  await on
    .updateTable('budget_turn')
    .set((row) => ({ turn: row('turn', '+', 1) }))
    .where('id', '=', 1)
    .execute();
}
