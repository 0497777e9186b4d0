/** Texts that are kept with a corpus model, for who computes something from it. */
import type { Connection } from '@lancedb/lancedb';
import { NOTES_SCHEMA } from './rows.ts';
import { arrowTable, quoted } from './tables.ts';

export const NOTES = 'notes';

export interface Note {
  readonly model: string;
  readonly name: string;
  readonly text: string;
}

/** The notes on a model by name; a later one counts. */
export async function readNotes(connection: Connection, model: string | undefined): Promise<Map<string, string>> {
  if (!model || !(await connection.tableNames()).includes(NOTES)) return new Map();
  const table = await connection.openTable(NOTES);
  const rows = (await table
    .query()
    .where(`model = ${quoted(model)}`)
    .toArray()) as Note[];
  return new Map(rows.map(({ name, text }) => [name, text]));
}

/** Takes the place of the note of that name; notes on other models are dropped. */
export async function writeNote(connection: Connection, note: Note): Promise<void> {
  const table = await connection.createEmptyTable(NOTES, NOTES_SCHEMA, { existOk: true });
  await table.delete(`model != ${quoted(note.model)} OR name = ${quoted(note.name)}`);
  await table.add(arrowTable([note], NOTES_SCHEMA));
}
