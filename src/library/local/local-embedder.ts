/** In: texts. Out: vectors of length 1, from a model on this machine: LangChain's embeddings over the ONNX runtime. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import type { Clock } from '../../domain/clock.ts';
import { ModelFault } from '../../domain/errors.ts';
import type { Embedder, Log } from '../../domain/ports.ts';
import { toUnitVector } from '../../domain/unit-vector.ts';
import { localModelFault, notAVector, packagesMissing, processEnded, tookTooLong } from './local-embedding-faults.ts';
import type { LocalModelSettings } from './local-embedding-messages.ts';
import { createLocalModelProcess, ProcessEnded } from './local-model-process.ts';

export interface LocalEmbedderOptions {
  /** A model of the hub with ONNX files, such as `Xenova/all-MiniLM-L6-v2`, or the path of a folder: `./…`, `~/…`, `/…`. */
  readonly model: string;
  /** Where the files of a downloaded model are kept. */
  readonly cacheFolder: string;
  /** Where models are downloaded from: Hugging Face or a mirror. */
  readonly hubUrl: string;
  /** Where the optional packages are installed; `LOCAL_EMBEDDING_PACKAGES` when not said. */
  readonly packages?: string;
  readonly clock: Clock;
  readonly log: Log;
}

export interface LocalEmbedder extends Embedder {
  /** Ends the process of the model. */
  close(): Promise<void>;
}

export const LOCAL_EMBEDDING_PACKAGES = join(import.meta.dirname, '..', '..', '..', 'optional', 'local-embeddings');
/** The runtime gains nothing from larger batches, and a question waits until a batch of papers is through. */
const TEXTS_A_BATCH = 4;
const BATCH_MILLISECONDS = 120_000;
/** With the first batch comes the download of a hundred megabytes and more. */
const LOADING_MILLISECONDS = 3_600_000;
const SILENCE_MILLISECONDS = 60_000;

/**
 * An embedder that needs no network once it has its model. The model runs in a process of its own, which is started and
 * fetches the files when it is first asked.
 *
 * Texts are trimmed, and cut by the model's own tokeniser where they are too long; an empty one is a fault. Papers and
 * questions are embedded alike: the prefixes that some models want (`query: `, `search_document: `, whole sentences)
 * follow no rule that could be read from their files, so models that were trained without any are the right ones.
 * `embed` throws ModelFault, InvalidConfiguration for packages that cannot be loaded, or the signal's reason.
 * @throws InvalidConfiguration when the optional packages are not installed
 */
export function createLocalEmbedder(options: LocalEmbedderOptions): LocalEmbedder {
  const { model, packages = LOCAL_EMBEDDING_PACKAGES, cacheFolder, clock, log } = options;
  if (!existsSync(join(packages, 'node_modules', '@huggingface', 'transformers'))) throw packagesMissing();
  const settings: LocalModelSettings = {
    packages,
    ...modelPlace(model),
    cacheFolder: resolve(cacheFolder),
    hubUrl: options.hubUrl,
    silenceMilliseconds: SILENCE_MILLISECONDS,
  };
  const modelProcess = createLocalModelProcess(settings);
  let loaded = false;

  async function ask(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> {
    const limit = new AbortController();
    const tooLong = clock.sleep(loaded ? BATCH_MILLISECONDS : LOADING_MILLISECONDS, limit.signal).then(async () => {
      await modelProcess.close();
      throw tookTooLong(model);
    });
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true, signal: limit.signal });
    });
    try {
      const reply = await Promise.race([modelProcess.ask(texts), tooLong, aborted]);
      if ('trouble' in reply) throw localModelFault(reply, settings);
      loaded = true;
      const vectors = reply.vectors.flatMap((numbers) => toUnitVector(numbers) ?? []);
      if (vectors.length !== texts.length) throw notAVector(model);
      return vectors;
    } catch (error) {
      throw error instanceof ProcessEnded ? processEnded(model, error) : error;
    } finally {
      limit.abort();
      tooLong.catch(() => {});
    }
  }

  return {
    name: `local:${model}`,
    async embed(texts, _purpose, signal) {
      signal.throwIfAborted();
      const trimmed = texts.map((text) => text.trim());
      const empty = trimmed.indexOf('');
      if (empty >= 0) {
        throw new ModelFault(
          `Text ${empty + 1} of ${texts.length} is empty.`,
          'Only text can be turned into a vector.',
        );
      }
      const vectors: Float32Array[] = new Array(texts.length);
      try {
        for (const places of batchesByLength(trimmed)) {
          signal.throwIfAborted();
          const batch = await ask(
            places.map((place) => trimmed[place] as string),
            signal,
          );
          batch.forEach((vector, index) => {
            vectors[places[index] as number] = vector;
          });
        }
        return vectors;
      } catch (error) {
        signal.throwIfAborted();
        log.warn('embedding-failed', { model, error });
        throw error;
      }
    },
    close: modelProcess.close,
  };
}

/** Places of texts of like length together: each batch is padded to its longest. */
function* batchesByLength(texts: readonly string[]): Generator<readonly number[]> {
  const places = texts.map((_, place) => place).sort((a, b) => (texts[a]?.length ?? 0) - (texts[b]?.length ?? 0));
  for (let start = 0; start < places.length; start += TEXTS_A_BATCH) yield places.slice(start, start + TEXTS_A_BATCH);
}

function modelPlace(model: string): { model: string; folder: boolean } {
  if (/^~[\\/]/.test(model)) return { model: join(homedir(), model.slice(2)), folder: true };
  const folder = isAbsolute(model) || /^\.{1,2}[\\/]/.test(model);
  return { model: folder ? resolve(model) : model, folder };
}
