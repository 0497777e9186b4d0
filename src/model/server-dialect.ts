/** How an OpenAI-compatible server wants to be asked. In: a request and what the server refused. Out: the body to send. */
import type { ModelRequest } from '../domain/ports.ts';
import { describeLayout, type LineLayout, layoutOf } from './line-layout.ts';

/** The parts of a request that compatible servers disagree about. */
export interface ServerDialect {
  /** How the form of the answer is asked for; from the strictest down. `lines`: in words, as plain lines. */
  readonly format: 'json_schema' | 'json_object' | 'lines';
  /** Mistral and older servers know only the first name, OpenAI's reasoning models only the second. */
  readonly tokenLimit: 'max_tokens' | 'max_completion_tokens';
  /** OpenAI's reasoning models take none. */
  readonly temperature: boolean;
  /** Whether the server is asked to count tokens at the end of the stream. */
  readonly countsTokens: boolean;
  /** The model thinks before it writes, and its thoughts count against the limit. */
  readonly thinks: boolean;
}

export const FIRST_DIALECT: ServerDialect = {
  format: 'json_schema',
  tokenLimit: 'max_tokens',
  temperature: true,
  countsTokens: true,
  thinks: false,
};

/** Tokens beside those of the answer. Short answers over short texts need no more; a model that thinks on is cut. */
const TOKENS_FOR_THINKING = 4_000;

const WEAKER_FORMAT = { json_schema: 'json_object', json_object: 'lines', lines: undefined } as const;

/**
 * OpenAI, Azure ("response_format value as json_schema is enabled only for api versions …"), LM Studio
 * ("'response_format.type' must be …"), DeepSeek ("This response_format type is unavailable now"), Groq
 * (`json_validate_failed`), vLLM (guided decoding, xgrammar) and llama.cpp ("failed to parse grammar").
 */
const FORMAT_REFUSED =
  /response[_ .]?format|json[_ ]?(schema|object|mode|validate)|structured[_ ]?outputs?|guided|grammar|invalid schema|requested parameters/i;
/** Refusals that name nothing that we know, such as pydantic's `extra_forbidden` or Go's "unknown field". */
const SOMETHING_REFUSED =
  /unsupported|not supported|not permitted|extra_forbidden|unknown (field|parameter|argument)|unrecogni[sz]ed|unexpected (keyword|field)/i;

/**
 * The dialect to try after a refusal; each step gives something up, so that there is an end.
 * @param complaint the server's own words, with the name of the parameter when it gave one
 * @returns `undefined` when the refusal is about something else, or nothing weaker is left
 */
export function nextDialect(dialect: ServerDialect, status: number, complaint: string): ServerDialect | undefined {
  const aboutRequest = status === 400 || status === 422;
  // OpenRouter has no server for these parameters (404); llama.cpp and Ollama stumble over a schema (500); some lack it (501).
  const aboutFormat = FORMAT_REFUSED.test(complaint);
  if (!aboutRequest && !(aboutFormat && [404, 500, 501].includes(status))) return undefined;
  if (dialect.tokenLimit === 'max_tokens' && /max_completion_tokens/.test(complaint)) {
    return { ...dialect, tokenLimit: 'max_completion_tokens', thinks: true };
  }
  if (dialect.countsTokens && /stream_options|include_usage/.test(complaint)) {
    return { ...dialect, countsTokens: false };
  }
  if (dialect.temperature && /temperature/i.test(complaint)) return { ...dialect, temperature: false };
  if (!aboutFormat && !SOMETHING_REFUSED.test(complaint)) return undefined;
  const weaker = weakerFormat(dialect);
  if (weaker) return weaker;
  if (dialect.countsTokens) return { ...dialect, countsTokens: false };
  return dialect.temperature ? { ...dialect, temperature: false } : undefined;
}

/** The same with a form that is easier to keep, for a server or a model that does not keep this one. */
export function weakerFormat(dialect: ServerDialect): ServerDialect | undefined {
  const format = WEAKER_FORMAT[dialect.format];
  return format && { ...dialect, format };
}

/** What is sent for a limit: thoughts count against it. */
export function tokenLimitIn({ thinks }: Pick<ServerDialect, 'thinks'>, maxOutputTokens: number): number {
  return maxOutputTokens + (thinks ? TOKENS_FOR_THINKING : 0);
}

/** For a model whose thoughts left no room for its answer; `undefined` when it had room. */
export function withRoomForThinking<Dialect extends Pick<ServerDialect, 'thinks'>>(
  dialect: Dialect,
): Dialect | undefined {
  return dialect.thinks ? undefined : { ...dialect, thinks: true };
}

/** More than this no answer has, thoughts included. */
export function mostTokens(request: ModelRequest): number {
  return request.maxOutputTokens + TOKENS_FOR_THINKING;
}

/** A body, and the layout that it asks for where it asks for lines. */
export interface DialectRequest {
  readonly body: ReturnType<typeof bodyOf>;
  readonly layout?: LineLayout;
}

/** What is sent to `POST /chat/completions` for a streamed answer. What does not change comes first, for servers that keep it. */
export function requestIn(dialect: ServerDialect, model: string, request: ModelRequest): DialectRequest {
  const layout = dialect.format === 'lines' ? layoutOf(request.schema.definition) : undefined;
  return { body: bodyOf(dialect, model, request, layout), ...(layout && { layout }) };
}

function bodyOf(dialect: ServerDialect, model: string, request: ModelRequest, layout: LineLayout | undefined) {
  const { name, definition } = request.schema;
  const { system, user } = inWords(dialect, request, layout);
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
      { role: 'user' as const, content: user },
    ],
    stream: true as const,
    [dialect.tokenLimit]: tokenLimitIn(dialect, request.maxOutputTokens),
    ...(dialect.temperature && { temperature: 0 }),
    ...(dialect.countsTokens && { stream_options: { include_usage: true } }),
    ...(format && { response_format: format }),
  };
}

/** Whatever the server does not hold the model to stands in the system message. */
function inWords(dialect: ServerDialect, { system, user, schema }: ModelRequest, layout: LineLayout | undefined) {
  if (dialect.format === 'json_schema') return { system, user };
  if (!layout) {
    const json = JSON.stringify(schema.definition);
    return {
      system: `${system}\n\nAnswer with one JSON object and nothing else. It follows this JSON schema:\n${json}`,
      user,
    };
  }
  // Small models remember best what they read last.
  const first = layout.fields[0] ?? layout.groups[0]?.fields[0];
  return {
    system: `${system}\n\n${describeLayout(layout)}`,
    user: first ? `${user}\n\nWrite the lines now, beginning with "${first.label}:".` : user,
  };
}
