/** What the loopback Discord remembers: people, channels, messages, commands, interactions. It outlives the bot's process. */
import { EventEmitter } from 'node:events';
import { type Channel, newChannel } from './channel.ts';
import { archiveIdleThreads } from './channel-changes.ts';
import { allPermissions } from './permissions.ts';
import type { WireChoice, WireCommand, WireMessage, WireModal, WireUser } from './wire.ts';

export type { Channel } from './channel.ts';

const discordEpoch = 1_420_070_400_000n;

/** A server. */
export interface Guild {
  readonly id: string;
  readonly name: string;
  readonly locale: string;
  /** Whether the bot is a member. */
  joined: boolean;
  /** What everyone's role grants the bot, before the overwrites of a channel. */
  botPermissions: bigint;
  /** The role that Discord made for the bot when it joined. */
  readonly botRoleId: string;
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
  /** Who has installed the application that was called: 0 = the server, 1 = the person; with their ids. */
  readonly owners: Readonly<Record<string, string>>;
  /** Discord shows whatever is answered to the asker only: a server that does not let people's own apps speak. */
  readonly onlyPrivate: boolean;
  /** The message whose button was clicked. */
  readonly source: WireMessage | undefined;
  /** The interaction that showed the modal that was submitted. */
  readonly before: Interaction | undefined;
  /** What a message or user command was used on. */
  readonly targetId: string | undefined;
  /** Type of the callback; undefined until the bot has acknowledged. */
  acknowledged: number | undefined;
  ephemeral: boolean;
  original: WireMessage | undefined;
  /** How often the webhook was posted to. */
  followUpsSent: number;
  readonly followUps: WireMessage[];
  choices: readonly WireChoice[] | undefined;
  modal: WireModal | undefined;
  readonly history: HistoryEntry[];
}

export interface State {
  readonly applicationId: string;
  readonly token: string;
  /** The first server, and the only one unless more were asked for. */
  readonly guildId: string;
  readonly guilds: Guild[];
  readonly bot: WireUser;
  /** Channels of every server, threads and direct messages. */
  readonly channels: Channel[];
  readonly users: Map<string, WireUser>;
  /** People who take no direct messages of the bot. */
  readonly closedTo: Set<string>;
  readonly memberPermissions: string | undefined;
  readonly messages: Map<string, WireMessage>;
  /** Who alone sees an ephemeral message, by its id. */
  readonly onlyFor: Map<string, string>;
  /** Who has reacted, by message id and emoji. */
  readonly reactions: Map<string, Set<string>>;
  /** Content of uploaded files by attachment id. */
  readonly files: Map<string, Buffer>;
  readonly commands: Map<string, WireCommand>;
  /** By token. */
  readonly interactions: Map<string, Interaction>;
  /** Emits `change` after every change that somebody may wait for, and `event` with what the gateway tells the bot. */
  readonly changes: EventEmitter;
  /** Milliseconds since 1970 on the double's clock: real time plus what was advanced. */
  now(): number;
  advance(milliseconds: number): void;
  /** Does this while the double's clock stands still: its own checking is no delay of the bot's. */
  uncounted<Result>(work: () => Result): Result;
  /** A new snowflake, later than all before. */
  newId(): string;
  addUser(username: string, bot?: boolean): WireUser;
  /** Tells every connected bot that is entitled to know. */
  tell(event: string, data: Readonly<Record<string, unknown>>): void;
}

export interface StateOptions {
  /**
   * Channel names; `news…` is an announcement channel, `forum…` a forum, `voice…` and `stage…` what they say.
   * Default: `papers`, `news`.
   */
  readonly channels?: readonly string[];
  /** More servers that the bot is a member of, each with a channel `general`; their ids fall on different shards. */
  readonly servers?: readonly string[];
  /** What the member who types may do, as Discord sends it. Default: nearly everything. */
  readonly memberPermissions?: string;
}

export function createState(options: StateOptions = {}): State {
  const { channels = ['papers', 'news'], servers = [], memberPermissions } = options;
  let ahead = 0;
  let counter = 0n;
  const now = () => Date.now() + ahead;
  const newId = (later = 0) => (((BigInt(now() + later) - discordEpoch) << 22n) | (counter++ & 0x3fffffn)).toString();
  const users = new Map<string, WireUser>();
  const addUser = (username: string, bot = false) => {
    const user: WireUser = {
      id: newId(),
      username,
      global_name: bot ? null : username,
      discriminator: bot ? '0001' : '0',
      avatar: null,
      avatar_decoration_data: null,
      clan: null,
      collectibles: null,
      display_name_styles: null,
      bot,
      flags: 0,
      public_flags: 0,
      primary_guild: null,
    };
    users.set(user.id, user);
    return user;
  };
  const bot = addUser('paperboy', true);
  // A server's shard follows from the millisecond of its id, so that each gets one of its own.
  const guilds = ['Reading group', ...servers].map((name, index) => ({
    id: newId(index),
    name,
    locale: 'en-US',
    joined: true,
    botPermissions: BigInt(allPermissions),
    botRoleId: newId(),
  }));
  const changes = new EventEmitter().setMaxListeners(0);
  const state: State = {
    applicationId: bot.id,
    token: `${Buffer.from(bot.id).toString('base64url')}.GaBcDe.only-valid-on-the-loopback-discord`,
    guildId: guilds[0]?.id ?? '',
    guilds,
    bot,
    channels: guilds.flatMap(({ id }, index) =>
      (index === 0 ? channels : ['general']).map((name) => newChannel({ id: newId(), name, guildId: id })),
    ),
    users,
    closedTo: new Set(),
    memberPermissions,
    messages: new Map(),
    onlyFor: new Map(),
    reactions: new Map(),
    files: new Map(),
    commands: new Map(),
    interactions: new Map(),
    changes,
    now,
    advance(milliseconds) {
      ahead += milliseconds;
      archiveIdleThreads(state);
    },
    uncounted(work) {
      const start = performance.now();
      try {
        return work();
      } finally {
        // Rounded down, so that the clock never goes back.
        ahead -= Math.floor(performance.now() - start);
      }
    },
    newId: () => newId(),
    addUser,
    tell: (event, data) => changes.emit('event', event, data),
  };
  return state;
}

/** Writes down what a person sees now, and wakes whoever waits for it. */
export function note(state: State, interaction: Interaction, what: HistoryEntry['what'], message?: WireMessage): void {
  interaction.history.push({ at: state.now(), what, message: message && structuredClone(message) });
  state.changes.emit('change');
}
