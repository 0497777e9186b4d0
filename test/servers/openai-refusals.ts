/** The errors of the loopback OpenAI server. In: a scenario and a request. Out: a reply that is no stream. */
import type { OpenAiScenario, SeenChatRequest } from './openai.ts';

export interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An error in OpenAI's shape. */
export function errorReply(status: number, message: string, code: string | null = null, headers = {}): Refusal {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ error: { message, type: code ?? 'invalid_request_error', param: null, code } }),
  };
}

/** What a web server says that knows nothing of models. */
export function webPage(status: number): Refusal {
  return { status, headers: { 'content-type': 'text/html' }, body: '<html><body>Welcome</body></html>' };
}

/** The answers that are no stream, in the shape of OpenAI's errors. */
export function refuse(
  scenario: OpenAiScenario,
  { body: request, headers: sent }: SeenChatRequest,
  retryAfter: string | undefined,
): Refusal | undefined {
  switch (scenario) {
    case 'unauthorised':
      // Some servers repeat the key in full.
      return errorReply(401, `Incorrect API key provided: ${sent.authorization}`, 'invalid_api_key');
    case 'forbidden':
      return errorReply(403, 'Your account may not use this.');
    case 'unknownModel':
      return errorReply(404, `The model \`${request.model}\` does not exist`, 'model_not_found');
    case 'wrongAddress':
      return webPage(404);
    case 'wrongContentType':
      return webPage(200);
    case 'tooManyRequests':
      return errorReply(
        429,
        'Rate limit reached',
        'rate_limit_exceeded',
        retryAfter ? { 'retry-after': retryAfter } : {},
      );
    case 'outOfCredit':
      return errorReply(429, 'You exceeded your current quota', 'insufficient_quota');
    case 'serverError':
      return errorReply(500, 'The server had an error');
    case 'noJsonSchema':
      return request.response_format?.type === 'json_schema'
        ? errorReply(400, "Invalid value for 'response_format.type': 'json_schema'")
        : undefined;
    case 'noResponseFormat':
      return request.response_format ? errorReply(422, 'Parameter not supported: response_format') : undefined;
    case 'noMaxTokens':
      return request.max_tokens === undefined
        ? undefined
        : errorReply(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.");
    case 'noStreamOptions':
      return request.stream_options ? extraForbidden('stream_options') : undefined;
    case 'noTemperature':
      return request.temperature === undefined
        ? undefined
        : errorReply(400, "Unsupported value: 'temperature' does not support 0 with this model.", 'unsupported_value');
  }
  return undefined;
}

/** What Mistral and others with pydantic behind them say of a field that they do not know. */
export function extraForbidden(field: string): Refusal {
  const detail = [{ type: 'extra_forbidden', loc: ['body', field], msg: 'Extra inputs are not permitted' }];
  return {
    status: 422,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ object: 'error', message: { detail }, type: 'invalid_request_error', code: null }),
  };
}
