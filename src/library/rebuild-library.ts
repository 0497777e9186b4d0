/** A new edition of a library beside the one in force: from its own papers, or from papers kept elsewhere. */
import type { Connection } from '@lancedb/lancedb';
import { LibraryFault } from '../domain/errors.ts';
import type { Paper } from '../domain/paper.ts';
import { dropTables } from './drop-tables.ts';
import { makeEdition, storedPapers } from './editions.ts';
import { dropDamagedEmbeddings } from './embeddings/embedding-tables.ts';
import { connectEngine } from './engine.ts';
import { libraryFault } from './faults.ts';
import { NOTES } from './notes.ts';
import { readablePapers, UnreadablePapers } from './readable-papers.ts';
import type { Tables } from './tables.ts';
import { type LibraryOptions, writingAlone } from './writing-alone.ts';

export interface RebuildReport {
  readonly papers: number;
  /** Not all could be read: these are the papers of an earlier state. */
  readonly isEarlier: boolean;
}

/**
 * Writes the stored papers anew, with fresh indexes, and forgets what was computed from them; a `refresh` computes it
 * again. For a library whose indexes or vectors are damaged, and after a change of how text is read. Where the papers
 * themselves are damaged, those of the latest state that can be read.
 * @param signal ends the work; the library is then as it was
 * @throws LibraryFault when no papers can be read; the library is then as it was
 */
export function rebuildLibrary(options: LibraryOptions, signal?: AbortSignal): Promise<RebuildReport> {
  return withConnection(options, signal, async (connection) => {
    const folder = options.uri.includes('://') ? undefined : options.uri;
    let firstCause: unknown;
    for await (const { isLast, papers } of readablePapers(connection, folder)) {
      try {
        const tables = await makeEdition(connection, options.clock, until(signal, papers));
        await forgetComputed(tables);
        return { papers: await tables.papers.countRows(), isEarlier: !isLast };
      } catch (cause) {
        if (!(cause instanceof UnreadablePapers)) throw cause;
        firstCause ??= cause.cause;
      }
    }
    throw new LibraryFault(
      firstCause === undefined
        ? `There are no papers in ${options.uri} to build a library from.`
        : `The papers in ${options.uri} cannot be read, nor any earlier state of them.`,
      'Restore a snapshot ("npm start -- restore FILE"), or move the folder away and fetch papers with "npm start -- sync".',
      { cause: firstCause },
    );
  });
}

export interface RestoreReport {
  readonly papers: number;
  /** How many there were; unknown where they could not be read. */
  readonly replaced: number | undefined;
}

/**
 * Puts these papers in the place of all that the library holds.
 * @param papers each id once; what they throw leaves the library as it was
 */
export function restoreLibrary(
  options: LibraryOptions,
  papers: AsyncIterable<Paper>,
  signal?: AbortSignal,
): Promise<RestoreReport> {
  return withConnection(options, signal, async (connection) => {
    const replaced = await countStored(connection);
    const changedAt = options.clock.now();
    const dated = (async function* () {
      for await (const paper of papers) yield { paper, changedAt };
    })();
    const tables = await makeEdition(connection, options.clock, until(signal, dated));
    await forgetComputed(tables);
    return { papers: await tables.papers.countRows(), replaced };
  });
}

/** @throws LibraryFault for a library of a newer schema */
async function countStored(connection: Connection): Promise<number | undefined> {
  try {
    return (await (await storedPapers(connection))?.countRows()) ?? 0;
  } catch (cause) {
    if (cause instanceof LibraryFault) throw cause;
    return undefined;
  }
}

/** After the switch, so that readers have what they had until then. Tables of models go with the next refresh. */
async function forgetComputed({ connection, models }: Tables): Promise<void> {
  await models.delete('true');
  await dropTables(connection, (name) => name === NOTES);
  await dropDamagedEmbeddings(connection);
}

async function* until<T>(signal: AbortSignal | undefined, items: AsyncIterable<T>): AsyncGenerator<T> {
  for await (const item of items) {
    signal?.throwIfAborted();
    yield item;
  }
}

async function withConnection<T>(
  options: LibraryOptions,
  signal: AbortSignal | undefined,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  try {
    const connection = await connectEngine(options.uri);
    const result = await writingAlone(options, () => work(connection));
    connection.close();
    return result;
  } catch (cause) {
    signal?.throwIfAborted();
    throw libraryFault(options.uri, cause);
  }
}
