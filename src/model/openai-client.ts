/** In: the address and key of an OpenAI-compatible server. Out: the SDK's client, which neither repeats nor logs. */
import OpenAI from 'openai';

export interface ServerAccess {
  /** Up to and including `/v1`. */
  readonly baseUrl: string;
  /** May be empty: local servers want none. */
  readonly apiKey: string;
  readonly timeoutMilliseconds: number;
}

export function createOpenAiClient({ baseUrl, apiKey, timeoutMilliseconds }: ServerAccess): OpenAI {
  return new OpenAI({
    baseURL: baseUrl,
    apiKey: apiKey || 'none',
    organization: null,
    project: null,
    timeout: timeoutMilliseconds,
    // Repeating is our own: the SDK sleeps on its own clock and does not wake up for an abort.
    maxRetries: 0,
    logLevel: 'off',
  });
}

/** The address to show, without user, password and query. @param setting shown instead when it is no address */
export function withoutSecrets(address: string, setting: string): string {
  if (!URL.canParse(address)) return setting;
  const { origin, pathname } = new URL(address);
  return origin + pathname.replace(/\/$/, '');
}
