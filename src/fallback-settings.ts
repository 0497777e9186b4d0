/** In: the variables about fallback models. Out: each model with its server and key, and what is wrong with them. */
type Variables = Readonly<Record<string, string | undefined>>;

export interface FallbackModel {
  readonly baseUrl: string;
  /** May be empty: local servers want none. */
  readonly apiKey: string;
  readonly model: string;
}

export interface FallbackSettings {
  readonly models: readonly FallbackModel[];
  readonly problems: readonly string[];
}

/** @param openAi the address that is meant when none is set */
export function readFallbackModels(variables: Variables, openAi: string): FallbackSettings {
  const { OPENAI_FALLBACK_MODELS: written, OPENAI_FALLBACK_API_KEYS: keys } = variables;
  if (!written?.trim()) {
    const problem = 'OPENAI_FALLBACK_API_KEYS is set, but OPENAI_FALLBACK_MODELS names no model.';
    return { models: [], problems: keys?.trim() ? [problem] : [] };
  }
  const baseUrl = variables.OPENAI_BASE_URL ?? openAi;
  const apiKey = variables.OPENAI_API_KEY ?? '';
  const problems: string[] = [];
  if (!apiKey && baseUrl === openAi) {
    problems.push(
      'OPENAI_FALLBACK_MODELS needs a first model: set OPENAI_API_KEY, or OPENAI_BASE_URL with OPENAI_MODEL.',
    );
  }
  const entries = written
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean)
    .map(readEntry);
  for (const { model, address } of entries) {
    if (!model || (address !== undefined && !isAddress(address))) {
      problems.push(`OPENAI_FALLBACK_MODELS: "${model}${address ? `@${address}` : ''}" is no NAME or NAME@ADDRESS.`);
    }
  }
  // A key is for the server that it was given for, and no other gets to see it.
  const others = [...new Set(entries.flatMap(({ address }) => (isOther(address, baseUrl) ? [originOf(address)] : [])))];
  const given = keys?.trim() ? keys.split(',').map((key) => key.trim()) : [];
  if (given.length > others.length) {
    problems.push(
      `OPENAI_FALLBACK_API_KEYS holds ${given.length} keys, but OPENAI_FALLBACK_MODELS names ${others.length} other servers.`,
    );
  }
  const models = entries.map(({ model, address }) =>
    isOther(address, baseUrl)
      ? { model, baseUrl: address, apiKey: given[others.indexOf(originOf(address))] ?? '' }
      : { model, baseUrl: address ?? baseUrl, apiKey },
  );
  return { models, problems };
}

/** Names of models may hold an @, such as Cloudflare's; an address begins with http. */
function readEntry(entry: string): { model: string; address?: string } {
  const [, model = entry, address] = /^(.*?)@(https?:.*)$/.exec(entry) ?? [];
  return { model: model.trim(), ...(address !== undefined && { address: address.trim() }) };
}

function isOther(address: string | undefined, baseUrl: string): address is string {
  return address !== undefined && originOf(address) !== originOf(baseUrl);
}

function isAddress(text: string): boolean {
  return URL.canParse(text) && Boolean(new URL(text).hostname);
}

function originOf(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : address;
}
