/** Opens a library: a LanceDB folder, or any address LanceDB knows, behind the PaperIndex port. */
import type { PaperIndex } from '../domain/ports.ts';
import { makeFirstEdition, openEdition } from './editions.ts';
import { connectEngine } from './engine.ts';
import { libraryFault } from './faults.ts';
import { InForce } from './in-force.ts';
import { Library } from './library.ts';
import { type LibraryOptions, writingAlone } from './writing-alone.ts';

/** @throws LibraryFault when the folder cannot be opened, with what to do */
export async function openLibrary(options: LibraryOptions): Promise<PaperIndex> {
  try {
    const connection = await connectEngine(options.uri);
    const make = async () => (await openEdition(connection)) ?? makeFirstEdition(connection, options.clock);
    // Where there are none of this schema yet, they are made while nobody else makes them too.
    const tables = (await openEdition(connection)) ?? (await writingAlone(options, make));
    return new Library(options, await InForce.load(options, tables));
  } catch (cause) {
    throw libraryFault(options.uri, cause);
  }
}
