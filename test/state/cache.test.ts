import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Keyv } from 'keyv';
import { expect, it } from 'vitest';
import { systemClock } from '../../src/domain/clock.ts';
import { createCache } from '../../src/state/cache.ts';
import { openSqlite } from '../../src/state/open-sqlite.ts';
import { createSqliteStore } from '../../src/state/sqlite-store.ts';
import { describeCache } from '../contracts/cache.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';

describeCache('Keyv in memory', () => {
  const store = new Map<string, unknown>();
  return {
    cache: createCache({ keyv: new Keyv({ store }), log: createRecordingLog() }),
    corrupt: async (key, text) => void store.set(key, { value: text }),
    close: () => {},
  };
});

for (const inMemory of [true, false]) {
  describeCache(inMemory ? 'SQLite in memory' : 'SQLite in a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'paperboy-cache-'));
    const database = openSqlite(inMemory ? ':memory:' : join(folder, 'cache.sqlite'));
    const store = createSqliteStore({ database, clock: systemClock });
    return {
      cache: createCache({ keyv: new Keyv({ store }), log: createRecordingLog() }),
      corrupt: async (key, text) => void (await store.set(key, text)),
      close: () => {
        database.close();
        rmSync(folder, { recursive: true });
      },
    };
  });
}

it('a store that fails is a miss, and the operator reads it once until it has worked again', async () => {
  const database = openSqlite(':memory:');
  const log = createRecordingLog();
  const cache = createCache({ keyv: new Keyv({ store: createSqliteStore({ database, clock: systemClock }) }), log });
  await cache.set('key', 1, 1000_000);

  database.exec('ALTER TABLE cache RENAME TO elsewhere');
  expect(await cache.get('key')).toBeUndefined();
  await cache.set('key', 2, 1000_000);
  await cache.delete('key');
  for await (const _entry of cache.entries('')) expect.unreachable();
  expect(log.events()).toEqual(['cache-failed']);

  database.exec('ALTER TABLE elsewhere RENAME TO cache');
  expect(await cache.get('key')).toBe(1);
  database.close();
  expect(await cache.get('key')).toBeUndefined();
  expect(log.events()).toEqual(['cache-failed', 'cache-failed']);
});

it('a value that cannot be written is not kept, and harms nothing', async () => {
  const log = createRecordingLog();
  const cache = createCache({ keyv: new Keyv(), log });
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  await cache.set('key', circle, 1000_000);
  expect(await cache.get('key')).toBeUndefined();
  expect(log.events()).toEqual(['cache-failed']);
});
