/** What moving up to the newest version does, whatever database it is in. */
import { type Dialect, Kysely, PostgresDialect, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { Pool } from 'pg';
import { describe, expect, it } from 'vitest';
import { migrations } from '../../src/state/migrations.ts';
import { openSqlite } from '../../src/state/open-sqlite.ts';
import type { NewPlace } from './state-place.ts';

const names = Object.keys(migrations).toSorted();

/** The records as they were when only the first `count` migrations were known. */
async function makeOld(address: string, count: number): Promise<void> {
  const dialect: Dialect = address.startsWith('postgres')
    ? new PostgresDialect({ pool: new Pool({ connectionString: address }) })
    : new SqliteDialect({ database: openSqlite(address) });
  const database = new Kysely<{ synced_day: Record<string, unknown> }>({ dialect });
  const first = Object.fromEntries(names.slice(0, count).map((name) => [name, migrations[name]]));
  const provider = { getMigrations: async () => first as typeof migrations };
  const { error } = await new Migrator({ db: database, provider }).migrateToLatest();
  if (error) throw error;
  const day = { day: '2026-07-01', synced_at: 1_782_864_000_000, papers: 3, skipped: 0 };
  await database.insertInto('synced_day').values(day).execute();
  await database.destroy();
}

export function describeMigrations(where: string, newPlace: NewPlace): void {
  describe(`moving up to the newest version, in ${where}`, () => {
    it.each(names.slice(0, -1).map((name, at) => [name, at + 1] as const))(
      'from %s keeps what is there, and is done once',
      async (_, count) => {
        const place = await newPlace();
        await makeOld(place.address, count);
        for (let time = 0; time < 2; time += 1) {
          const database = await place.open();
          expect(await database.selectFrom('synced_day').select(['day', 'papers']).execute()).toEqual([
            { day: '2026-07-01', papers: 3 },
          ]);
          const tables = (await database.introspection.getTables()).map(({ name }) => name);
          expect(tables).toEqual(expect.arrayContaining(['feedback', 'server_settings', 'model_usage']));
        }
      },
    );

    it('makes the same tables and columns from nothing as from the first version', async () => {
      const columns = async (place: Awaited<ReturnType<NewPlace>>) => {
        const database = await place.open();
        const tables = await database.introspection.getTables();
        return tables
          .flatMap(({ name, columns: all }) => all.map((column) => `${name}.${column.name} ${column.isNullable}`))
          .toSorted();
      };
      const [fresh, old] = [await newPlace(), await newPlace()];
      await makeOld(old.address, 1);
      expect(await columns(old)).toEqual(await columns(fresh));
    });

    it('is done by one of several that start at once, while the others wait', async () => {
      const place = await newPlace();
      const databases = [];
      // Within one process, SQLite would wait for itself.
      if (place.address.startsWith('postgres')) {
        databases.push(...(await Promise.all([place.open(), place.open(), place.open(), place.open()])));
      } else databases.push(await place.open(), await place.open());
      for (const database of databases) {
        expect(await database.selectFrom('budget_turn').selectAll().execute()).toEqual([{ id: 1, turn: 0 }]);
      }
    });
  });
}
