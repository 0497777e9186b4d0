/** How an embedder of an OpenAI-compatible server is named, and which settings a name stands for. */

const OPENAI_HOST = 'api.openai.com';

export interface NamedModel {
  readonly model: string;
  /** What the server is asked to shorten its vectors to. */
  readonly dimensions?: number;
}

/** @returns such as `openai:text-embedding-3-small:512`, or `openai:bge-m3@localhost:11434` for a server of one's own */
export function openAiEmbedderName(baseUrl: string, { model, dimensions }: NamedModel): string {
  return `openai:${model}${dimensions ? `:${dimensions}` : ''}${hostSuffix(baseUrl)}`;
}

/**
 * The model and dimensions behind a name, as far as the server at this address made it.
 * A model whose own name ends in a colon and digits is taken for a shortened one: ask for the present settings first.
 */
export function readOpenAiEmbedderName(name: string, baseUrl: string): NamedModel | undefined {
  const suffix = hostSuffix(baseUrl);
  if (!name.startsWith('openai:') || !name.endsWith(suffix)) return undefined;
  const [, model, dimensions] =
    /^(.+?)(?::(\d+))?$/.exec(name.slice('openai:'.length, name.length - suffix.length)) ?? [];
  // A model of OpenAI has no @ in its name: what is left of one is another server's.
  if (!model || (!suffix && model.includes('@'))) return undefined;
  return { model, ...(dimensions && { dimensions: Number(dimensions) }) };
}

export function isOpenAiItself(baseUrl: string): boolean {
  return URL.canParse(baseUrl) && new URL(baseUrl).host === OPENAI_HOST;
}

function hostSuffix(baseUrl: string): string {
  return isOpenAiItself(baseUrl) ? '' : `@${URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl}`;
}
