/** The memory of conversations: what was said in a place with a reader, bounded, and forgotten after a day. */
import type { Clock } from '../domain/clock.ts';
import type { Call } from '../domain/command.ts';
import type { Turn } from '../domain/conversation.ts';
import { StateFault } from '../domain/errors.ts';
import type { Cache, Log } from '../domain/ports.ts';
import { type Bounds, readTurns, type TurnsByPlace, withTurn } from './stored-turns.ts';

const PREFIX = 'conversation:1:';
const DAY_MILLISECONDS = 86_400_000;
export const BOUNDS: Bounds = { turns: 8, places: 8, bytes: 64_000, milliseconds: DAY_MILLISECONDS };
const MOST_READERS = 5_000;
/** How many readers may be new before the number of all is looked at again. */
const READERS_BETWEEN_COUNTS = 500;
/** A cache that does not answer by then is done without. */
const CACHE_MILLISECONDS = 250;

export type Speaker = Pick<Call, 'reader' | 'place' | 'isPrivate'>;

/** One command while it runs. What `/forget` deletes meanwhile is not written again by it. */
export interface Session {
  /** Oldest first, without the one that is going on. */
  readonly turns: readonly Turn[];
  remember(turn: Turn): Promise<void>;
  /** To be called in any case. */
  close(): void;
}

export interface Conversations {
  /**
   * The turns of this place and reader, oldest first; without the private ones where others see the reply. Never throws:
   * what cannot be read was never said.
   */
  recall(speaker: Speaker): Promise<readonly Turn[]>;
  open(speaker: Speaker): Promise<Session>;
  /** Everything that was said with a reader, in every place. @throws StateFault when it is still there afterwards */
  forget(reader: string): Promise<void>;
}

export interface ConversationsOptions {
  readonly cache: Cache;
  readonly clock: Clock;
  readonly log: Log;
  readonly mostReaders?: number;
}

/** Over a cache of its own: all of its keys are conversations. */
export function createConversations(options: ConversationsOptions): Conversations {
  const { cache, clock, log, mostReaders = MOST_READERS } = options;
  const open = new Set<{ readonly reader: string; forgotten: boolean }>();
  /** One write after the other, a reader. */
  const writing = new Map<string, Promise<void>>();
  let newReaders = 0;

  /** @returns `undefined` when it cannot be told what there is */
  async function readAll(reader: string): Promise<TurnsByPlace | undefined> {
    const read = await inTime(cache.get<unknown>(PREFIX + reader).then((value) => ({ value })));
    return read && readTurns(read.value, clock.now(), BOUNDS);
  }

  async function recall({ reader, place, isPrivate }: Speaker): Promise<readonly Turn[]> {
    const turns = (await readAll(reader))?.[place] ?? [];
    return isPrivate ? turns : turns.filter((turn) => !turn.isPrivate);
  }

  async function add({ reader, place, isPrivate }: Speaker, said: Turn): Promise<void> {
    const before = await readAll(reader);
    // Written over what could not be read, one turn would take the place of everything else.
    if (!before) return log.warn('conversation-not-remembered', { error: 'what was said before could not be read' });
    const isNew = !Object.keys(before).length;
    const turn = isPrivate ? { ...said, isPrivate } : said;
    await inTime(cache.set(PREFIX + reader, withTurn(before, place, turn, BOUNDS), BOUNDS.milliseconds));
    if (isNew && newReaders++ % READERS_BETWEEN_COUNTS === 0) await dropOldestReaders();
  }

  /** Those who spoke last stay. */
  async function dropOldestReaders(): Promise<void> {
    const readers: { readonly key: string; readonly at: number }[] = [];
    for await (const [key, value] of cache.entries<unknown>(PREFIX)) {
      const turns = Object.values(readTurns(value, clock.now(), BOUNDS)).flat();
      readers.push({ key, at: Math.max(0, ...turns.map(({ at }) => at)) });
    }
    const tooMany = readers.toSorted((a, b) => b.at - a.at).slice(mostReaders);
    for (const { key } of tooMany) await cache.delete(key);
    if (tooMany.length) log.info('conversations-dropped', { readers: tooMany.length });
  }

  /** @returns `undefined` too when it takes too long */
  async function inTime<T>(work: Promise<T>): Promise<T | undefined> {
    const over = new AbortController();
    const late = clock.sleep(CACHE_MILLISECONDS, over.signal).then(
      () => log.warn('conversation-cache-slow'),
      () => undefined,
    );
    try {
      return (await Promise.race([work, late])) as T | undefined;
    } catch (error) {
      log.warn('conversation-cache-failed', { error });
      return undefined;
    } finally {
      over.abort();
    }
  }

  /** Never rejects, so that one fault does not stop the next. */
  function inTurn(reader: string, work: () => Promise<void>): Promise<void> {
    const next = (writing.get(reader) ?? Promise.resolve())
      .then(work)
      .catch((error) => log.warn('conversation-not-remembered', { error }))
      .finally(() => {
        if (writing.get(reader) === next) writing.delete(reader);
      });
    writing.set(reader, next);
    return next;
  }

  return {
    recall,

    async open(speaker) {
      const state = { reader: speaker.reader, forgotten: false };
      open.add(state);
      const turns = await recall(speaker);
      return {
        turns,
        remember: (turn) =>
          inTurn(speaker.reader, async () => {
            if (!state.forgotten) await add(speaker, turn);
          }),
        close: () => open.delete(state),
      };
    },

    async forget(reader) {
      for (const state of open) if (state.reader === reader) state.forgotten = true;
      await inTurn(reader, async () => {
        await inTime(cache.delete(PREFIX + reader));
      });
      if ((await inTime(cache.get<unknown>(PREFIX + reader))) === undefined && cache.isReachable?.() !== false) return;
      throw new StateFault('The conversation could not be deleted.', 'Try again later.', { retryable: true });
    },
  };
}
