/** Web sockets come in; they are greeted, identified, fed with events and resumed as Discord's gateway does. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { CloseCode, Opcode } from './gateway-codes.ts';
import { knownIntents, privilegedIntents } from './gateway-intents.ts';
import { missed, type Packet, push, type Session, send, shardOf, tell } from './gateway-session.ts';
import { createIdentifyLimit } from './identify-limit.ts';
import type { State } from './state.ts';
import type { Violations } from './violations.ts';
import { wireGuild } from './wire-guild.ts';

const sendsPerMinute = 120;
/** Of the interval: a bot that is later than this is taken for dead. Discord's own patience is not documented. */
const heartbeatPatience = 1.5;

export interface GatewayOptions {
  /** Milliseconds between heartbeats that the bot is told to keep. */
  readonly heartbeatInterval?: number;
  /** Bits of privileged intents that the portal grants; none unless told. */
  readonly grantedIntents?: number;
  /** How many shards the bot is told to use, and must use when there are more than one. Default 1. */
  readonly shards?: number;
  /** Shards that may identify in 5 s. Kept by the double only when given; the bot is told 1 otherwise. */
  readonly maxConcurrency?: number;
  /** Sessions that the bot may still start today. Default 1000. */
  readonly sessionStarts?: number;
}

export interface SessionView {
  readonly shard: readonly [number, number];
  readonly intents: number;
  readonly connected: boolean;
}

export interface Gateway {
  /** Bots, or shards of them, that are connected now. */
  connected(): number;
  /** A bot is connected, or was and may resume and get what it missed. */
  known(): boolean;
  sessions(): SessionView[];
  /** How often a bot has identified and resumed. */
  readonly counts: { identified: number; resumed: number };
  /** Tells this to every shard that it concerns and that has the intent for it. */
  dispatch(event: string, data: Readonly<Record<string, unknown>>): void;
  /** Hears everything that bots could be told, whatever they asked for. */
  listen(listener: (event: string, data: Readonly<Record<string, unknown>>) => void): void;
  /** Op 7: the bot is asked to come back. Resolves when it has gone; what happens until it is back is replayed to it. */
  reconnect(): Promise<void>;
  /** Op 9: the session is over, and the bot closes the connection; or it is only shaken, and to be resumed. */
  invalidate(resumable?: boolean): Promise<void>;
  /** Connections stay open, but nothing comes of them any more, not even answers to heartbeats. New connections work. */
  deafen(): void;
  /** Closes every connection with this code; without one, as a network that fails. Resolves when they are closed. */
  cut(code?: number): Promise<void>;
  /** Cuts every connection and takes no new ones until `recover`. */
  outage(): Promise<void>;
  recover(): void;
  close(): void;
}

interface Identify {
  readonly token: string;
  readonly intents: number;
  readonly shard?: readonly [number, number];
}

export function attachGateway(
  server: Server,
  { heartbeatInterval = 41_250, grantedIntents = 0, shards = 1, maxConcurrency }: GatewayOptions,
  { state, violations, url }: { readonly state: State; readonly violations: Violations; url(): string },
): Gateway {
  let down = false;
  const sockets = new WebSocketServer({ server, maxPayload: 4096, verifyClient: () => !down });
  const sessions = new Map<string, Session>();
  const counts = { identified: 0, resumed: 0 };
  const live = () => [...sessions.values()].filter(({ socket }) => socket !== undefined);
  const mayIdentify = createIdentifyLimit(maxConcurrency, state.now);
  const dispatch = (event: string, data: Readonly<Record<string, unknown>>) => {
    for (const session of sessions.values()) tell(session, event, data, state.bot);
  };
  state.changes.on('event', dispatch);

  sockets.on('connection', (socket) => {
    let session: Session | undefined;
    let received: number[] = [];
    const mute = setTimeout(
      () => socket.close(CloseCode.timedOut, 'Session timed out'),
      heartbeatInterval * heartbeatPatience,
    );
    socket.on('error', () => socket.terminate());
    socket.on('close', (code) => {
      clearTimeout(mute);
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
          mute.refresh();
          return session?.deaf ? undefined : send(socket, { op: Opcode.acknowledged, d: null });
        case Opcode.identify:
          if (session) return socket.close(CloseCode.alreadyAuthenticated, 'Already authenticated');
          session = identify(socket, packet.d as Identify);
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

  function identify(socket: WebSocket, { token, intents, shard = [0, 1] }: Identify): Session | undefined {
    const refused = refusedWith(token, intents, shard);
    if (refused) {
      socket.close(CloseCode[refused], refused);
      return undefined;
    }
    if (!mayIdentify(shard[0])) {
      violations.record({ layer: 'gateway', request: 'op 2', problem: 'more shards than max_concurrency in 5 s' });
      send(socket, { op: Opcode.invalidSession, d: false });
      return undefined;
    }
    // What a dead process left behind will never be resumed once another has identified.
    for (const { id, socket: open, shard: other } of sessions.values()) {
      if (!open && (other[0] === shard[0] || other[1] !== shard[1])) sessions.delete(id);
    }
    const id = randomUUID().replaceAll('-', '');
    const session: Session = { id, shard, intents, socket, deaf: false, sequence: 0, events: [] };
    sessions.set(session.id, session);
    counts.identified += 1;
    const guilds = state.guilds.filter((guild) => guild.joined && shardOf(guild.id, shard[1]) === shard[0]);
    push(session, 'READY', {
      v: 10,
      user: state.bot,
      guilds: guilds.map((guild) => ({ id: guild.id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: url(),
      shard,
      application: { id: state.applicationId, flags: 0 },
    });
    for (const guild of guilds) tell(session, 'GUILD_CREATE', wireGuild(state, guild), state.bot);
    state.changes.emit('change');
    return session;
  }

  function refusedWith(token: string, intents: number, [id, count]: readonly [number, number]) {
    if (token !== state.token) return 'badToken';
    if (!Number.isInteger(intents) || intents & ~knownIntents) return 'invalidIntents';
    if (intents & privilegedIntents & ~grantedIntents) return 'disallowedIntents';
    if (!(id >= 0 && id < count)) return 'invalidShard';
    return count < shards ? 'shardingRequired' : undefined;
  }

  function resume(socket: WebSocket, data: { token: string; session_id: string; seq: number }): Session | undefined {
    const session = sessions.get(data.session_id);
    const events = session && missed(session, data.seq);
    if (!session || !events || data.token !== state.token) {
      send(socket, { op: Opcode.invalidSession, d: false });
      return undefined;
    }
    session.socket = socket;
    session.deaf = false;
    counts.resumed += 1;
    for (const event of events) send(socket, event);
    push(session, 'RESUMED', {});
    state.changes.emit('change');
    return session;
  }

  /** Does this to everything that is connected now; resolves when all of that has closed. */
  async function untilGone(act: (session: Session, socket: WebSocket) => void): Promise<void> {
    const open = live().flatMap((session) => (session.socket ? [{ session, socket: session.socket }] : []));
    const gone = Promise.all(open.map(({ socket }) => once(socket, 'close')));
    for (const { session, socket } of open) act(session, socket);
    await gone;
  }

  return {
    connected: () => live().length,
    known: () => sessions.size > 0,
    sessions: () =>
      [...sessions.values()].map(({ shard, intents, socket }) => ({ shard, intents, connected: socket !== undefined })),
    counts,
    dispatch: state.tell,
    listen: (listener) => state.changes.on('event', listener),
    reconnect: () => untilGone((_, socket) => send(socket, { op: Opcode.reconnect, d: null })),
    async invalidate(resumable = false) {
      if (!resumable) {
        return untilGone((session, socket) => {
          sessions.delete(session.id);
          send(socket, { op: Opcode.invalidSession, d: false });
        });
      }
      // The bot may resume on the same connection; until then it is told nothing.
      for (const session of live()) {
        if (session.socket) send(session.socket, { op: Opcode.invalidSession, d: true });
        session.socket = undefined;
      }
    },
    deafen() {
      for (const session of live()) session.deaf = true;
    },
    cut: (code) =>
      untilGone((_, socket) => (code === undefined ? socket.terminate() : socket.close(code, 'cut by the test'))),
    async outage() {
      down = true;
      await untilGone((_, socket) => socket.terminate());
    },
    recover() {
      down = false;
    },
    close() {
      state.changes.off('event', dispatch);
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

function parse(text: string): Packet | undefined {
  try {
    return JSON.parse(text) as Packet;
  } catch {
    return undefined;
  }
}
