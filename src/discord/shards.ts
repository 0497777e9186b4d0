/** A client comes in; how each of its connections to the gateway is, and a way to make one anew, goes out. */
import type { EventEmitter } from 'node:events';
import { type Client, Events, Status } from 'discord.js';
import type { Clock } from '../domain/clock.ts';

export interface ShardState {
  readonly id: number;
  /** In words: `ready`, `connecting`, `resuming`, … */
  readonly state: string;
  readonly ready: boolean;
  /** Milliseconds since the gateway was last heard: an event, or the acknowledgement of a heartbeat. */
  readonly silentFor: number;
  /** Milliseconds since the shard was last ready; 0 while it is. */
  readonly notReadyFor: number;
  /** Milliseconds since the last acknowledged heartbeat, to a few seconds; missing before the first. */
  readonly heartbeatAge?: number;
  /** Milliseconds from a heartbeat to its acknowledgement; missing before the first. */
  readonly latency?: number;
}

export interface Shards {
  /** By id. None before the gateway has said how many there are. */
  states(): ShardState[];
  /** Closes this connection and opens another. @returns whether that could be asked for */
  reconnect(id: number): boolean;
  /** Stops listening. */
  close(): void;
}

interface Heard {
  at: number;
  readyAt: number;
  /** When discord.js sent the heartbeat that was acknowledged last, on its own clock. */
  heartbeat: number;
  acknowledgedAt: number | undefined;
}

/** @param clock the one that the machine's time passes by, for discord.js beats by it */
export function watchShards(client: Client, clock: Clock): Shards {
  const heard = new Map<number, Heard>();
  const of = (id: number): Heard => {
    const known = heard.get(id) ?? { at: clock.now(), readyAt: clock.now(), heartbeat: -1, acknowledgedAt: undefined };
    heard.set(id, known);
    return known;
  };
  const hear = (_packet: unknown, id: number) => {
    of(id).at = clock.now();
  };
  // Every event of the gateway, of which the types of discord.js know nothing.
  const events: EventEmitter = client;
  events.on(Events.Raw, hear);

  return {
    states() {
      const now = clock.now();
      return [...client.ws.shards.values()]
        .map((shard): ShardState => {
          const known = of(shard.id);
          // discord.js tells nobody of an acknowledgement, but it writes it down.
          const beat = shard.lastPingTimestamp;
          if (beat > 0 && beat !== known.heartbeat) {
            Object.assign(known, { heartbeat: beat, at: now, acknowledgedAt: now });
          }
          const ready = shard.status === Status.Ready;
          if (ready) known.readyAt = now;
          const { acknowledgedAt } = known;
          return {
            id: shard.id,
            state: stateName(shard.status),
            ready,
            silentFor: now - known.at,
            notReadyFor: now - known.readyAt,
            ...(acknowledgedAt !== undefined && { heartbeatAge: now - acknowledgedAt, latency: shard.ping }),
          };
        })
        .sort((one, other) => one.id - other.id);
    },
    reconnect: (id) => reconnect(client, id),
    close() {
      events.off(Events.Raw, hear);
    },
  };
}

/** `WaitingForGuilds` → `waiting for guilds`. */
function stateName(status: Status): string {
  return (Status[status] ?? 'unknown').replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}

/** Closing with 1000 would tell discord.js that it was meant to stay closed. */
const CLOSE_CODE = 4200;
/** `WebSocketShardDestroyRecovery.Reconnect`: identify anew, for a session that is deaf is not worth resuming. */
const RECONNECT = 0;

interface InnerShard {
  destroy(options: { readonly code: number; readonly reason: string; readonly recover: number }): Promise<void>;
}

/**
 * discord.js has no public way to make one connection anew, so that this reaches for the manager within. Where a later
 * version has it elsewhere, nothing is done, and who watches ends the program instead.
 */
function reconnect(client: Client, id: number): boolean {
  const strategy = property(property(client.ws, '_ws'), 'strategy');
  const shards = property(strategy, 'shards');
  const shard: unknown = shards instanceof Map ? shards.get(id) : undefined;
  if (typeof property(shard, 'destroy') !== 'function') return false;
  const options = { code: CLOSE_CODE, reason: 'Nothing heard for too long', recover: RECONNECT };
  // What goes wrong shows as a shard that is still deaf.
  (shard as InnerShard).destroy(options).catch(() => undefined);
  return true;
}

function property(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null ? Reflect.get(of, name) : undefined;
}
