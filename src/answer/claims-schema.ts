/** The JSON schemas that a model's answer must fit, strict as OpenAI's structured outputs want them. */
import type { ModelRequest } from '../domain/ports.ts';

const string = { type: 'string' } as const;
const claim = { text: string, cites: { type: 'array', items: string }, quote: string } as const;

export const CLAIMS_SCHEMA = schema('cited_answer', claim);
export const TABLE_SCHEMA = schema('cited_comparison', { ...claim, column: string });

function schema(name: string, properties: Readonly<Record<string, unknown>>): ModelRequest['schema'] {
  return {
    name,
    definition: object({
      status: { type: 'string', enum: ['answered', 'partial', 'cannot'] },
      claims: { type: 'array', items: object(properties) },
    }),
  };
}

function object(properties: Readonly<Record<string, unknown>>) {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}
