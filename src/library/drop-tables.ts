import type { Connection } from '@lancedb/lancedb';

/** Drops every table whose name is unwanted. */
export async function dropTables(connection: Connection, isUnwanted: (name: string) => boolean): Promise<void> {
  for (const name of await connection.tableNames()) if (isUnwanted(name)) await connection.dropTable(name);
}
