/** Every change to the durable tables, in order of name; never edited once released. Runs on SQLite and PostgreSQL. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const migrations: Readonly<Record<string, Migration>> = {
  '001-synced-day': {
    up: async (database: Kysely<unknown>) => {
      await database.schema
        .createTable('synced_day')
        .addColumn('day', 'varchar(10)', (column) => column.primaryKey())
        .addColumn('synced_at', 'bigint', (column) => column.notNull())
        .addColumn('papers', 'integer', (column) => column.notNull())
        .addColumn('skipped', 'integer', (column) => column.notNull())
        .execute();
    },
  },
};
