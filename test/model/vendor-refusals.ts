/** What vendors say when they refuse, in their own shapes and words, and what Paperboy makes of it. */
import { KEY } from './loopback-model.ts';

export const json = (error: unknown) => JSON.stringify(error);
const KEY_REFUSED = 'The model server does not accept the key.';
const NO_CREDIT = 'The account at the model server has no credit left.';
const TOO_LONG = 'The request is too long for the model small-model.';
const FILTERED = 'The filter of the model server refused the request.';
const UNKNOWN = 'The model small-model is not known there.';
export const BUSY = 'The model server has too many requests.';

/** Shapes and words as the vendors send them; `[status, body, message]`. */
export const refusals: [string, number, string, string][] = [
  [
    'OpenAI',
    401,
    json({
      error: { message: `Incorrect API key provided: ${KEY}.`, type: 'invalid_request_error', code: 'invalid_api_key' },
    }),
    KEY_REFUSED,
  ],
  [
    'Azure',
    401,
    json({ error: { code: '401', message: 'Access denied due to invalid subscription key or wrong API endpoint.' } }),
    KEY_REFUSED,
  ],
  ['Azure gateway', 401, json({ statusCode: 401, message: 'Unauthorized. Access token is missing.' }), KEY_REFUSED],
  [
    'Gemini',
    400,
    json([
      { error: { code: 400, message: 'API key not valid. Please pass a valid API key.', status: 'INVALID_ARGUMENT' } },
    ]),
    KEY_REFUSED,
  ],
  [
    'xAI',
    400,
    json({ code: 'Client specified an invalid argument', error: 'Incorrect API key provided: xa***.' }),
    KEY_REFUSED,
  ],
  [
    'OpenRouter',
    402,
    json({ error: { message: 'Insufficient credits. Add more at https://openrouter.ai', code: 402 } }),
    NO_CREDIT,
  ],
  [
    'OpenAI',
    429,
    json({
      error: {
        message: 'You exceeded your current quota, please check your plan.',
        type: 'insufficient_quota',
        code: 'insufficient_quota',
      },
    }),
    NO_CREDIT,
  ],
  [
    'DeepSeek',
    402,
    json({ error: { message: 'Insufficient Balance', type: 'unknown_error', code: 'invalid_request_error' } }),
    NO_CREDIT,
  ],
  [
    'Anthropic',
    400,
    json({ error: { type: 'invalid_request_error', message: 'Your credit balance is too low to access the API.' } }),
    NO_CREDIT,
  ],
  [
    'OpenAI',
    404,
    json({
      error: { message: 'The model `x` does not exist or you do not have access to it.', code: 'model_not_found' },
    }),
    UNKNOWN,
  ],
  [
    'Azure',
    404,
    json({ error: { code: 'DeploymentNotFound', message: 'The API deployment for this resource does not exist.' } }),
    UNKNOWN,
  ],
  [
    'vLLM',
    404,
    json({ object: 'error', message: 'The model `x` does not exist.', type: 'NotFoundError', param: null, code: 404 }),
    UNKNOWN,
  ],
  [
    'Mistral',
    400,
    json({ object: 'error', message: 'Invalid model: x', type: 'invalid_model', param: null, code: '1500' }),
    UNKNOWN,
  ],
  ['OpenRouter', 400, json({ error: { message: 'x is not a valid model ID', code: 400 } }), UNKNOWN],
  [
    'Groq',
    400,
    json({ error: { message: 'The model `x` has been decommissioned.', code: 'model_decommissioned' } }),
    UNKNOWN,
  ],
  ['LM Studio', 404, json({ error: 'No models loaded. Please load a model in the developer page.' }), UNKNOWN],
  [
    'OpenAI',
    400,
    json({
      error: { message: "This model's maximum context length is 8192 tokens.", code: 'context_length_exceeded' },
    }),
    TOO_LONG,
  ],
  [
    'llama.cpp',
    400,
    json({
      error: {
        code: 400,
        message: 'the request exceeds the available context size',
        type: 'exceed_context_size_error',
      },
    }),
    TOO_LONG,
  ],
  [
    'llama.cpp',
    500,
    json({ error: { code: 500, message: 'Context size has been exceeded.', type: 'server_error' } }),
    TOO_LONG,
  ],
  [
    'vLLM',
    400,
    json({ object: 'error', message: 'max_tokens must be at least 1, got -186.', type: 'BadRequestError', code: 400 }),
    TOO_LONG,
  ],
  [
    'Mistral',
    400,
    json({
      object: 'error',
      message: 'Prompt contains 40000 tokens, too large for model with 32768 maximum context length',
      type: 'invalid_request_error',
    }),
    TOO_LONG,
  ],
  [
    'Groq',
    413,
    json({ error: { message: 'Request too large for model `x` on tokens per minute', code: 'rate_limit_exceeded' } }),
    TOO_LONG,
  ],
  [
    'Azure',
    400,
    json({
      error: {
        message: "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
        code: 'content_filter',
        innererror: { code: 'ResponsibleAIPolicyViolation' },
      },
    }),
    FILTERED,
  ],
  [
    'OpenRouter',
    403,
    json({
      error: {
        code: 403,
        message: 'Your chosen model requires moderation and your input was flagged',
        metadata: { reasons: ['violence'] },
      },
    }),
    FILTERED,
  ],
  [
    'DeepSeek',
    400,
    json({ error: { message: 'Content Exists Risk', type: 'invalid_request_error', code: 'invalid_request_error' } }),
    FILTERED,
  ],
  [
    'Alibaba',
    400,
    json({ error: { message: 'Input data may contain inappropriate content.', code: 'data_inspection_failed' } }),
    FILTERED,
  ],
  [
    'OpenAI',
    403,
    json({
      error: { message: 'Country, region, or territory not supported', code: 'unsupported_country_region_territory' },
    }),
    'The model server does not allow this request.',
  ],
  ['Ollama', 404, '404 page not found', 'There is no model server at '],
  ['Azure', 404, json({ error: { code: '404', message: 'Resource not found' } }), 'There is no model server at '],
  ['FastAPI', 405, json({ detail: 'Method Not Allowed' }), 'There is no model server at '],
  [
    'Gemini',
    429,
    json([
      {
        error: {
          code: 429,
          message: 'You exceeded your current quota. Please retry in 38.5s.',
          status: 'RESOURCE_EXHAUSTED',
        },
      },
    ]),
    BUSY,
  ],
  ['someone', 418, json({ error: { message: 'I am a teapot.' } }), 'The model server refused the request (418).'],
];
