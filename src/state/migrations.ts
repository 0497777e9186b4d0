/** Every change to the durable tables, in order of name; never edited once released. Runs on SQLite and PostgreSQL. */
import { type Kysely, sql } from 'kysely';
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
  '002-model-usage': {
    up: async (database: Kysely<unknown>) => {
      await database.schema
        .createTable('model_usage')
        .addColumn('day', 'varchar(10)', (column) => column.notNull())
        .addColumn('reader', 'varchar(80)', (column) => column.notNull())
        .addColumn('server', 'varchar(80)', (column) => column.notNull())
        .addColumn('model', 'varchar(200)', (column) => column.notNull())
        .addColumn('kind', 'varchar(40)', (column) => column.notNull())
        .addColumn('requests', 'integer', (column) => column.notNull())
        .addColumn('answers', 'integer', (column) => column.notNull())
        .addColumn('input_tokens', 'bigint', (column) => column.notNull())
        .addColumn('cached_input_tokens', 'bigint', (column) => column.notNull())
        .addColumn('output_tokens', 'bigint', (column) => column.notNull())
        .addColumn('nanodollars', 'bigint', (column) => column.notNull())
        .addColumn('unpriced_requests', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('model_usage_key', ['day', 'reader', 'server', 'model', 'kind'])
        .execute();
      await database.schema
        .createTable('model_reservation')
        .addColumn('id', 'varchar(40)', (column) => column.primaryKey())
        .addColumn('day', 'varchar(10)', (column) => column.notNull())
        .addColumn('reader', 'varchar(80)', (column) => column.notNull())
        .addColumn('server', 'varchar(80)', (column) => column.notNull())
        .addColumn('kind', 'varchar(40)', (column) => column.notNull())
        .addColumn('answers', 'integer', (column) => column.notNull())
        .addColumn('tokens', 'bigint', (column) => column.notNull())
        .addColumn('nanodollars', 'bigint', (column) => column.notNull())
        .addColumn('made_at', 'bigint', (column) => column.notNull())
        .execute();
      await database.schema
        .createTable('reader_pace')
        .addColumn('reader', 'varchar(80)', (column) => column.primaryKey())
        .addColumn('free_at', 'bigint', (column) => column.notNull())
        .execute();
      await database.schema
        .createTable('budget_turn')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('turn', 'bigint', (column) => column.notNull())
        .execute();
      await sql`insert into budget_turn (id, turn) values (1, 0)`.execute(database);
    },
  },
  '003-server-settings': {
    up: async (database: Kysely<unknown>) => {
      await database.schema
        .createTable('server_settings')
        .addColumn('server', 'varchar(80)', (column) => column.primaryKey())
        .addColumn('settings', 'text', (column) => column.notNull())
        .addColumn('changed_at', 'bigint', (column) => column.notNull())
        .execute();
    },
  },
  '004-feedback': {
    up: async (database: Kysely<unknown>) => {
      await database.schema
        .createTable('feedback')
        .addColumn('answer', 'varchar(40)', (column) => column.notNull())
        .addColumn('reader', 'varchar(80)', (column) => column.notNull())
        .addColumn('verdict', 'varchar(10)', (column) => column.notNull())
        .addColumn('word', 'text')
        .addColumn('question', 'varchar(80)', (column) => column.notNull())
        .addColumn('papers', 'text', (column) => column.notNull())
        .addColumn('model', 'varchar(200)')
        .addColumn('status', 'varchar(40)', (column) => column.notNull())
        .addColumn('given_at', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('feedback_key', ['answer', 'reader'])
        .execute();
    },
  },
};
