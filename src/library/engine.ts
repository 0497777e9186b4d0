/** The engine (LanceDB) with the settings that it needs on small machines. */
import { availableParallelism } from 'node:os';
import { type Connection, connect, Session } from '@lancedb/lancedb';

/**
 * LanceDB's pool for computing has as many threads as the machine has processors, less two. Building a text index there
 * needs one thread more than it keeps busy: with two processors it stops for ever (lance pull request 7350).
 */
const LEAST_COMPUTING_THREADS = 4;
/** Another process may write; a table handle looks for newer versions this often. */
const READ_CONSISTENCY_SECONDS = 2;
/** Holds the text index and the graph of the vectors of a million papers. */
const INDEX_CACHE_BYTES = 640n * 1024n * 1024n;
const METADATA_CACHE_BYTES = 64n * 1024n * 1024n;

/** @param uri a folder, or an address that the engine knows */
export function connectEngine(uri: string): Promise<Connection> {
  // Read by the engine when it starts its first thread; what an operator has set is left alone.
  process.env.LANCE_CPU_THREADS ??= String(Math.max(LEAST_COMPUTING_THREADS, availableParallelism()));
  const session = new Session(INDEX_CACHE_BYTES, METADATA_CACHE_BYTES);
  return connect(uri, { readConsistencyInterval: READ_CONSISTENCY_SECONDS }, session);
}
