/** One sync at a time on a library folder, over all processes; questions and other writers go on meanwhile. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { libraryFault } from './faults.ts';
import { tryToTake } from './writer-lock.ts';

export type Held<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  /** Another process syncs; the work was not begun. `lock` is the file that says so. */
  | { readonly kind: 'busy'; readonly process: number; readonly lock: string };

/**
 * Runs the work while no other process syncs the library. What a killed process left is taken over.
 * @param uri a folder; a library at an address has no lock: one machine writes to it
 * @throws LibraryFault when the folder cannot be written; what the work throws
 */
export async function whileSyncing<Result>(uri: string, work: () => Promise<Result>): Promise<Held<Result>> {
  if (uri.includes('://')) return { kind: 'done', result: await work() };
  const path = join(uri, 'sync.lock');
  await mkdir(uri, { recursive: true }).catch((cause) => {
    throw libraryFault(uri, cause);
  });
  const holder = await tryToTake(path, uri);
  if (holder !== 'taken') return { kind: 'busy', process: holder, lock: path };
  try {
    return { kind: 'done', result: await work() };
  } finally {
    await rm(path, { force: true });
  }
}
