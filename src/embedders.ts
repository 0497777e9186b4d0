/** Part of the composition root: settings in, the embedder that they ask for, and those of earlier settings. */
import { join } from 'node:path';
import type { Config, EmbeddingSettings } from './config.ts';
import type { Clock } from './domain/clock.ts';
import type { Cache, Embedder, Log } from './domain/ports.ts';
import { createLocalEmbedder, type LocalEmbedder } from './library/local/local-embedder.ts';
import { cachedEmbedder } from './model/cached-embedder.ts';
import { readOpenAiEmbedderName } from './model/embedder-name.ts';
import { createOpenAiEmbedder } from './model/openai-embedder.ts';

export interface EmbedderTools {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly cache: Cache;
  /** Tokens of one request, as a server counted them. */
  readonly onUsage?: (tokens: number) => void;
}

export interface Embedders {
  /** What the settings ask for; `undefined` when they ask for none. */
  readonly current: Embedder | undefined;
  /**
   * The embedder of that name, so that vectors which an earlier one made can still be asked.
   * @returns `undefined` when the present settings cannot make it: another kind, or another server
   */
  named(name: string): Embedder | undefined;
  /** Ends the processes of local models. */
  close(): Promise<void>;
}

/** One request for vectors; a batch of papers takes a server some seconds. */
const TIMEOUT_MILLISECONDS = 60_000;

/** @throws InvalidConfiguration when a local model is asked for and its packages are not installed */
export function createEmbedders(tools: EmbedderTools): Embedders {
  const { config, cache, clock, log } = tools;
  const settings = config.embeddings;
  const byName = new Map<string, Embedder>();
  const local: LocalEmbedder[] = [];

  function create(wanted: EmbeddingSettings): Embedder {
    const embedder = wanted.kind === 'local' ? createLocal(wanted.model) : createRemote(wanted);
    const known = byName.get(embedder.name) ?? cachedEmbedder(embedder, cache);
    byName.set(embedder.name, known);
    return known;
  }

  function createLocal(model: string): Embedder {
    const cacheFolder = join(config.dataFolder, 'models');
    const embedder = createLocalEmbedder({ model, cacheFolder, hubUrl: config.huggingFace.url, clock, log });
    local.push(embedder);
    return embedder;
  }

  function createRemote(wanted: Extract<EmbeddingSettings, { kind: 'openai' }>): Embedder {
    const { onUsage } = tools;
    return createOpenAiEmbedder({
      ...wanted,
      timeoutMilliseconds: TIMEOUT_MILLISECONDS,
      clock,
      log,
      ...(onUsage && { onUsage }),
    });
  }

  const current = settings && create(settings);
  return {
    current,
    named(name) {
      const known = byName.get(name);
      if (known || !settings) return known;
      const earlier = settingsOf(name, settings);
      return earlier && create(earlier);
    },
    async close() {
      await Promise.all(local.map((embedder) => embedder.close()));
    },
  };
}

/** The settings that would make an embedder of this name, with what the present ones say of the server. */
function settingsOf(name: string, present: EmbeddingSettings): EmbeddingSettings | undefined {
  if (present.kind === 'local') {
    const model = /^local:(.+)$/.exec(name)?.[1];
    return model ? { kind: 'local', model } : undefined;
  }
  const { baseUrl, apiKey, kind } = present;
  const model = readOpenAiEmbedderName(name, baseUrl);
  return model && { kind, baseUrl, apiKey, ...model };
}
