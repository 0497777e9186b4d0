/** In: a refusal in any vendor's words. Out: the same response with its body in OpenAI's shape. */

/** Long enough for every vendor's refusal; a web page that says 404 may be any size. */
const MOST_CHARACTERS = 10_000;

/**
 * A `fetch` whose refusals the SDK can read. The SDK knows `{error: {message, type, param, code}}` only and forgets the
 * rest: what older vLLM and Mistral write (`{object, message, …}`), FastAPI (`{detail}`), Gemini (an array), LM Studio
 * (`{error: "…"}`) or a proxy (plain text).
 */
export function readableRefusals(ask: typeof fetch): typeof fetch {
  return async (input, init) => {
    const response = await ask(input, init);
    if (response.ok) return response;
    const error = readErrorBody(await firstCharacters(response));
    const headers = new Headers(response.headers);
    for (const name of ['content-length', 'content-encoding']) headers.delete(name);
    headers.set('content-type', 'application/json');
    return new Response(JSON.stringify({ error }), {
      status: response.status,
      statusText: response.statusText,
      headers,
    });
  };
}

export interface ErrorBody {
  readonly message: string;
  readonly type?: string;
  readonly param?: string;
  readonly code?: string;
}

/** What a body says is wrong; its own text where it has no shape that is known. */
export function readErrorBody(body: string): ErrorBody {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return { message: body.trim() };
  }
  const whole = asRecord(Array.isArray(parsed) ? parsed[0] : parsed);
  if (!whole) return { message: textOf(parsed) ?? '' };
  const error = asRecord(whole.error) ?? { ...whole, message: whole.error ?? whole.message };
  const inner = asRecord(error.innererror) ?? {};
  const metadata = asRecord(error.metadata) ?? {};
  // OpenRouter passes on what the server behind it said; Mistral lists the fields that it does not know.
  const said = [error.message, error.detail, metadata.raw, metadata.reasons, inner.code].map(textOf).filter(Boolean);
  return {
    message: [...new Set(said)].join(' ') || body.trim(),
    ...present('type', error.type ?? error.status ?? whole.error_type),
    ...present('param', error.param),
    ...present('code', error.code),
  };
}

function present<Name extends string>(name: Name, value: unknown): Partial<Record<Name, string>> {
  return typeof value === 'string' || typeof value === 'number'
    ? ({ [name]: String(value) } as Record<Name, string>)
    : {};
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

async function firstCharacters(response: Response): Promise<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (reader && text.length < MOST_CHARACTERS) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += value;
  }
  await reader?.cancel();
  return text.slice(0, MOST_CHARACTERS);
}
