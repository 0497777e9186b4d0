/** A caller in → what answering needs for them out: the model within their budget, their place in the queue, what all share. */

import { createAnswerCache } from '../answer/answer-cache.ts';
import type { AnswerTools } from '../answer/answer-task.ts';
import { createModelQueue } from '../answer/model-queue.ts';
import type { Prompts } from '../answer/prompts.ts';
import { createSecondOpinion } from '../answer/second-opinion.ts';
import { createSharedAnswers } from '../answer/shared-answers.ts';
import type { ModelFor, WorkKind } from '../domain/budget.ts';
import type { Clock } from '../domain/clock.ts';
import type { Call } from '../domain/command.ts';
import type { Cache, Log } from '../domain/ports.ts';
import { modelOrStop } from './metered-model.ts';

type ModelsFor = (call: Call, kind: WorkKind) => Promise<ModelFor>;

export interface AnsweringOptions {
  readonly prompts: Prompts;
  readonly clock: Clock;
  readonly log: Log;
  readonly deadlineMilliseconds: number;
  readonly modelFor: ModelsFor;
  /** The model that is asked for a second opinion on each claim. */
  readonly verifierFor: ModelsFor;
  /** Where whole answers are kept. */
  readonly cache?: Cache;
  /** Answers that are written at the same time. */
  readonly places?: number;
}

const DEFAULT_PLACES = 8;
/** Of the deadline: what is left must do for an answer. */
const LONGEST_WAIT = 0.5;
/** More than these would not be served in time, whatever the model. */
const WAITING_A_PLACE = 25;
const OPINION_MILLISECONDS = 3_000;

export function createAnswering(options: AnsweringOptions) {
  const { prompts, clock, log, deadlineMilliseconds, modelFor, verifierFor, cache, places = DEFAULT_PLACES } = options;
  const queue = createModelQueue({
    places,
    waitMilliseconds: LONGEST_WAIT * deadlineMilliseconds,
    mostWaiting: WAITING_A_PLACE * places,
    clock,
  });
  const shared = createSharedAnswers({
    promptsVersion: prompts.version,
    ...(cache && { cache: createAnswerCache(cache) }),
  });

  return async function answeringFor(call: Call, kind: WorkKind): Promise<Omit<AnswerTools, 'check'>> {
    const verifier = await verifierFor(call, 'verify');
    const secondOpinion =
      verifier.kind === 'model' &&
      createSecondOpinion({ model: verifier.model, prompts, timeoutMilliseconds: OPINION_MILLISECONDS, clock, log });
    return {
      ...modelOrStop(await modelFor(call, kind)),
      ...(secondOpinion && { secondOpinion }),
      clock,
      log,
      deadlineMilliseconds,
      queue,
      shared,
      reader: call.reader,
      ...(call.fresh && { fresh: true }),
    };
  };
}
