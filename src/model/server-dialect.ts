/** How an OpenAI-compatible server wants to be asked. In: a request and what the server refused. Out: the body to send. */
import type { ModelRequest } from '../domain/ports.ts';

/** The parts of a request that compatible servers disagree about. */
export interface ServerDialect {
  /** How the schema is asked for; from the strictest down. */
  readonly format: 'json_schema' | 'json_object' | 'none';
  /** Mistral and older servers know only the first name, OpenAI's reasoning models only the second. */
  readonly tokenLimit: 'max_tokens' | 'max_completion_tokens';
}

export const FIRST_DIALECT: ServerDialect = { format: 'json_schema', tokenLimit: 'max_tokens' };

const WEAKER_FORMAT = { json_schema: 'json_object', json_object: 'none', none: undefined } as const;

/**
 * The dialect to try after a refusal.
 * @param complaint the server's own words, with the name of the parameter when it gave one
 * @returns `undefined` when the refusal is about something else, or nothing weaker is left
 */
export function nextDialect(dialect: ServerDialect, status: number, complaint: string): ServerDialect | undefined {
  if (status !== 400 && status !== 422) return undefined;
  if (dialect.tokenLimit === 'max_tokens' && /max_completion_tokens/.test(complaint)) {
    return { ...dialect, tokenLimit: 'max_completion_tokens' };
  }
  const format = WEAKER_FORMAT[dialect.format];
  const refused = /response_format|json_schema|json_object|structured output|unsupported|not supported/i.test(
    complaint,
  );
  return refused && format ? { ...dialect, format } : undefined;
}

/** The body of `POST /chat/completions` for a streamed answer. Without `json_schema` the system message carries the schema. */
export function requestBody(model: string, request: ModelRequest, dialect: ServerDialect) {
  const { name, definition } = request.schema;
  const system =
    dialect.format === 'json_schema'
      ? request.system
      : `${request.system}\n\nAnswer with one JSON object and nothing else. It follows this JSON schema:\n${JSON.stringify(definition)}`;
  const format =
    dialect.format === 'json_schema'
      ? { type: dialect.format, json_schema: { name, strict: true, schema: { ...definition } } }
      : dialect.format === 'json_object'
        ? { type: dialect.format }
        : undefined;
  return {
    model,
    messages: [
      { role: 'system' as const, content: system },
      { role: 'user' as const, content: request.user },
    ],
    stream: true as const,
    [dialect.tokenLimit]: request.maxOutputTokens,
    ...(format && { response_format: format }),
  };
}
