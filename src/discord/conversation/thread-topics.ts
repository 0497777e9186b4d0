/** Threads that were opened about papers, and on which. Kept in the cache, so that it is known after a restart. */
import { z } from 'zod';
import type { PaperId } from '../../domain/paper.ts';
import type { Cache, Log } from '../../domain/ports.ts';

const PREFIX = 'thread:1:';
/** Milliseconds; a thread sleeps after a week at most, and whoever wakes it later finds a plain one. */
const KEPT = 90 * 86_400_000;
const topic = z.array(z.string().regex(/^(?:arxiv|title):/)).max(10);

export interface ThreadTopics {
  remember(threadId: string, papers: readonly PaperId[]): Promise<void>;
  /** None for any other place. Never rejects. */
  of(place: string): Promise<readonly PaperId[]>;
}

export function createThreadTopics(cache: Cache, log: Log): ThreadTopics {
  return {
    async remember(threadId, papers) {
      await cache.set(PREFIX + threadId, [...papers], KEPT).catch((error: unknown) => {
        log.warn('thread-topic-not-remembered', { error });
      });
    },
    async of(place) {
      try {
        const kept = topic.safeParse(await cache.get<unknown>(PREFIX + place));
        return kept.success ? (kept.data as PaperId[]) : [];
      } catch (error) {
        log.warn('thread-topic-not-read', { error });
        return [];
      }
    },
  };
}
