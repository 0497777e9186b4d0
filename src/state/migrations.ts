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
  '005-subscriptions': {
    up: async (database: Kysely<unknown>) => {
      await database.schema
        .createTable('subscription')
        .addColumn('id', 'varchar(40)', (column) => column.primaryKey())
        .addColumn('kind', 'varchar(10)', (column) => column.notNull())
        .addColumn('server', 'varchar(80)')
        .addColumn('reader', 'varchar(80)')
        .addColumn('address', 'varchar(320)')
        .addColumn('body', 'text', (column) => column.notNull())
        .addColumn('created_by', 'varchar(80)', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('next_at', 'bigint')
        .addColumn('pause_reason', 'varchar(40)')
        .addColumn('pause_since', 'bigint')
        .addColumn('pause_detail', 'text')
        .addColumn('pause_told', 'integer', (column) => column.notNull())
        .addColumn('failures', 'integer', (column) => column.notNull())
        .execute();
      for (const column of ['next_at', 'server', 'reader', 'address']) {
        await database.schema.createIndex(`subscription_${column}`).on('subscription').column(column).execute();
      }
    },
  },
  '006-deliveries': {
    up: async (database: Kysely<unknown>) => {
      await database.schema
        .createTable('delivery')
        .addColumn('subscription', 'varchar(40)', (column) => column.notNull())
        .addColumn('day', 'varchar(10)', (column) => column.notNull())
        .addColumn('extra', 'integer', (column) => column.notNull())
        .addColumn('key', 'varchar(40)', (column) => column.notNull())
        .addColumn('due_at', 'bigint', (column) => column.notNull())
        .addColumn('lane', 'varchar(10)', (column) => column.notNull())
        .addColumn('kind', 'varchar(10)', (column) => column.notNull())
        .addColumn('server', 'varchar(80)')
        .addColumn('place', 'varchar(340)', (column) => column.notNull())
        .addColumn('edition', 'varchar(10)', (column) => column.notNull())
        .addColumn('state', 'varchar(12)', (column) => column.notNull())
        .addColumn('ready_at', 'bigint')
        .addColumn('holder', 'varchar(40)')
        .addColumn('attempts', 'integer', (column) => column.notNull())
        .addColumn('digest', 'varchar(64)')
        .addColumn('trying_since', 'bigint')
        .addColumn('sent_at', 'bigint')
        .addColumn('reference', 'text')
        .addColumn('detail', 'text')
        .addPrimaryKeyConstraint('delivery_slot', ['subscription', 'day', 'extra'])
        .execute();
      await database.schema.createIndex('delivery_key').unique().on('delivery').column('key').execute();
      await database.schema.createIndex('delivery_place').on('delivery').columns(['place', 'due_at']).execute();
      // Of what is yet to be done alone, which stays small however many years of it there are.
      await database.schema
        .createIndex('delivery_ready')
        .on('delivery')
        .columns(['lane', 'ready_at'])
        .where('ready_at', 'is not', null)
        .execute();
      await database.schema
        .createTable('delivery_digest')
        .addColumn('id', 'varchar(64)', (column) => column.primaryKey())
        .addColumn('body', 'text', (column) => column.notNull())
        .addColumn('papers', 'text', (column) => column.notNull())
        .execute();
      await database.schema
        .createTable('delivery_process')
        .addColumn('id', 'varchar(40)', (column) => column.primaryKey())
        .addColumn('alive_until', 'bigint', (column) => column.notNull())
        .execute();
      await database.schema
        .createTable('delivery_turn')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('turn', 'bigint', (column) => column.notNull())
        .execute();
      await sql`insert into delivery_turn (id, turn) values (1, 0)`.execute(database);
    },
  },
  '020-mail-addresses': {
    up: async (database: Kysely<unknown>) => {
      await database.schema
        .createTable('mail_request')
        .addColumn('id', 'varchar(40)', (column) => column.primaryKey())
        .addColumn('token_hash', 'varchar(64)', (column) => column.notNull().unique())
        .addColumn('address', 'varchar(254)')
        .addColumn('reader', 'varchar(80)')
        .addColumn('choices', 'text')
        .addColumn('address_key', 'varchar(64)', (column) => column.notNull())
        .addColumn('reader_key', 'varchar(64)', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('expires_at', 'bigint', (column) => column.notNull())
        .addColumn('claimed_until', 'bigint')
        .addColumn('state', 'varchar(10)', (column) => column.notNull())
        .execute();
      await database.schema.createIndex('mail_request_address').on('mail_request').column('address_key').execute();
      await database.schema.createIndex('mail_request_reader').on('mail_request').column('reader_key').execute();
      await database.schema
        .createTable('mail_refusal')
        .addColumn('address_key', 'varchar(64)', (column) => column.primaryKey())
        .addColumn('refused_at', 'bigint', (column) => column.notNull())
        .execute();
      await database.schema
        .createTable('mail_key')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('secret', 'varchar(64)', (column) => column.notNull())
        .execute();
    },
  },
  '008-upvote-history': {
    up: async (database: Kysely<unknown>) => {
      await database.schema
        .createTable('upvote_history')
        .addColumn('paper', 'varchar(80)', (column) => column.notNull())
        .addColumn('seen_from', 'bigint', (column) => column.notNull())
        .addColumn('seen_until', 'bigint', (column) => column.notNull())
        .addColumn('upvotes', 'integer', (column) => column.notNull())
        .addColumn('comments', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('upvote_history_key', ['paper', 'seen_from'])
        .execute();
      await database.schema.createIndex('upvote_history_until').on('upvote_history').column('seen_until').execute();
      await database.schema
        .createTable('sync_mark')
        .addColumn('name', 'varchar(40)', (column) => column.primaryKey())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .execute();
    },
  },
  '030-left-servers': {
    up: async (database: Kysely<unknown>) => {
      await database.schema
        .createTable('left_server')
        .addColumn('server', 'varchar(80)', (column) => column.primaryKey())
        .addColumn('left_at', 'bigint', (column) => column.notNull())
        .execute();
    },
  },
};
