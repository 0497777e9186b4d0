/** Web sockets come in; they are greeted, identified, fed with events and resumed as Discord's gateway does. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import type { State } from './state.ts';
import type { Violations } from './violations.ts';
import { wireGuild } from './wire-guild.ts';

const Opcode = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  presence: 3,
  resume: 6,
  reconnect: 7,
  invalidSession: 9,
  hello: 10,
  acknowledged: 11,
} as const;
const CloseCode = {
  decode: 4002,
  notAuthenticated: 4003,
  badToken: 4004,
  rateLimited: 4008,
  disallowedIntents: 4014,
} as const;
const privilegedIntents = (1 << 1) | (1 << 8) | (1 << 15);
const sendsPerMinute = 120;

interface Packet {
  readonly op: number;
  readonly d: unknown;
  readonly s?: number | null;
  readonly t?: string | null;
}

interface Session {
  readonly id: string;
  readonly events: Packet[];
  socket: WebSocket | undefined;
}

export interface GatewayOptions {
  /** Milliseconds between heartbeats that the bot is told to keep. */
  readonly heartbeatInterval?: number;
  /** Bits of privileged intents that the portal grants; none unless told. */
  readonly grantedIntents?: number;
}

export interface Gateway {
  /** Bots that are connected now. */
  connected(): number;
  /** A bot is connected, or was and may resume and get what it missed. */
  known(): boolean;
  /** How often a bot has identified and resumed. */
  readonly counts: { identified: number; resumed: number };
  dispatch(event: string, data: unknown): void;
  /** Op 7: the bot is asked to come back. Resolves when it has gone; what happens until it is back is replayed to it. */
  reconnect(): Promise<void>;
  /** Closes every connection with this code; without one, as a network that fails. Resolves when they are closed. */
  cut(code?: number): Promise<void>;
  close(): void;
}

export function attachGateway(
  server: Server,
  { heartbeatInterval = 41_250, grantedIntents = 0 }: GatewayOptions,
  { state, violations, url }: { readonly state: State; readonly violations: Violations; url(): string },
): Gateway {
  const sockets = new WebSocketServer({ server, maxPayload: 4096 });
  const sessions = new Map<string, Session>();
  const counts = { identified: 0, resumed: 0 };
  const live = () => [...sessions.values()].filter(({ socket }) => socket !== undefined);

  sockets.on('connection', (socket) => {
    let session: Session | undefined;
    let received: number[] = [];
    socket.on('error', () => socket.terminate());
    socket.on('close', (code) => {
      if (session?.socket !== socket) return;
      session.socket = undefined;
      // Closing with 1000 or 1001 gives the session up; any other way it can be resumed.
      if (code === 1000 || code === 1001) sessions.delete(session.id);
      state.changes.emit('change');
    });
    send(socket, { op: Opcode.hello, d: { heartbeat_interval: heartbeatInterval } });
    socket.on('message', (raw) => {
      const packet = parse(String(raw));
      if (!packet) return socket.close(CloseCode.decode, 'Decode error');
      received = [...received.filter((at) => at > Date.now() - 60_000), Date.now()];
      if (received.length > sendsPerMinute) {
        violations.record({ layer: 'gateway', request: `op ${packet.op}`, problem: 'more than 120 sends in 60 s' });
        return socket.close(CloseCode.rateLimited, 'Rate limited');
      }
      switch (packet.op) {
        case Opcode.heartbeat:
          return send(socket, { op: Opcode.acknowledged, d: null });
        case Opcode.identify:
          session = identify(socket, packet.d as { token: string; intents: number; shard?: unknown });
          return;
        case Opcode.resume:
          session = resume(socket, packet.d as { token: string; session_id: string; seq: number });
          return;
        default:
          if (!session) return socket.close(CloseCode.notAuthenticated, 'Not authenticated');
          if (packet.op === Opcode.presence) return;
          violations.record({ layer: 'gateway', request: `op ${packet.op}`, problem: 'the double does not know it' });
      }
    });
  });

  function identify(socket: WebSocket, data: { token: string; intents: number; shard?: unknown }): Session | undefined {
    if (data.token !== state.token) {
      socket.close(CloseCode.badToken, 'Authentication failed');
      return undefined;
    }
    if (data.intents & privilegedIntents & ~grantedIntents) {
      socket.close(CloseCode.disallowedIntents, 'Disallowed intent(s)');
      return undefined;
    }
    // What a dead process left behind will never be resumed once another has identified.
    for (const { id, socket: open } of sessions.values()) if (!open) sessions.delete(id);
    const session: Session = { id: randomUUID().replaceAll('-', ''), events: [], socket };
    sessions.set(session.id, session);
    counts.identified += 1;
    push(session, 'READY', {
      v: 10,
      user: state.bot,
      guilds: [{ id: state.guildId, unavailable: true }],
      session_id: session.id,
      resume_gateway_url: url(),
      shard: data.shard ?? [0, 1],
      application: { id: state.applicationId, flags: 0 },
    });
    push(session, 'GUILD_CREATE', wireGuild(state));
    state.changes.emit('change');
    return session;
  }

  function resume(socket: WebSocket, data: { token: string; session_id: string; seq: number }): Session | undefined {
    const session = sessions.get(data.session_id);
    if (!session || data.token !== state.token) {
      send(socket, { op: Opcode.invalidSession, d: false });
      return undefined;
    }
    session.socket = socket;
    counts.resumed += 1;
    for (const event of session.events.slice(data.seq)) send(socket, event);
    push(session, 'RESUMED', {});
    state.changes.emit('change');
    return session;
  }

  /** When everything that is connected now has closed. */
  async function disconnected(): Promise<void> {
    await Promise.all(live().map(({ socket }) => socket && once(socket, 'close')));
  }

  return {
    connected: () => live().length,
    known: () => sessions.size > 0,
    counts,
    dispatch(event, data) {
      for (const session of sessions.values()) push(session, event, data);
    },
    async reconnect() {
      const gone = disconnected();
      for (const { socket } of live()) if (socket) send(socket, { op: Opcode.reconnect, d: null });
      await gone;
    },
    async cut(code) {
      const gone = disconnected();
      for (const { socket } of live()) {
        if (code === undefined) socket?.terminate();
        else socket?.close(code, 'cut by the test');
      }
      await gone;
    },
    close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

/** Numbered from 1, so that the event with number n stands at index n - 1. */
function push(session: Session, event: string, data: unknown): void {
  const packet: Packet = { op: Opcode.dispatch, t: event, s: session.events.length + 1, d: structuredClone(data) };
  session.events.push(packet);
  if (session.socket) send(session.socket, packet);
}

function send(socket: WebSocket, packet: Packet): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ s: null, t: null, ...packet }));
}

function parse(text: string): Packet | undefined {
  try {
    return JSON.parse(text) as Packet;
  } catch {
    return undefined;
  }
}
