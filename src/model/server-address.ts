/** In: the address of an OpenAI-compatible server as an operator writes it. Out: what a request to it needs. */

export interface ServerAddress {
  /** What `/chat/completions` is put behind. */
  readonly baseUrl: string;
  readonly query: Readonly<Record<string, string>>;
  /** Azure takes the key in a header of its own. */
  readonly keyHeader: 'authorization' | 'api-key';
}

/** Of Microsoft's clouds: https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle, read in 2026. */
const AZURE_HOST = /\.(openai|cognitiveservices|services\.ai)\.azure\.(com|us|cn)$/i;
/** The first version without "preview" in its name that knows JSON schemas. */
const AZURE_API_VERSION = '2024-10-21';

/**
 * A query in the address goes with every request. On Azure `/openai/v1` is spoken to like OpenAI; any other path is the
 * older interface, which names the deployment in its path and wants an `api-version`.
 * @param model on Azure the name of the deployment
 */
export function readServerAddress(address: string, model: string): ServerAddress {
  if (!URL.canParse(address)) return { baseUrl: address, query: {}, keyHeader: 'authorization' };
  const url = new URL(address);
  const query = Object.fromEntries(url.searchParams);
  url.search = '';
  url.hash = '';
  const path = url.pathname.replace(/\/+$/, '').replace(/\/(chat\/completions|embeddings)$/, '');
  if (!AZURE_HOST.test(url.hostname)) {
    url.pathname = path;
    return { baseUrl: withoutSlash(url), query, keyHeader: 'authorization' };
  }
  // Azure refuses a version on its newer path unless it is one that this path knows.
  const newer = /\/openai\/v1$/.test(path);
  const named = /\/deployments\/[^/]+$/.test(path) || path.endsWith('/models');
  url.pathname =
    newer || named ? path : `${path.replace(/\/openai$/, '')}/openai/deployments/${encodeURIComponent(model)}`;
  const version: Record<string, string> = newer ? {} : { 'api-version': AZURE_API_VERSION };
  return { baseUrl: withoutSlash(url), query: { ...version, ...query }, keyHeader: 'api-key' };
}

function withoutSlash(url: URL): string {
  return url.href.replace(/\/$/, '');
}
