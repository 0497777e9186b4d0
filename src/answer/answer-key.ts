/** A task in, a key out: the same for the same question over the same abstracts, asked of the same model in the same words. */
import { createHash } from 'node:crypto';
import type { AnswerTask, AnswerTools } from './answer-task.ts';
import { MARKER } from './evidence-block.ts';

/** @param promptsVersion of all prompts, for the first request does not hold those that come after it */
export function answerKey(
  { request, evidence, mostClaims }: AnswerTask,
  { model, secondOpinion }: Pick<AnswerTools, 'model' | 'secondOpinion'>,
  promptsVersion: string,
): string {
  // The request has the question, the language and what was chosen besides; its fence is new every time.
  const asked = [request.schema.name, request.system, request.user.replace(MARKER, '')];
  const papers = evidence.map(({ paper, sentences }) => [paper.id, hash(sentences.map(({ text }) => text))]);
  return `answer:${hash([promptsVersion, model?.name, secondOpinion?.name, asked, papers, mostClaims])}`;
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
