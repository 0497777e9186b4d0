/**
 * In: posts and questions as a bot sends them. Out: what Discord does with them, as far as delivering depends on it: nonces
 * that are forgotten after minutes, a history that can be read, a limit of requests a second, outages with and without
 * effect, and channels that are lost and found.
 */
import type { Clock } from '../../src/domain/clock.ts';
import { Fault } from '../../src/domain/errors.ts';

export interface Post {
  readonly id: string;
  readonly channel: string;
  readonly key: string;
  /** Milliseconds since 1970, by the clock of the simulation. */
  readonly at: number;
  readonly papers: readonly string[];
}

export interface SimulatedDiscordOptions {
  readonly clock: Clock;
  readonly random: () => number;
  /** Told of every message that stands. */
  readonly onPost: (post: Post) => void;
  /** Of requests that fail with a 5xx though Discord is up; half of them after the message was made. */
  readonly faultShare?: number;
  /** What one request takes. */
  readonly latency?: () => number;
}

/** How long a nonce is known. Discord does not say; its documentation has "a few minutes". */
const NONCE_MILLISECONDS = 3 * 60_000;
/** All requests of a bot. */
export const GLOBAL_LIMIT = 50;
const TIMEOUT = 15_000;
/** Messages of a channel that can be read back. */
const KEPT = 8;

export function createSimulatedDiscord(options: SimulatedDiscordOptions) {
  const { clock, random, onPost, faultShare = 0, latency = () => Math.round(50 + random() * 250) } = options;
  const history = new Map<string, Post[]>();
  const lost = new Set<string>();
  const counts = { requests: 0, refused: 0, posts: 0, repeated: 0, reads: 0 };
  let isDown = false;
  let second = 0;
  let inSecond = 0;
  let nextId = 0;

  /** Waits out the limit as discord.js does. */
  async function request(signal: AbortSignal): Promise<void> {
    for (;;) {
      const now = clock.now();
      if (Math.floor(now / 1_000) !== second) {
        second = Math.floor(now / 1_000);
        inSecond = 0;
      }
      counts.requests += 1;
      inSecond += 1;
      if (inSecond <= GLOBAL_LIMIT) return;
      counts.refused += 1;
      await clock.sleep(1_000 - (now % 1_000), signal);
    }
  }

  const refuse = () => {
    throw new Fault('Discord answers with a fault of its own.', 'Wait.', { retryable: true });
  };

  return {
    counts,
    setDown(down: boolean) {
      isDown = down;
    },
    setLost(channel: string, isLost: boolean) {
      if (isLost) lost.add(channel);
      else lost.delete(channel);
    },
    isLost: (channel: string) => lost.has(channel),

    /** @returns nothing where the channel is lost @throws a fault; the message may stand then */
    async post(
      channel: string,
      key: string,
      papers: readonly string[],
      signal: AbortSignal,
    ): Promise<Post | undefined> {
      if (isDown && random() < 0.5) {
        await clock.sleep(TIMEOUT, signal);
        refuse();
      }
      await request(signal);
      await clock.sleep(Math.round(latency() / 2), signal);
      if (isDown) refuse();
      if (lost.has(channel)) return undefined;
      const fails = random() < faultShare;
      if (fails && random() < 0.5) refuse();
      const now = clock.now();
      const posts = history.get(channel) ?? [];
      let post = posts.find((one) => one.key === key && now - one.at < NONCE_MILLISECONDS);
      if (post) counts.repeated += 1;
      else {
        nextId += 1;
        post = { id: String(nextId), channel, key, at: now, papers };
        posts.push(post);
        if (posts.length > KEPT) posts.shift();
        history.set(channel, posts);
        counts.posts += 1;
        onPost(post);
      }
      if (fails) refuse();
      await clock.sleep(Math.round(latency() / 2), signal);
      return post;
    },

    /** @returns the message with this key among the latest ones */
    async find(channel: string, key: string, signal: AbortSignal): Promise<Post | undefined> {
      counts.reads += 1;
      await request(signal);
      await clock.sleep(latency(), signal);
      if (isDown) refuse();
      return history.get(channel)?.find((one) => one.key === key);
    },
  };
}

export type SimulatedDiscord = ReturnType<typeof createSimulatedDiscord>;
