/** Writing to a library while no other process does, and only where there is room. */
import type { Clock } from '../domain/clock.ts';
import { LEAST_FREE_BYTES, requireRoom } from './checked-write.ts';
import type { KnownEmbedders } from './embeddings/embedded-vectors.ts';
import { withWriterLock } from './writer-lock.ts';

export interface LibraryOptions {
  /** A folder, or an address such as `s3://bucket/papers`. */
  readonly uri: string;
  readonly clock: Clock;
  /** Whether this is the bundled sample, for what is told to readers. */
  readonly sample?: boolean;
  /** Milliseconds to wait while another process writes. */
  readonly patience?: number;
  /** Room that the disk must have before anything is written; `LEAST_FREE_BYTES` when not said. */
  readonly leastFreeBytes?: number;
  /** Without any, vectors are those of the corpus. */
  readonly embedders?: KnownEmbedders;
  /** Told when a question had to do without its embedder. */
  readonly onEmbeddingFault?: (fault: unknown) => void;
}

const PATIENCE_MILLISECONDS = 30_000;

/** A library at an address leaves both to the engine. */
export function writingAlone<T>(options: LibraryOptions, work: () => Promise<T>): Promise<T> {
  const { uri, clock, patience = PATIENCE_MILLISECONDS, leastFreeBytes = LEAST_FREE_BYTES } = options;
  if (uri.includes('://')) return work();
  return withWriterLock(uri, clock, patience, async () => {
    await requireRoom(uri, leastFreeBytes);
    return work();
  });
}
