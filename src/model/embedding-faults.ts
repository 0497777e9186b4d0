/** In: what is wrong with an answer of an embeddings server. Out: a ModelFault that names the setting to look at. */
import OpenAI from 'openai';
import { ModelFault } from '../domain/errors.ts';
import { complaintOf } from './complaints.ts';
import { describeModelError, type ModelSetting, type SettingNames } from './model-faults.ts';

export const EMBEDDING_SETTING_NAMES: SettingNames = {
  server: 'embeddings server',
  address: 'EMBEDDINGS_BASE_URL (or, when that is empty, OPENAI_BASE_URL)',
  key: 'EMBEDDINGS_API_KEY (or, when that is empty, OPENAI_API_KEY)',
  model: 'EMBEDDINGS_MODEL',
};

/** The server's answer is none that vectors can be made of. */
export type AnswerProblem =
  | { readonly kind: 'notJson' | 'unknownShape' | 'notANumber' | 'zero' | 'wrongOrder' | 'unequal' }
  | { readonly kind: 'count'; readonly asked: number; readonly answered: number }
  | { readonly kind: 'dimensions'; readonly asked: number; readonly answered: number }
  | { readonly kind: 'changed'; readonly before: number; readonly answered: number };

export class UnusableAnswer extends Error {
  readonly problem: AnswerProblem;

  constructor(problem: AnswerProblem) {
    super(problem.kind);
    this.problem = problem;
  }
}

/** The fault for whatever a request for vectors threw. @param dimensions what was asked for, if anything */
export function describeEmbeddingError(
  error: unknown,
  setting: ModelSetting,
  dimensions: number | undefined,
  retryAfterMilliseconds: number | undefined,
): ModelFault {
  if (error instanceof ModelFault) return error;
  if (error instanceof UnusableAnswer) return describeAnswer(error.problem, setting);
  // A TypeError is what fetch throws when the connection ends in the body.
  if (error instanceof TypeError) {
    return new ModelFault(`The connection to the ${setting.names.server} broke in the middle.`, 'Try again.', {
      retryable: true,
    });
  }
  if (dimensions && error instanceof OpenAI.APIError && /dimension|matryoshka/i.test(complaintOf(error))) {
    return new ModelFault(
      `The model ${setting.model} does not give vectors of ${dimensions} numbers.`,
      'Leave EMBEDDINGS_DIMENSIONS empty, or set it to a number that this model knows.',
    );
  }
  return describeModelError(error, setting, retryAfterMilliseconds);
}

function describeAnswer(problem: AnswerProblem, { address, model, names }: ModelSetting): ModelFault {
  const broken = `Look at the log of the server at ${address}, or choose another model in ${names.model}.`;
  switch (problem.kind) {
    case 'notJson':
    case 'unknownShape':
      return new ModelFault(
        `The server at ${address} did not answer with embeddings.`,
        `Check ${names.address}: it usually ends in /v1. The server needs to know /embeddings.`,
      );
    case 'notANumber':
      return new ModelFault(`The model ${model} gave a vector in which something is no number.`, broken);
    case 'zero':
      return new ModelFault(`The model ${model} gave a vector of nothing but zeros.`, broken);
    case 'wrongOrder':
      return new ModelFault(`The server at ${address} does not say which vector belongs to which text.`, broken);
    case 'unequal':
      return new ModelFault(`The model ${model} gave vectors of several lengths at once.`, broken);
    case 'count':
      return new ModelFault(
        `The server at ${address} was given ${problem.asked} texts and answered ${problem.answered} vectors.`,
        broken,
      );
    case 'dimensions':
      return new ModelFault(
        `The model ${model} was asked for vectors of ${problem.asked} numbers and gave ${problem.answered}.`,
        `Leave EMBEDDINGS_DIMENSIONS empty, or set it to ${problem.answered}.`,
      );
    case 'changed':
      return new ModelFault(
        `The model ${model} gave vectors of ${problem.before} numbers before, and now gives ${problem.answered}.`,
        `Another model seems to serve under this name at ${address}: give it a name of its own, and set ${names.model}.`,
      );
  }
}

/** The server would take fewer or shorter texts. Some local servers say so with a 500. */
export function isTooLarge(error: unknown): boolean {
  if (!(error instanceof OpenAI.APIError) || error.status === undefined) return false;
  if (error.status === 413) return true;
  const said =
    /too (large|long|many|big)|exceed|maximum|at most|context.?(length|size|window)|batch.?size|token limit/i;
  return [400, 422, 500].includes(error.status) && said.test(complaintOf(error));
}
