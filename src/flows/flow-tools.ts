/** What the flows are given to work with. */
import type { AnswerTools } from '../answer/answer.ts';
import type { Prompts } from '../answer/prompts.ts';
import type { Clock } from '../domain/clock.ts';
import type { Day } from '../domain/paper.ts';
import type { LanguageModel, Log, PaperIndex } from '../domain/ports.ts';
import type { AnswerContext } from '../render/answer.ts';

export interface FlowTools {
  readonly library: PaperIndex;
  readonly prompts: Prompts;
  readonly model?: LanguageModel;
  readonly clock: Clock;
  readonly log: Log;
  /** What answering needs, but for the check of its claims. */
  readonly answering: Omit<AnswerTools, 'check'>;
  /** How an answer says who wrote it. */
  readonly context: AnswerContext;
  today(): Day;
}
