/** An address in, the library behind it out, with the parts that only a measurement asks for by themselves. */
import { systemClock } from '../../src/domain/clock.ts';
import type { PaperIndex } from '../../src/domain/ports.ts';
import { allTerms, analyseQuestion } from '../../src/domain/text/analyse.ts';
import { VECTOR_DIMENSIONS } from '../../src/library/corpus/corpus-model.ts';
import { loadModel, newestModel } from '../../src/library/corpus/model-store.ts';
import { openEdition } from '../../src/library/editions.ts';
import { connectEngine } from '../../src/library/engine.ts';
import { openLibrary } from '../../src/library/open-library.ts';
import { findCandidates } from '../../src/library/search/find-candidates.ts';
import { HeldPapers } from '../../src/library/search/held-papers.ts';
import { termNumbers } from '../../src/library/search/term-numbers.ts';
import type { VectorBatch } from './exact-nearest.ts';

export interface Engine {
  readonly library: PaperIndex;
  /** Opens the halves of a search by themselves: beside the library, whose memory is to be measured without them. */
  parts(): Promise<EngineParts>;
}

export interface EngineParts {
  text(question: string, limit: number): Promise<unknown>;
  vector(question: string, limit: number): Promise<unknown>;
  /** Of length 1; `undefined` for a text without a known word. */
  vectorsOf(texts: readonly string[]): readonly (Float32Array | undefined)[];
  /** Ids as the library finds them, approximately where it does so. */
  nearest(vector: Float32Array, limit: number): Promise<readonly string[]>;
  /** Every stored vector of papers that can be found. */
  stored(): AsyncIterable<VectorBatch>;
}

export async function openEngine(uri: string): Promise<Engine> {
  return { library: await openLibrary({ uri, clock: systemClock }), parts: () => openParts(uri) };
}

async function openParts(uri: string): Promise<EngineParts> {
  const tables = await openEdition(await connectEngine(uri));
  const row = tables && (await newestModel(tables));
  if (!tables || !row) throw new Error(`There is no finished library in ${uri}.`);
  const { model, vectors } = await loadModel(tables, row);
  const vectorOf = (text: string) => model.vectorOf(termNumbers(allTerms(analyseQuestion(text))));
  // As the library does: the cosines of what the index brings are computed anew.
  const nearest = async (vector: Float32Array, limit: number) => {
    const asked = await vectors.against(vector, 'corpus');
    const ids = [...(await asked.nearest({}, limit)).keys()];
    const cosineOf = await asked.cosinesOf(ids);
    return ids.sort((a, b) => (cosineOf(b) ?? 0) - (cosineOf(a) ?? 0));
  };
  const held = new HeldPapers();
  const none = { corpus: undefined, embedder: undefined };
  return {
    text: async (text, depth) => findCandidates(tables, model, none, { text, depth }, await held.newest(tables)),
    vector: async (question, limit) => {
      const vector = vectorOf(question);
      return vector && (await vectors.against(vector, 'corpus')).nearest({}, limit);
    },
    vectorsOf: (texts) => texts.map(vectorOf),
    nearest,
    async *stored() {
      for await (const batch of vectors.table.query().select(['id', 'vector'])) {
        const ids = batch.getChild('id');
        const column = batch.getChild('vector');
        const numbers = new Float32Array(batch.numRows * VECTOR_DIMENSIONS);
        for (let at = 0; at < batch.numRows; at++) numbers.set(column?.get(at)?.toArray(), at * VECTOR_DIMENSIONS);
        yield { ids: Array.from({ length: batch.numRows }, (_, at) => ids?.get(at) as string), vectors: numbers };
      }
    },
  };
}
