/** Answers that buttons stand under: kept for a month under an id that cannot be guessed, so that a press finds its own. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Turn } from '../domain/conversation.ts';
import { StateFault } from '../domain/errors.ts';
import type { Cache } from '../domain/ports.ts';
import { turnSchema } from './stored-turns.ts';

/** What was answered, to whom, and by which model. */
export interface KeptAnswer {
  readonly reader: string;
  readonly turn: Turn;
  readonly status: string;
  readonly model?: string | undefined;
}

export interface KeptAnswers {
  /** @returns the id under which it is found */
  keep(answer: KeptAnswer): Promise<string>;
  /** @returns `undefined` when it is too old or was forgotten */
  find(id: string): Promise<KeptAnswer | undefined>;
  /** Every answer that was given to a reader. @throws StateFault when one is still there afterwards */
  forget(reader: string): Promise<void>;
}

const PREFIX = 'answer:1:';
const MONTH = 30 * 24 * 3_600_000;
/** 72 random bits: 12 characters of base64. */
const ID_BYTES = 9;

const kept = z.object({ reader: z.string(), turn: turnSchema, status: z.string(), model: z.string().optional() });

export function createKeptAnswers(cache: Cache): KeptAnswers {
  async function* ofReader(reader: string): AsyncGenerator<string> {
    for await (const [key, value] of cache.entries<{ readonly reader?: unknown }>(PREFIX)) {
      if (value?.reader === reader) yield key;
    }
  }
  return {
    async keep(answer) {
      const id = randomBytes(ID_BYTES).toString('base64url');
      await cache.set(PREFIX + id, answer, MONTH);
      return id;
    },
    async find(id) {
      const parsed = kept.safeParse(await cache.get<unknown>(PREFIX + id));
      return parsed.success ? (parsed.data as KeptAnswer) : undefined;
    },
    async forget(reader) {
      for await (const key of ofReader(reader)) await cache.delete(key);
      const left = await ofReader(reader).next();
      if (!left.done || cache.isReachable?.() === false) {
        throw new StateFault('Answers could not be deleted.', 'Try again later.', { retryable: true });
      }
    },
  };
}
