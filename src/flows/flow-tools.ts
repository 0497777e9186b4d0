/** What the flows are given to work with. */
import type { AnswerTools } from '../answer/answer-task.ts';
import type { Prompts } from '../answer/prompts.ts';
import type { ModelFor, WorkKind } from '../domain/budget.ts';
import type { Clock } from '../domain/clock.ts';
import type { Call } from '../domain/command.ts';
import type { Day } from '../domain/paper.ts';
import type { LanguageModel, Log, PaperIndex } from '../domain/ports.ts';
import type { AnswerContext } from '../render/answer.ts';

export interface FlowTools {
  readonly library: PaperIndex;
  readonly prompts: Prompts;
  readonly model?: LanguageModel;
  readonly clock: Clock;
  readonly log: Log;
  /** The model as this caller may use it: it counts what they use, and is off where a budget is used up. */
  modelFor(call: Call, kind: WorkKind): Promise<ModelFor>;
  /** What answering needs, with the model of `modelFor`, but for the check of its claims. */
  answeringFor(call: Call, kind: WorkKind): Promise<Omit<AnswerTools, 'check'>>;
  /** How an answer says who wrote it. */
  readonly context: AnswerContext;
  today(): Day;
}
