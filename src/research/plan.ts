/** A question → the sub-questions that a review answers, by a model that has read nothing of the library yet. */
import { z } from 'zod';
import type { LanguageModel, ModelRequest } from '../domain/ports.ts';
import { cleanText } from '../domain/text/clean.ts';
import { readsAsOrder } from '../domain/text/orders.ts';

const PLAN_TOKENS = 400;
const LONGEST_PLAN = 8_000;
const LONGEST_SUB_QUESTION = 140;
const ADDRESS = /https?:|www\.|<|>|@/i;

const SCHEMA: ModelRequest['schema'] = {
  name: 'review_plan',
  definition: {
    type: 'object',
    properties: { sub_questions: { type: 'array', items: { type: 'string' } } },
    required: ['sub_questions'],
    additionalProperties: false,
  },
};

const plan = z.object({ sub_questions: z.array(z.string()) });

/**
 * @returns at most `count` sub-questions, each once; empty where the model wrote none that can be used
 * @throws ModelFault, or the signal's reason
 */
export async function planSubQuestions(
  model: LanguageModel,
  prompt: Pick<ModelRequest, 'system' | 'user'>,
  question: string,
  count: number,
  signal: AbortSignal,
): Promise<string[]> {
  let text = '';
  for await (const piece of model.write({ ...prompt, schema: SCHEMA, maxOutputTokens: PLAN_TOKENS, signal })) {
    text += piece;
    if (text.length > LONGEST_PLAN) break;
  }
  signal.throwIfAborted();
  const usable = readPlan(text)
    .map((line) => cleanText(line).replace(/^(?:\d+[.)]|[-*•])\s*/, ''))
    .filter((line) => line.length <= LONGEST_SUB_QUESTION && /\p{L}{3}/u.test(line))
    .filter((line) => !readsAsOrder(line) && !ADDRESS.test(line) && keyOf(line) !== keyOf(question));
  return [...new Map(usable.map((line) => [keyOf(line), line])).values()].slice(0, count);
}

/** The JSON object, with whatever stands around it. */
function readPlan(text: string): string[] {
  const visible = text.replace(/<(think|thinking|reasoning)>[\s\S]*?<\/\1>/gi, '');
  const json = visible.slice(visible.indexOf('{'), visible.lastIndexOf('}') + 1);
  try {
    const parsed = plan.safeParse(JSON.parse(json));
    return parsed.success ? parsed.data.sub_questions : [];
  } catch {
    return [];
  }
}

function keyOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
