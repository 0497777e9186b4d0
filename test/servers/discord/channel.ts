/** What a channel is: of a server, a thread, or direct messages. */
import type { Overwrite } from './permissions.ts';
import type { WireUser } from './wire.ts';

export const ChannelType = {
  text: 0,
  direct: 1,
  voice: 2,
  announcement: 5,
  announcementThread: 10,
  publicThread: 11,
  privateThread: 12,
  stage: 13,
  forum: 15,
} as const;

export interface ForumTag {
  readonly id: string;
  readonly name: string;
}

export interface Thread {
  readonly ownerId: string;
  archived: boolean;
  locked: boolean;
  /** Minutes without a message until it is archived. */
  autoArchive: number;
  archiveChangedAt: number;
  readonly createdAt: number;
  lastActiveAt: number;
  invitable: boolean;
  /** When somebody joined, by user id. */
  readonly members: Map<string, number>;
  appliedTags: readonly string[];
  messages: number;
}

export interface Channel {
  readonly id: string;
  name: string;
  readonly type: number;
  /** The server; undefined for direct messages. */
  readonly guildId: string | undefined;
  /** A thread's channel. */
  readonly parentId: string | undefined;
  readonly overwrites: Overwrite[];
  /** What posts of a forum can be tagged with. */
  readonly tags: ForumTag[];
  /** A forum that wants at least one tag. */
  tagRequired: boolean;
  readonly thread: Thread | undefined;
  /** Who writes here with the bot, or with each other, directly. */
  readonly recipients: readonly WireUser[];
  lastMessageId: string | null;
}

type Sketch = Partial<Channel> & Pick<Channel, 'id' | 'name'>;

const typesByName: readonly (readonly [string, number])[] = [
  ['news', ChannelType.announcement],
  ['forum', ChannelType.forum],
  ['voice', ChannelType.voice],
  ['stage', ChannelType.stage],
];

/** Its type follows from its name unless it is told. */
export function newChannel(sketch: Sketch): Channel {
  const byName = typesByName.find(([start]) => sketch.name.startsWith(start))?.[1] ?? ChannelType.text;
  return {
    type: byName,
    guildId: undefined,
    parentId: undefined,
    overwrites: [],
    tags: [],
    tagRequired: false,
    thread: undefined,
    recipients: [],
    lastMessageId: null,
    ...sketch,
  };
}
