/** Part of the composition root: settings in; the durable database, the names of readers in it, and caches out. */
import { join } from 'node:path';
import type { Config } from './config.ts';
import type { Clock } from './domain/clock.ts';
import type { Cache, Log } from './domain/ports.ts';
import { openCache } from './state/open-cache.ts';
import { openDatabase, type SqliteOptions } from './state/open-database.ts';
import { openRedisCache } from './state/open-redis.ts';
import type { StateDatabase } from './state/tables.ts';
import { openReaderKey, type ReaderKey, sharedReaderKey } from './state/usage-reader-key.ts';

interface Tools {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * The durable records: in PostgreSQL where DATABASE_URL is set, else in a file. Once a process.
 * @throws StateFault
 */
export function openState(
  { config, log }: Pick<Tools, 'config' | 'log'>,
  { survives }: Pick<SqliteOptions, 'survives'> = {},
): Promise<StateDatabase> {
  const { databaseUrl: url, dataFolder } = config;
  if (url) return openDatabase({ url, log });
  return openDatabase({ path: join(dataFolder, 'state.sqlite'), ...(survives && { survives }) });
}

/**
 * How readers are named in these records. Machines that share a database must agree on it, and have a bot's token in
 * common; a file would be another one on each. @throws StateFault
 */
export function openReaders({ databaseUrl, dataFolder, discord }: Config): ReaderKey {
  if (databaseUrl && discord.token) return sharedReaderKey(discord.token);
  return openReaderKey(join(dataFolder, 'reader-key'));
}

/** What answering remembers: what was said, and, where a model writes, its answers. @throws StateFault as below */
export async function openAnswerCaches(
  tools: Tools,
  hasModel: boolean,
): Promise<{ readonly memory: NamedCache; readonly answers?: NamedCache }> {
  const memory = await openNamedCache(tools, 'conversations');
  if (!hasModel) return { memory };
  const answers = await openNamedCache(tools, 'answers').catch(async (error: unknown) => {
    await memory.close();
    throw error;
  });
  return { memory, answers };
}

/**
 * Each in a file or a namespace of its own: deleting one, or going through it, touches no other. `embeddings` is always a
 * file: they are as large as the library, cost money, and are of use to who fills it alone.
 */
export type CacheName = 'cache' | 'answers' | 'conversations' | 'embeddings';

export interface NamedCache {
  readonly cache: Cache;
  close(): Promise<void>;
}

/**
 * What may be lost: in Redis where REDIS_URL is set, else in a file.
 * @throws StateFault when Redis cannot be had at the start; a file never fails
 */
export async function openNamedCache({ config, clock, log }: Tools, name: CacheName): Promise<NamedCache> {
  const { redisUrl: url, dataFolder } = config;
  if (url && name !== 'embeddings') return openRedisCache({ url, name, clock, log });
  const { cache, close } = openCache({ path: join(dataFolder, `${name}.sqlite`), clock, log });
  return { cache, close: async () => close() };
}
