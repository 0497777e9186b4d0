/** In: an open SQLite file. Out: the same for Kysely, with every statement prepared once: preparing takes longer than most of them run. */
import type { SqliteDatabase as KyselySqlite } from 'kysely';
import type { SqliteDatabase } from './open-sqlite.ts';

/** Statements with lists differ with the length of these; the ones of every day are soon back. */
const MOST_REMEMBERED = 400;

export function preparedOnce(database: SqliteDatabase): KyselySqlite {
  const statements = new Map<string, ReturnType<KyselySqlite['prepare']>>();
  return {
    close: () => database.close(),
    prepare(sql) {
      const known = statements.get(sql);
      if (known) return known;
      const statement = database.prepare(sql) as ReturnType<KyselySqlite['prepare']>;
      if (statements.size >= MOST_REMEMBERED) statements.clear();
      statements.set(sql, statement);
      return statement;
    },
  };
}
