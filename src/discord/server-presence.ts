/** In: a connected client. Out: the servers that it is in, told at the start, with each change, and every day. */
import { type Client, Events } from 'discord.js';
import type { Clock } from '../domain/clock.ts';
import type { Log } from '../domain/ports.ts';
import type { ServerPresence } from '../domain/server-presence.ts';

const DAY_MILLISECONDS = 86_400_000;

/**
 * To be called when every shard is ready. A fault is logged; the next day tells all of them again.
 * @returns resolves when the signal is aborted
 */
export async function tellPresence(
  client: Client,
  presence: ServerPresence,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
  signal: AbortSignal,
): Promise<void> {
  const guarded = (work: Promise<unknown>) =>
    work.catch((error: unknown) => log.warn('server-presence-not-recorded', { error }));
  client.on(Events.GuildCreate, ({ id }) => void guarded(presence.joined(id)));
  // An outage is another event: https://discord.com/developers/docs/events/gateway-events#guild-delete
  client.on(Events.GuildDelete, ({ id }) => void guarded(presence.left(id)));
  while (!signal.aborted) {
    // Those in an outage are among them.
    const deleted = await guarded(presence.present([...client.guilds.cache.keys()]));
    if (Array.isArray(deleted) && deleted.length) log.info('servers-deleted', { servers: deleted.length });
    await clock.sleep(DAY_MILLISECONDS, signal).catch(() => {});
  }
}
