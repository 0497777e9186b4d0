/** The messages of a post and where they belong come in; they stand there, each of them once. Rejects with discord.js's errors. */
import {
  type APIChannel,
  type APIMessage,
  type APIThreadChannel,
  type APIThreadList,
  type REST,
  RESTJSONErrorCodes,
  Routes,
} from 'discord.js';
import type { Clock } from '../../domain/clock.ts';
import { hasCode } from '../interaction-webhook.ts';
import { isRefusedForPermissions } from '../permissions.ts';
import { withRetries } from '../retry.ts';
import { isAsleep } from './loss.ts';
import { markIn } from './marks.ts';
import type { Pace } from './pace.ts';
import type { PostBody } from './post-bodies.ts';

const TRIES = 3;
const THREAD_EXISTS = 160_004;
const CROSSPOSTED = 40_033;
/** Minutes without a word until a thread is archived. */
const THREAD_SLEEPS_AFTER = 4_320;

export interface Standing {
  readonly channelId: string;
  readonly messageId: string;
}

export interface Poster {
  /** Each message is one, however often this is repeated within minutes. @returns where they stand, in their order */
  say(channelId: string, posts: readonly PostBody[]): Promise<Standing[]>;
  /** @returns the id of the thread below the message */
  openThread(at: Standing, title: string): Promise<string>;
  /** @returns the thread of a post in a forum, by the key of its delivery */
  findForumPost(forum: Pick<Forum, 'channelId' | 'server'>, key: string): Promise<Standing | undefined>;
  /** A post of a forum, unless it stands there: of such no nonce takes care. @returns its thread */
  openForumPost(forum: Forum, title: string, first: PostBody): Promise<Standing>;
  /** To the servers that follow the channel. Done twice, it is done once. */
  publish(at: Standing): Promise<void>;
  /** @returns the channel of direct messages with a person */
  openDirect(reader: string): Promise<string>;
}

export interface Forum {
  readonly channelId: string;
  readonly server: string;
  readonly tags: readonly string[];
}

export interface PosterOptions {
  readonly rest: REST;
  readonly clock: Clock;
  readonly pace: Pace;
  /** The id of our account. */
  readonly me: string;
}

export function createPoster({ rest, clock, pace, me }: PosterOptions, signal: AbortSignal): Poster {
  const request = async <Answer>(work: () => Promise<unknown>, tries = TRIES): Promise<Answer> =>
    (await withRetries(
      async () => {
        await pace.turn(signal);
        return work();
      },
      { clock, tries, signal },
    )) as Answer;

  const sayOne = (channelId: string, { body, files, nonce }: PostBody) => {
    const sent = { body: { ...body, nonce, enforce_nonce: true }, ...(files && { files }), signal };
    return request<APIMessage>(() => rest.post(Routes.channelMessages(channelId), sent));
  };

  /** In a thread that fell asleep: whoever may write in it may wake it, unless it is locked. */
  const sayAwake = async (channelId: string, post: PostBody): Promise<APIMessage> => {
    try {
      return await sayOne(channelId, post);
    } catch (error) {
      if (!isAsleep(error)) throw error;
      await request(() => rest.patch(Routes.channel(channelId), { body: { archived: false }, signal })).catch(() => {
        throw error;
      });
      return sayOne(channelId, post);
    }
  };

  /** @param title of the post, where it is known: what is called otherwise and may not be read is another one */
  const standingPost = async (
    { channelId, server }: Pick<Forum, 'channelId' | 'server'>,
    key: string,
    title?: string,
  ): Promise<Standing | undefined> => {
    const { threads } = await request<APIThreadList>(() => rest.get(Routes.guildActiveThreads(server), { signal }));
    const mine = (threads as APIThreadChannel[])
      .filter(({ parent_id, owner_id }) => parent_id === channelId && owner_id === me)
      .sort((one, other) => (BigInt(other.id) > BigInt(one.id) ? 1 : -1))
      .slice(0, POSTS_LOOKED_AT);
    for (const { id, name } of mine) {
      // The first message of a post has the id of its thread.
      const first = await request<APIMessage>(() => rest.get(Routes.channelMessage(id, id), { signal })).catch(
        (error: unknown) => {
          const isOther = title !== undefined && name !== title && isRefusedForPermissions(error);
          if (!isOther && !hasCode(error, RESTJSONErrorCodes.UnknownMessage)) throw error;
        },
      );
      if (first && markIn(first)?.key === key) return { channelId: id, messageId: id };
    }
    return undefined;
  };

  return {
    async say(channelId, posts) {
      const standing: Standing[] = [];
      for (const post of posts) standing.push({ channelId, messageId: (await sayAwake(channelId, post)).id });
      return standing;
    },
    async openThread({ channelId, messageId }, title) {
      const body = { name: title, auto_archive_duration: THREAD_SLEEPS_AFTER };
      try {
        const made = await request<APIChannel>(() => rest.post(Routes.threads(channelId, messageId), { body, signal }));
        return made.id;
      } catch (error) {
        // A try before got through, and only its answer was lost.
        if (hasCode(error, THREAD_EXISTS)) return messageId;
        throw error;
      }
    },
    findForumPost: (forum, key) => standingPost(forum, key),
    async openForumPost(forum, title, first) {
      const { body: message, files, mark } = first;
      const standing = await standingPost(forum, mark.key, title);
      if (standing) return standing;
      const body = {
        name: title,
        auto_archive_duration: THREAD_SLEEPS_AFTER,
        message,
        ...(forum.tags.length && { applied_tags: forum.tags }),
      };
      const sent = { body, ...(files && { files }), signal };
      // Once only: whether a try got through is looked up when it is called again.
      const made = await request<APIChannel>(() => rest.post(Routes.threads(forum.channelId), sent), 1);
      return { channelId: made.id, messageId: made.id };
    },
    async publish({ channelId, messageId }) {
      await request(() => rest.post(Routes.channelMessageCrosspost(channelId, messageId), { signal })).catch(
        (error: unknown) => {
          if (!hasCode(error, CROSSPOSTED)) throw error;
        },
      );
    },
    async openDirect(reader) {
      const body = { recipient_id: reader };
      return (await request<APIChannel>(() => rest.post(Routes.userChannels(), { body, signal }))).id;
    },
  };
}

const POSTS_LOOKED_AT = 5;
