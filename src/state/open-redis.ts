/** In: an address of Redis and a name. Out: a cache in it, in a namespace of its own, that outlives an outage. */
import KeyvRedis, { createClient, defaultReconnectStrategy } from '@keyv/redis';
import { Keyv } from 'keyv';
import type { Clock } from '../domain/clock.ts';
import { StateFault } from '../domain/errors.ts';
import type { Cache, Log } from '../domain/ports.ts';
import { createCache } from './cache.ts';
import { redisFault } from './redis-fault.ts';

export interface RedisCacheOptions {
  /** `redis://user:password@host:port/number`, or `rediss://…`; never logged. */
  readonly url: string;
  /** What the cache is of; those of one name share what they hold. */
  readonly name: string;
  readonly clock: Clock;
  readonly log: Log;
}

export interface RedisCache {
  readonly cache: Cache;
  close(): Promise<void>;
}

const CONNECT_MILLISECONDS = 5_000;
/** A server that is silent for so long is taken for gone. */
const SILENCE_MILLISECONDS = 6_000;
const PING_MILLISECONDS = 2_000;
/** A cache that does not answer by then is done without: somebody is waiting. */
const ANSWER_MILLISECONDS = 1_500;
/** Looked at in one step of a walk; those among them that are ours are read in smaller parts. */
const KEYS_A_STEP = 1_000;
const VALUES_A_STEP = 50;

/**
 * Connects once, to tell a wrong address at the start; after that an outage is a cache that holds nothing, and a server
 * that is back is used again.
 * @throws StateFault when it cannot be reached or written at the start
 */
export async function openRedisCache({ url, name, clock, log }: RedisCacheOptions): Promise<RedisCache> {
  const place = placeOf(url);
  if (!place) {
    throw new StateFault('REDIS_URL is no address.', 'Write it as redis://user:password@host:port/number.');
  }
  let connected = false;
  const client = clientOf(url, place, () => connected);
  // Before there is a cache that logs them; what fails at the start is thrown.
  client.on('error', () => {});
  const store = new SteppingRedis(client, { namespace: `paperboy:${name}`, throwOnErrors: true });
  try {
    await client.connect();
    await store.set(' written at the start', '', Date.now() + 1_000);
    connected = true;
  } catch (error) {
    client.destroy();
    throw redisFault(error, place);
  }
  const keyv = new Keyv({ store, namespace: `paperboy:${name}` });
  return {
    cache: createCache({ keyv, log, answersWithin: { clock, milliseconds: ANSWER_MILLISECONDS } }),
    async close() {
      store.end();
      // What was sent is waited for, but not where nobody answers.
      const closed = new AbortController();
      if (client.isReady) {
        const late = clock.sleep(ANSWER_MILLISECONDS, closed.signal).catch(() => {});
        await Promise.race([client.close(), late]);
      }
      closed.abort();
      client.destroy();
    },
  };
}

/** Walks in large steps, for most keys may be of other caches, and names none twice, which Redis may. */
class SteppingRedis extends KeyvRedis<string> {
  #ended = false;

  /** Whoever comes later is told so; without it, the connection would be opened again for them. */
  end(): void {
    this.#ended = true;
  }

  override async getClient(): ReturnType<KeyvRedis<string>['getClient']> {
    if (this.#ended) throw new Error('The cache is closed.');
    return super.getClient();
  }

  override async *iterator<U>(): AsyncGenerator<[string, U | undefined], void, unknown> {
    const prefix = `${this.namespace}${this.keyPrefixSeparator}`;
    const seen = new Set<string>();
    const [client] = await this.getMasterNodes();
    let cursor = '0';
    do {
      const step = await client?.scan(cursor, { MATCH: `${prefix}*`, COUNT: KEYS_A_STEP, TYPE: 'string' });
      cursor = String(step?.cursor ?? 0);
      const keys = (step?.keys ?? []).map(String).filter((key) => !seen.has(key));
      for (const key of keys) seen.add(key);
      for (let at = 0; at < keys.length; at += VALUES_A_STEP) {
        const part = keys.slice(at, at + VALUES_A_STEP).map((key) => key.slice(prefix.length));
        const values = await this.getMany<U>(part);
        for (const [index, key] of part.entries()) {
          // Gone since: it expired, or somebody deleted it.
          if (values[index] !== undefined) yield [key, values[index]];
        }
      }
    } while (cursor !== '0');
  }
}

/** @throws StateFault for an address that nothing can be connected to */
function clientOf(url: string, place: string, isToReconnect: () => boolean) {
  try {
    return createClient({
      url,
      name: 'paperboy',
      disableOfflineQueue: true,
      pingInterval: PING_MILLISECONDS,
      socket: {
        connectTimeout: CONNECT_MILLISECONDS,
        socketTimeout: SILENCE_MILLISECONDS,
        reconnectStrategy: (attempts) => isToReconnect() && defaultReconnectStrategy(attempts),
      },
    });
  } catch (error) {
    throw redisFault(error, place);
  }
}

/** Without the user's name and password; `undefined` where it is no address. */
function placeOf(url: string): string | undefined {
  if (!URL.canParse(url) || !/^rediss?:$/.test(new URL(url).protocol)) return undefined;
  return `Redis at ${new URL(url).host || 'localhost'}`;
}
