/** In: a server's own words about a refusal. Out: what it refuses, for code to act on; never shown. */
import OpenAI from 'openai';

type ApiError = InstanceType<typeof OpenAI.APIError>;

/**
 * Read from the refusals of OpenAI, Azure, Mistral, vLLM, llama.cpp (`exceed_context_size_error`, also with status 500),
 * Ollama, LM Studio, Groq (413) and Anthropic. vLLM asks for a negative number of tokens when the prompt fills its window.
 */
const TOO_LONG =
  /context.{0,12}(length|size|window)|maximum context|too many tokens|(prompt|input|request) (is )?too (long|large)|reduce the length|exceed_context_size|max_tokens must be at least 1, got -|exceeds? n_ctx|tokens? exceed/i;

/** OpenAI and Azure, OpenRouter, DeepSeek ("Content Exists Risk"), Alibaba (`data_inspection_failed`). */
const MODERATED =
  /content_(filter|policy)|content management policy|ResponsibleAIPolicy|moderation|flagged|content exists risk|data_?inspection_?failed|safety (system|filter)/i;

const NO_CREDIT =
  /insufficient[ _](balance|credits?|funds|quota)|credit balance is too low|requires more credits|billing_(hard_limit|not_active)|arrearage|exceeded your current quota(?!.*\bretry in\b)/is;

const UNKNOWN_MODEL =
  /model_not_found|DeploymentNotFound|(invalid|unknown|unsupported) model|not a valid model|(model|deployment)\b.{0,120}?(does not exist|not found|not exist|decommissioned|not loaded)|no models? loaded|no endpoints found for/is;

const BAD_KEY = /(invalid|incorrect|wrong|missing).{0,20}api[ _-]?key|api[ _-]?key.{0,20}(not valid|invalid)/i;

/** The server's words, with the names of parameter and kind where it gave them. */
export function complaintOf(error: ApiError): string {
  return [error.message, error.type, error.param, error.code].filter(Boolean).join(' ');
}

/** The status of the response or, where it came in the midst of a stream or with a 200, the one in the error itself. */
export function statusOf(error: ApiError): number | undefined {
  if (error.status !== undefined) return error.status;
  const code = Number(error.code);
  return code >= 400 && code < 600 ? code : undefined;
}

export function isTooLong(error: unknown): boolean {
  if (!(error instanceof OpenAI.APIError)) return false;
  const status = statusOf(error);
  // A limit of tokens a minute is spoken of in the same words.
  return status !== 429 && status !== 401 && status !== 403 && TOO_LONG.test(complaintOf(error));
}

export function isModerated(error: ApiError): boolean {
  const status = statusOf(error);
  return (status === undefined || status < 500) && status !== 429 && MODERATED.test(complaintOf(error));
}

export function outOfCredit(error: ApiError): boolean {
  return statusOf(error) === 402 || NO_CREDIT.test(complaintOf(error));
}

export function isUnknownModel(error: ApiError): boolean {
  const complaint = complaintOf(error);
  return (
    UNKNOWN_MODEL.test(complaint) || (statusOf(error) === 404 && /\b(model|deployment|endpoints)\b/i.test(complaint))
  );
}

export function isBadKey(error: ApiError): boolean {
  return statusOf(error) === 401 || BAD_KEY.test(complaintOf(error));
}
