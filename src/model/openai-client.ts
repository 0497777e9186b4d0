/** In: the address and key of an OpenAI-compatible server. Out: the SDK's client, which neither repeats nor logs. */
import OpenAI from 'openai';
import { readableRefusals } from './error-body.ts';
import { readServerAddress } from './server-address.ts';

export interface ServerAccess {
  /** Up to and including `/v1`; on Azure also the older form, see `server-address.ts`. */
  readonly baseUrl: string;
  /** May be empty: local servers want none. */
  readonly apiKey: string;
  readonly model: string;
  readonly timeoutMilliseconds: number;
  /** How requests are made; the platform's own way unless told otherwise. */
  readonly fetch?: typeof fetch;
}

export function createOpenAiClient(access: ServerAccess): OpenAI {
  const { apiKey, timeoutMilliseconds } = access;
  const { baseUrl, query, keyHeader } = readServerAddress(access.baseUrl, access.model);
  return new OpenAI({
    baseURL: baseUrl,
    apiKey: apiKey || 'none',
    organization: null,
    project: null,
    defaultQuery: query,
    defaultHeaders: keyHeader === 'api-key' ? { authorization: null, 'api-key': apiKey } : {},
    fetch: readableRefusals(access.fetch ?? fetch),
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
