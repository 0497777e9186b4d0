import { Keyv } from 'keyv';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSqlite, type SqliteDatabase } from '../../src/state/open-sqlite.ts';
import { createSqliteStore } from '../../src/state/sqlite-store.ts';
import { createFakeClock } from '../doubles/fake-clock.ts';

let database: SqliteDatabase;
const clock = createFakeClock();
beforeEach(() => {
  database = openSqlite(':memory:');
});
afterEach(() => {
  database.close();
});

const rows = () => database.prepare('SELECT count(*) AS count FROM cache').get();

it('the many-forms do what the single forms do', async () => {
  const store = createSqliteStore({ database, clock });
  await store.setMany([
    { key: 'a', value: '1' },
    { key: 'b', value: '2', expires: clock.now() + 1000 },
  ]);
  expect(await store.getMany(['a', 'missing', 'b'])).toEqual(['1', undefined, '2']);
  expect(await store.hasMany(['b', 'missing'])).toEqual([true, false]);
  clock.advance(1000);
  expect(await store.has('b')).toBe(false);
  expect(await store.get('b')).toBeUndefined();
  expect(await store.deleteMany(['missing'])).toEqual([false]);
  expect(await store.deleteMany(['missing', 'a'])).toEqual([false, true]);
  expect(await store.delete('a')).toBe(false);
});

it('entries that expired and are never asked for again leave the file', async () => {
  const store = createSqliteStore({ database, clock });
  await store.set('old', 'x', clock.now() + 1000);
  clock.advance(2000);
  await store.set('new', 'x', clock.now() + 1000);
  expect(rows()).toEqual({ count: 1 });
  clock.advance(2000);
  createSqliteStore({ database, clock });
  expect(rows()).toEqual({ count: 0 });
});

it('clearing one namespace leaves the others', async () => {
  const store = () => createSqliteStore({ database, clock });
  const answers = new Keyv({ store: store(), namespace: 'answers' });
  const pages = new Keyv({ store: store(), namespace: 'pages' });
  await answers.set('key', 'answer');
  await pages.set('key', 'page');
  await answers.clear();
  expect(await answers.get('key')).toBeUndefined();
  expect(await pages.get('key')).toBe('page');
  const kept = [];
  for await (const entry of pages.iterator()) kept.push(entry);
  expect(kept).toEqual([['key', 'page']]);
});
