/** In: a Keyv. Out: the Cache of the house, which never throws: what fails is a miss. */
import type { Keyv } from 'keyv';
import { inTime, type Patience } from '../domain/in-time.ts';
import type { Cache, Log } from '../domain/ports.ts';

export interface CacheOptions {
  readonly keyv: Keyv;
  readonly log: Log;
  /** For a store that is not on this machine: what takes longer is a fault. */
  readonly answersWithin?: Patience;
}

/**
 * A cache over a Keyv of its own: the way this Keyv reads values and reports errors is taken over.
 *
 * A fault of the store is logged once, and again only after the store has worked in between. Values that cannot be
 * read are dropped.
 */
export function createCache({ keyv, log, answersWithin }: CacheOptions): Cache {
  let failing = false;
  const failed = (error: unknown) => {
    if (!failing) log.warn('cache-failed', { reason: error instanceof Error ? error.message : String(error) });
    failing = true;
  };

  const serialisation = keyv.serialization;
  keyv.serialization = {
    stringify: (value) => serialisation?.stringify(value) ?? JSON.stringify(value),
    async parse<T>(text: string): Promise<T> {
      try {
        const data = await serialisation?.parse<T>(text);
        if (data && typeof data === 'object' && 'value' in data) return data;
      } catch {
        // The same as a text of the wrong shape.
      }
      log.warn('cache-value-dropped');
      // Keyv deletes what has expired, and goes on.
      return { expires: 0 } as T;
    },
  };
  // Keyv tells of most faults by an event and answers as if there were nothing.
  let faults = 0;
  keyv.on('error', (error: unknown) => {
    faults += 1;
    failed(error);
  });

  async function attempt<T>(
    work: () => Promise<T>,
    limit: Patience | 'none' = answersWithin ?? 'none',
  ): Promise<T | undefined> {
    const before = faults;
    try {
      const result = await (limit === 'none' ? work() : inTime(work(), limit));
      if (faults === before) failing = false;
      return result;
    } catch (error) {
      failed(error);
      return undefined;
    }
  }

  return {
    isReachable: () => !failing,
    get: <T>(key: string) => attempt(() => keyv.get<T>(key)),
    async set(key, value, timeToLiveMilliseconds) {
      // Keyv takes 0 for "for ever".
      if (timeToLiveMilliseconds > 0) await attempt(() => keyv.set(key, value, timeToLiveMilliseconds));
      else await attempt(() => keyv.delete(key));
    },
    async delete(key) {
      await attempt(() => keyv.delete(key));
    },
    async *entries<T>(prefix: string) {
      const all = keyv.iterator() as AsyncGenerator<[string, T], void>;
      while (true) {
        // Between two of ours there may be any number of others; a walk ends when the connection does.
        const next = await attempt(() => all.next(), 'none');
        if (!next || next.done) return;
        const [key, value] = next.value;
        if (key.startsWith(prefix)) yield [key, value] as const;
      }
    },
  };
}
