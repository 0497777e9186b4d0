/** One bot's session on the gateway: what it is told is numbered and kept for a while, so that it can resume. */
import type { WebSocket } from 'ws';
import { Intent, isWanted } from './gateway-intents.ts';
import { withoutContent } from './message-events.ts';
import type { WireUser } from './wire.ts';

/** Events that are kept for a bot that is away. */
const mostKept = 2000;

export interface Packet {
  readonly op: number;
  readonly d: unknown;
  readonly s?: number | null;
  readonly t?: string | null;
}

export interface Session {
  readonly id: string;
  readonly shard: readonly [number, number];
  readonly intents: number;
  socket: WebSocket | undefined;
  /** It gets nothing more on this connection, not even an answer to its heartbeats. */
  deaf: boolean;
  sequence: number;
  events: Packet[];
}

/** A server belongs to one shard by its id; direct messages to the first. */
export function shardOf(guildId: string | undefined, shards: number): number {
  return guildId === undefined ? 0 : Number((BigInt(guildId) >> 22n) % BigInt(shards));
}

/** Sends what this session is entitled to, without content that it may not read. */
export function tell(session: Session, event: string, data: Readonly<Record<string, unknown>>, bot: WireUser): void {
  const guildId = (event.startsWith('GUILD_') ? data.id : data.guild_id) as string | undefined;
  const [id, count] = session.shard;
  if (shardOf(guildId, count) !== id || !isWanted(session.intents, event, guildId !== undefined)) return;
  const hidden = event.startsWith('MESSAGE_') && 'content' in data && !(session.intents & Intent.messageContent);
  push(session, event, hidden ? withoutContent(data, bot) : data);
}

export function push(session: Session, event: string, data: unknown): void {
  session.sequence += 1;
  const packet: Packet = { op: 0, t: event, s: session.sequence, d: structuredClone(data) };
  session.events.push(packet);
  if (session.events.length > mostKept) session.events.shift();
  if (session.socket && !session.deaf) send(session.socket, packet);
}

/** What came after the event of that number; undefined when it is no longer kept. */
export function missed({ events, sequence }: Session, after: number): readonly Packet[] | undefined {
  const left = sequence - after;
  if (left < 0 || left > events.length) return undefined;
  return left === 0 ? [] : events.slice(-left);
}

export function send(socket: WebSocket, packet: Packet): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ s: null, t: null, ...packet }));
}
