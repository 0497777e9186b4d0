/** In: the body of an answer to `POST /embeddings`. Out: vectors of length 1 in the order of the texts. */
import { z } from 'zod';
import { toUnitVector } from '../domain/unit-vector.ts';
import { UnusableAnswer } from './embedding-faults.ts';

const answerShape = z.object({
  data: z.array(
    z.object({
      index: z.number().int().nullish(),
      // Numbers or, from servers that know nothing else, base64 of 32-bit floats.
      embedding: z.union([z.string(), z.array(z.unknown())]),
    }),
  ),
  usage: z.object({ total_tokens: z.number().nonnegative() }).nullish().catch(undefined),
});

export interface EmbeddingAnswer {
  readonly vectors: Float32Array[];
  /** Missing where the server does not count. */
  readonly tokens?: number;
}

/** @throws UnusableAnswer */
export function readEmbeddingAnswer(body: string, texts: number): EmbeddingAnswer {
  const parsed = answerShape.safeParse(parseJson(body));
  if (!parsed.success) throw new UnusableAnswer({ kind: 'unknownShape' });
  const { data, usage } = parsed.data;
  if (data.length !== texts) throw new UnusableAnswer({ kind: 'count', asked: texts, answered: data.length });
  const vectors: Float32Array[] = [];
  data.forEach(({ index, embedding }, position) => {
    const place = index ?? position;
    if (place < 0 || place >= texts || vectors[place]) throw new UnusableAnswer({ kind: 'wrongOrder' });
    vectors[place] = readVector(embedding);
  });
  if (vectors.some(({ length }) => length !== vectors[0]?.length)) throw new UnusableAnswer({ kind: 'unequal' });
  return { vectors, ...(usage && { tokens: usage.total_tokens }) };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // Python servers write NaN and Infinity into their JSON, which has no such words.
    throw new UnusableAnswer({ kind: /[[,:]\s*-?(NaN|Infinity)\s*[\],}]/.test(body) ? 'notANumber' : 'notJson' });
  }
}

function readVector(embedding: string | readonly unknown[]): Float32Array {
  const numbers = typeof embedding === 'string' ? fromBase64(embedding) : embedding;
  const vector = toUnitVector(numbers);
  if (vector) return vector;
  throw new UnusableAnswer({ kind: [...numbers].every((value) => value === 0) ? 'zero' : 'notANumber' });
}

/** Little-endian, as OpenAI sends them. */
function fromBase64(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length % 4) throw new UnusableAnswer({ kind: 'unknownShape' });
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
}
