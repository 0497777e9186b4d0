/** Answers that a model wrote to their end → kept for a week; what comes back is checked anew before it is shown. */
import { z } from 'zod';
import type { Answer, Claim, DropReason } from '../domain/answer.ts';
import type { Cache } from '../domain/ports.ts';
import type { AnswerTask, CheckClaim } from './answer-task.ts';
import { type Written, wholeAnswer } from './write-answer.ts';

export interface AnswerCache {
  /** @returns `undefined` also where the checks of today let a claim pass no more */
  find(key: string, task: AnswerTask, check: CheckClaim): Promise<Answer | undefined>;
  keep(key: string, written: Written): Promise<void>;
}

const WEEK = 7 * 24 * 3_600_000;

/** Entries may be older than the program that reads them. */
const kept = z.object({
  status: z.enum(['answered', 'partial', 'cannot', 'false-premise']),
  drafts: z.array(
    z.object({
      text: z.string(),
      cites: z.array(z.string()),
      quote: z.string().optional(),
      column: z.string().optional(),
    }),
  ),
  dropped: z.array(z.string().transform((reason) => reason as DropReason)),
  writtenBy: z.string(),
});

export function createAnswerCache(cache: Cache): AnswerCache {
  return {
    async find(key, task, check) {
      const parsed = kept.safeParse(await cache.get(key));
      if (!parsed.success) return undefined;
      const claims: Claim[] = [];
      for (const draft of parsed.data.drafts) {
        const checked = check(draft, task.evidence);
        if (checked.kind === 'dropped') {
          await cache.delete(key);
          return undefined;
        }
        claims.push(checked.claim);
      }
      return wholeAnswer(task, claims, parsed.data);
    },
    keep: (key, written) => cache.set(key, written, WEEK),
  };
}
