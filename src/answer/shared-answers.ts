/** In: the same question from several readers. Out: one call to the model, which each of them follows and may leave alone. */
import type { Answer, FallbackReason } from '../domain/answer.ts';
import type { AnswerCache } from './answer-cache.ts';
import { answerKey } from './answer-key.ts';
import type { AnswerTask, ModelTools, SharedAnswers } from './answer-task.ts';
import { writeAnswer } from './write-answer.ts';

export interface SharedAnswersOptions {
  /** Of all prompts. */
  readonly promptsVersion: string;
  readonly cache?: AnswerCache;
}

/** Their budget, and their place in the queue. */
const OF_WHO_ASKED_FIRST: ReadonlySet<FallbackReason> = new Set(['over-budget', 'model-busy']);

/** An answer that is being written. Its states replace one another: whoever is late sees the newest. */
interface Run {
  /** @throws the signal's reason, and what went wrong with the answer */
  follow(signal: AbortSignal): AsyncGenerator<Answer>;
}

export function createSharedAnswers({ promptsVersion, cache }: SharedAnswersOptions): SharedAnswers {
  const running = new Map<string, Run>();

  function start(key: string, task: AnswerTask, tools: ModelTools): Run {
    const stop = new AbortController();
    let followers = 0;
    let states = 0;
    let latest: Answer | undefined;
    let outcome: { readonly failure?: unknown } | undefined;
    let news = Promise.withResolvers<void>();
    const tell = () => {
      news.resolve();
      news = Promise.withResolvers();
    };
    const forget = () => {
      if (running.get(key) === run) running.delete(key);
    };

    async function write(): Promise<void> {
      const answers = writeAnswer(task, tools, stop.signal);
      for (;;) {
        const next = await answers.next();
        if (next.done) {
          if (next.value) await cache?.keep(key, next.value);
          return;
        }
        latest = next.value;
        states += 1;
        tell();
      }
    }

    const run: Run = {
      async *follow(signal) {
        followers += 1;
        const left = Promise.withResolvers<never>();
        left.promise.catch(() => {});
        const leave = () => left.reject(signal.reason);
        signal.addEventListener('abort', leave, { once: true });
        let seen = 0;
        try {
          for (;;) {
            signal.throwIfAborted();
            if (latest && seen < states) {
              seen = states;
              yield latest;
              // Its writer may still have to put it away; readers need not wait for that.
              if (!latest.growing && seen === states) return;
            } else if (outcome) {
              if ('failure' in outcome) throw outcome.failure;
              return;
            } else await Promise.race([news.promise, left.promise]);
          }
        } finally {
          signal.removeEventListener('abort', leave);
          followers -= 1;
          if (!followers && !outcome && (!latest || latest.growing)) {
            forget();
            stop.abort(new Error('everyone who waited for the answer left'));
          }
        }
      },
    };
    running.set(key, run);
    write()
      .then(
        () => {
          outcome = {};
        },
        (failure: unknown) => {
          outcome = { failure };
        },
      )
      .finally(() => {
        forget();
        tell();
      });
    return run;
  }

  return {
    async *answer(task, tools, signal) {
      signal.throwIfAborted();
      const key = answerKey(task, tools, promptsVersion);
      let run = tools.fresh ? undefined : running.get(key);
      if (!run && !tools.fresh) {
        const cached = await cache?.find(key, task, tools.check);
        signal.throwIfAborted();
        if (cached) return yield cached;
        // Someone else may have begun in the meantime.
        run = running.get(key);
      }
      if (!run) return yield* start(key, task, tools).follow(signal);
      for await (const state of run.follow(signal)) {
        const isOfWhoAskedFirst = state.fallback !== undefined && OF_WHO_ASKED_FIRST.has(state.fallback);
        if (isOfWhoAskedFirst && state.mode !== 'mixed') return yield* writeAnswer(task, tools, signal);
        yield state;
      }
    },
  };
}
