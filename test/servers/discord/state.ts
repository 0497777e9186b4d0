/** What the loopback Discord remembers: people, channels, messages, commands, interactions. It outlives the bot's process. */
import { EventEmitter } from 'node:events';
import type { WireChoice, WireCommand, WireMessage, WireUser } from './wire.ts';

const discordEpoch = 1_420_070_400_000n;

export interface Channel {
  readonly id: string;
  readonly name: string;
  /** 0 = text, 5 = announcement. */
  readonly type: number;
}

/** One state of a reply, as a person saw it. `at` is in milliseconds since 1970, on the double's own clock. */
export interface HistoryEntry {
  readonly at: number;
  readonly what: 'deferred' | 'reply' | 'edit' | 'follow-up' | 'follow-up edit' | 'delete' | 'choices' | 'modal';
  readonly message: WireMessage | undefined;
}

export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly type: number;
  /** `/ask`, or the custom id of what was clicked. */
  readonly name: string;
  readonly userId: string;
  readonly channelId: string;
  readonly createdAt: number;
  /** The message whose button was clicked. */
  readonly source: WireMessage | undefined;
  /** Type of the callback; undefined until the bot has acknowledged. */
  acknowledged: number | undefined;
  ephemeral: boolean;
  original: WireMessage | undefined;
  readonly followUps: WireMessage[];
  choices: readonly WireChoice[] | undefined;
  modal: unknown;
  readonly history: HistoryEntry[];
}

export interface State {
  readonly applicationId: string;
  readonly token: string;
  readonly guildId: string;
  readonly bot: WireUser;
  readonly channels: readonly Channel[];
  readonly users: Map<string, WireUser>;
  readonly messages: Map<string, WireMessage>;
  /** Content of uploaded files by attachment id. */
  readonly files: Map<string, Buffer>;
  readonly commands: Map<string, WireCommand>;
  /** By token. */
  readonly interactions: Map<string, Interaction>;
  /** Emits `change` after every change that somebody may wait for. */
  readonly changes: EventEmitter;
  /** Milliseconds since 1970 on the double's clock: real time plus what was advanced. */
  now(): number;
  advance(milliseconds: number): void;
  /** A new snowflake, later than all before. */
  newId(): string;
  addUser(username: string, bot?: boolean): WireUser;
}

export interface StateOptions {
  /** Channel names; a name that starts with `news` is an announcement channel. Default: `papers`, `news`. */
  readonly channels?: readonly string[];
}

export function createState({ channels = ['papers', 'news'] }: StateOptions = {}): State {
  let ahead = 0;
  let counter = 0n;
  const now = () => Date.now() + ahead;
  const newId = () => (((BigInt(now()) - discordEpoch) << 22n) | (counter++ & 0x3fffffn)).toString();
  const users = new Map<string, WireUser>();
  const addUser = (username: string, bot = false) => {
    const user: WireUser = {
      id: newId(),
      username,
      global_name: bot ? null : username,
      discriminator: bot ? '0001' : '0',
      avatar: null,
      bot,
      flags: 0,
      public_flags: 0,
      primary_guild: null,
    };
    users.set(user.id, user);
    return user;
  };
  const bot = addUser('paperboy', true);
  return {
    applicationId: bot.id,
    token: `${Buffer.from(bot.id).toString('base64url')}.GaBcDe.only-valid-on-the-loopback-discord`,
    guildId: newId(),
    bot,
    channels: channels.map((name) => ({ id: newId(), name, type: name.startsWith('news') ? 5 : 0 })),
    users,
    messages: new Map(),
    files: new Map(),
    commands: new Map(),
    interactions: new Map(),
    changes: new EventEmitter().setMaxListeners(0),
    now,
    advance: (milliseconds) => {
      ahead += milliseconds;
    },
    newId,
    addUser,
  };
}

/** Writes down what a person sees now, and wakes whoever waits for it. */
export function note(state: State, interaction: Interaction, what: HistoryEntry['what'], message?: WireMessage): void {
  interaction.history.push({ at: state.now(), what, message: message && structuredClone(message) });
  state.changes.emit('change');
}
