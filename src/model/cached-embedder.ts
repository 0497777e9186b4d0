/** In: an embedder and a cache. Out: the same embedder, which embeds no paper twice. */
import { createHash } from 'node:crypto';
import type { Cache, Embedder } from '../domain/ports.ts';
import { toUnitVector } from '../domain/unit-vector.ts';

/** A vector of one name never goes stale; this only bounds the file. */
const KEPT_MILLISECONDS = 90 * 24 * 60 * 60 * 1000;
/** Texts that are kept together, so that a long job which breaks off has not worked for nothing. */
const TEXTS_AT_ONCE = 128;

/**
 * Keeps vectors of papers under the embedder's name and the text's SHA-256. What a reader asks is never kept, not even its
 * vector: `/about` promises so.
 * What the cache cannot read, or what has another dimension than the other vectors, is embedded anew; a cache that fails is
 * an empty one.
 */
export function cachedEmbedder(embedder: Embedder, cache: Cache): Embedder {
  return {
    name: embedder.name,
    async embed(texts, purpose, signal) {
      if (purpose === 'question') return embedder.embed(texts, purpose, signal);
      const different = [...new Set(texts)];
      const keyOf = (text: string) => `embedding/${embedder.name}/${sha256(text)}`;
      const vectors = await readAll(cache, different, keyOf, signal);
      const embedAll = async (missing: readonly string[]) => {
        for (let start = 0; start < missing.length; start += TEXTS_AT_ONCE) {
          const some = missing.slice(start, start + TEXTS_AT_ONCE);
          for (const [index, vector] of (await embedder.embed(some, purpose, signal)).entries()) {
            const text = some[index] as string;
            vectors.set(text, vector);
            await quietly(() => cache.set(keyOf(text), encode(vector), KEPT_MILLISECONDS));
          }
        }
      };
      if (new Set([...vectors.values()].map(({ length }) => length)).size > 1) vectors.clear();
      const missing = different.filter((text) => !vectors.has(text));
      await embedAll(missing);
      const dimensions = vectors.get(missing[0] ?? '')?.length;
      if (dimensions) await embedAll(different.filter((text) => vectors.get(text)?.length !== dimensions));
      return texts.map((text) => vectors.get(text) as Float32Array);
    },
  };
}

async function readAll(
  cache: Cache,
  texts: readonly string[],
  keyOf: (text: string) => string,
  signal: AbortSignal,
): Promise<Map<string, Float32Array>> {
  const vectors = new Map<string, Float32Array>();
  for (const text of texts) {
    signal.throwIfAborted();
    const vector = decode(await quietly(() => cache.get<unknown>(keyOf(text))));
    if (vector) vectors.set(text, vector);
  }
  return vectors;
}

/** 32-bit floats in the byte order of this machine, as base64: the file stays on it. */
function encode({ buffer, byteOffset, byteLength }: Float32Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}

function decode(stored: unknown): Float32Array | undefined {
  if (typeof stored !== 'string') return undefined;
  const bytes = Buffer.from(stored, 'base64');
  if (!bytes.length || bytes.length % 4 || bytes.toString('base64') !== stored) return undefined;
  return toUnitVector(new Float32Array(new Uint8Array(bytes).buffer));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function quietly<T>(work: () => Promise<T>): Promise<T | undefined> {
  return work().catch(() => undefined);
}
