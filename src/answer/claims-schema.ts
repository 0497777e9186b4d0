/** The JSON schemas that a model's answer must fit, strict as OpenAI's structured outputs want them. */
import type { ModelRequest } from '../domain/ports.ts';

const string = { type: 'string' } as const;
const claim = { text: string, cites: { type: 'array', items: string }, quote: string } as const;
const STATUSES = ['answered', 'partial', 'cannot'] as const;

export const CLAIMS_SCHEMA = schema('cited_answer', claim);
export const TABLE_SCHEMA = schema('cited_comparison', { ...claim, column: string });
/** For questions, which may take for granted what is not so. */
export const QUESTION_SCHEMA = schema('cited_answer', claim, [...STATUSES, 'false-premise']);
/** What a second opinion says. */
export const VERDICT_SCHEMA = { name: 'verdict', definition: object({ supported: { type: 'boolean' } }) };

function schema(
  name: string,
  properties: Readonly<Record<string, unknown>>,
  statuses: readonly string[] = STATUSES,
): ModelRequest['schema'] {
  return {
    name,
    definition: object({
      status: { type: 'string', enum: statuses },
      claims: { type: 'array', items: object(properties) },
    }),
  };
}

function object(properties: Readonly<Record<string, unknown>>) {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}
