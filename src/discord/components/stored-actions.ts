/** Actions that do not fit into a custom_id: kept under a key for a month, so that their buttons outlive a restart. */
import { createHash } from 'node:crypto';
import { StateFault } from '../../domain/errors.ts';
import type { Cache, Log } from '../../domain/ports.ts';
import { type Payload, readPayload } from './custom-id.ts';

const PREFIX = 'action:1:';
const MONTH = 30 * 24 * 3_600_000;
const KEY_LENGTH = 22;

export interface StoredActions {
  /** The same action of the same asker has the same key. */
  keep(asker: string, key: string, payload: Payload): Promise<void>;
  /** @returns `undefined` when it is too old or was forgotten */
  find(asker: string, key: string): Promise<Payload | undefined>;
}

/** 128 bits of a hash: short enough for a custom_id. */
export function keyOf(json: string): string {
  return createHash('sha256').update(json).digest('base64url').slice(0, KEY_LENGTH);
}

/** A fault of the cache is logged, and never the reader's: the button will have expired. */
export function createStoredActions(cache: Cache, log: Log): StoredActions {
  const failed = (error: unknown) => log.warn('discord-action-not-stored', { error: String(error) });
  return {
    keep: (asker, key, payload) => cache.set(`${PREFIX}${asker}:${key}`, payload, MONTH).catch(failed),
    find: async (asker, key) => readPayload(await cache.get<unknown>(`${PREFIX}${asker}:${key}`).catch(failed)),
  };
}

/** What a reader typed may stand in their actions. @throws StateFault when it cannot be told that none is left */
export async function forgetStoredActions(cache: Cache, reader: string): Promise<void> {
  const mine = `${PREFIX}${reader}:`;
  for await (const [key] of cache.entries(mine)) await cache.delete(key.slice(key.indexOf(PREFIX)));
  if (cache.isReachable?.() !== false) return;
  throw new StateFault('Buttons could not be deleted.', 'Try again later.', { retryable: true });
}
