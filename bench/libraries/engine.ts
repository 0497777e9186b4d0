/** An address in, the library behind it out, with the parts that only a measurement asks for by themselves. */
import { systemClock } from '../../src/domain/clock.ts';
import type { PaperIndex } from '../../src/domain/ports.ts';
import { openLibrary } from '../../src/library/open-library.ts';
import type { VectorBatch } from './exact-nearest.ts';

export interface Engine {
  readonly library: PaperIndex;
  /** The two halves of a search, each alone; without them only the whole is measured. */
  readonly searches?: {
    text(question: string, limit: number): Promise<unknown>;
    vector(question: string, limit: number): Promise<unknown>;
  };
  /** Without them recall is not measured, and the others get vectors of chance. */
  readonly vectors?: {
    /** Of length 1; `undefined` for a text without a known word. */
    vectorsOf(texts: readonly string[]): Promise<readonly (Float32Array | undefined)[]>;
    /** Ids as the library finds them, approximately where it does so. */
    nearest(vector: Float32Array, limit: number): Promise<readonly string[]>;
    /** Every stored vector of papers that can be found. */
    stored(): AsyncIterable<VectorBatch>;
  };
}

export async function openEngine(uri: string): Promise<Engine> {
  return { library: await openLibrary({ uri, clock: systemClock }) };
}
