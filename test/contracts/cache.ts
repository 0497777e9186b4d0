/** What every Cache does, whatever is behind it. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Cache } from '../../src/domain/ports.ts';

const HOUR = 3_600_000;

export interface CacheUnderTest {
  readonly cache: Cache;
  /** Writes a text that is no value of a cache, under a key and behind the cache's back. */
  corrupt(key: string, text: string): Promise<void>;
  close(): unknown;
}

/** @param open makes an empty cache with the time of `Date.now()`, which a server of its own may only have roughly */
export function describeCache(name: string, open: () => CacheUnderTest | Promise<CacheUnderTest>): void {
  describe(`a cache: ${name}`, () => {
    let opened: CacheUnderTest;
    let cache: Cache;
    beforeEach(async () => {
      opened = await open();
      cache = opened.cache;
    });
    afterEach(async () => {
      vi.useRealTimers();
      await opened.close();
    });

    const entries = async (prefix: string) => {
      const all: Record<string, unknown> = {};
      for await (const [key, value] of cache.entries(prefix)) all[key] = value;
      return all;
    };

    it('gives back what was put in, of any JSON shape', async () => {
      for (const value of [1, 'text', ':colon', ['a', { b: null }], { vector: [0.25, -1] }, false, 0, '']) {
        await cache.set('key', value, HOUR);
        expect(await cache.get('key')).toEqual(value);
      }
    });

    it('knows nothing of a key that was never set, or was deleted', async () => {
      expect(await cache.get('never')).toBeUndefined();
      await cache.set('key', 1, HOUR);
      await cache.delete('key');
      expect(await cache.get('key')).toBeUndefined();
      expect(await entries('')).toEqual({});
      await cache.delete('key');
    });

    it('forgets when the time to live is over, and not before', async () => {
      const start = Date.now();
      vi.useFakeTimers({ toFake: ['Date'], now: start });
      await cache.set('short', 1, HOUR);
      await cache.set('long', 2, 3 * HOUR);
      vi.setSystemTime(start + HOUR - 1);
      expect(await cache.get('short')).toBe(1);
      vi.setSystemTime(start + HOUR + 1);
      expect(await cache.get('short')).toBeUndefined();
      expect(await entries('')).toEqual({ long: 2 });
    });

    it('counts the time to live from the last writing', async () => {
      const start = Date.now();
      vi.useFakeTimers({ toFake: ['Date'], now: start });
      await cache.set('key', 1, HOUR);
      await cache.set('key', 2, 3 * HOUR);
      vi.setSystemTime(start + 2 * HOUR);
      expect(await cache.get('key')).toBe(2);
    });

    it('keeps nothing that has no time to live, and forgets what was there', async () => {
      await cache.set('key', 1, HOUR);
      await cache.set('key', 2, 0);
      expect(await cache.get('key')).toBeUndefined();
    });

    it('lists every entry whose key begins so, whatever else is in the key', async () => {
      const wanted = { 'page:1': 'a', 'page:2:x': 'b', 'page:%_"ü': 'c' };
      for (const [key, value] of Object.entries({ ...wanted, pages: 'd', 'a page:1': 'e', keyv: 'f' })) {
        await cache.set(key, value, HOUR);
      }
      expect(await entries('page:')).toEqual(wanted);
      expect(Object.keys(await entries(''))).toHaveLength(6);
    });

    it('lists many entries, and lets them be deleted meanwhile', async () => {
      for (let at = 0; at < 350; at += 1) await cache.set(`n:${at}`, at, HOUR);
      let seen = 0;
      for await (const [key] of cache.entries('n:')) {
        seen += 1;
        await cache.delete(key);
      }
      expect(seen).toBe(350);
      expect(await entries('')).toEqual({});
    });

    it.each(['{"value":', 'null', '42', '"text"', '{}'])(
      'drops a value that cannot be read (%s), and only that',
      async (text) => {
        await cache.set('a', 1, HOUR);
        await cache.set('c', 3, HOUR);
        await opened.corrupt('b', text);
        expect(await entries('')).toEqual({ a: 1, c: 3 });
        await opened.corrupt('b', text);
        expect(await cache.get('b')).toBeUndefined();
        await cache.set('b', 2, HOUR);
        expect(await cache.get('b')).toBe(2);
      },
    );
  });
}
