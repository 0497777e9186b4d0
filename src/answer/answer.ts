/** Evidence in, growing answers out: claims by a model as each passes its check, or extracted ones where there is no model. */
import type { Answer } from '../domain/answer.ts';
import type { AnswerTask, AnswerTools } from './answer-task.ts';
import { checkInLanguage } from './claims-in-language.ts';
import { extracted } from './extracted-answer.ts';
import { ENGLISH } from './language.ts';
import { writeAnswer } from './write-answer.ts';

/**
 * Each yield holds all claims so far; the last is the answer. Never throws for the model's sake.
 *
 * What was shown stays: a claim is never taken back, and never shown twice.
 */
export async function* answer(task: AnswerTask, tools: AnswerTools, signal: AbortSignal): AsyncGenerator<Answer> {
  const { model, off, shared } = tools;
  const check = checkInLanguage(task.language ?? ENGLISH, tools.check);
  if (!model) yield extracted(task, tools.check, { fallback: off ? 'over-budget' : 'no-model', budget: off });
  else if (shared) yield* shared.answer(task, { ...tools, check, model }, signal);
  else yield* writeAnswer(task, { ...tools, check, model }, signal);
}
