/** The vectors of the embedder in force, if any, and the embedder that goes with them. */
import type { Connection } from '@lancedb/lancedb';
import { ModelFault } from '../../domain/errors.ts';
import type { Embedder } from '../../domain/ports.ts';
import { PaperVectors } from '../vectors/paper-vectors.ts';
import { embedderRows, openEmbeddings } from './embedding-tables.ts';

/** What makes vectors: what the settings ask for, and what made those that are stored. */
export interface KnownEmbedders {
  readonly current: Embedder | undefined;
  /** @returns `undefined` when the settings cannot make the embedder of this name */
  named(name: string): Embedder | undefined;
}

export interface EmbeddedVectors {
  readonly embedder: Embedder;
  readonly vectors: PaperVectors;
}

/**
 * The wanted embedder's vectors when they are complete; until then those of the latest one that is.
 * @param present what is loaded, which stays when nothing has changed
 */
export async function loadEmbeddedVectors(
  connection: Connection,
  embedders: KnownEmbedders | undefined,
  present: EmbeddedVectors | undefined,
): Promise<EmbeddedVectors | undefined> {
  const wanted = embedders?.current?.name;
  if (!wanted) return undefined;
  const complete = (await embedderRows(connection)).filter((row) => row.complete);
  const wantedFirst = complete.sort((a, b) => Number(b.embedder === wanted) - Number(a.embedder === wanted));
  for (const row of wantedFirst) {
    const embedder = embedders.named(row.embedder);
    if (!embedder) continue;
    if (present?.embedder.name === row.embedder) return present;
    const table = await openEmbeddings(connection, row.embedder);
    return { embedder: ofDimensions(embedder, row.dimensions), vectors: new PaperVectors(table, row.dimensions) };
  }
  return undefined;
}

/** Vectors of another length than the stored ones have nothing to say about them. */
function ofDimensions(embedder: Embedder, dimensions: number): Embedder {
  return {
    name: embedder.name,
    async embed(texts, purpose, signal) {
      const vectors = await embedder.embed(texts, purpose, signal);
      requireDimensions(embedder.name, dimensions, vectors);
      return vectors;
    },
  };
}

/** @throws ModelFault when a vector has another length than those before it */
export function requireDimensions(name: string, dimensions: number, vectors: readonly Float32Array[]): void {
  const other = vectors.find(({ length }) => length !== dimensions);
  if (!other) return;
  throw new ModelFault(
    `The vectors of ${name} in the library have ${dimensions} numbers, and now it gives ${other.length}.`,
    'Another model seems to serve under this name: give it a name of its own, and set EMBEDDINGS_MODEL.',
  );
}
