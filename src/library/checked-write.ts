/** Writing so that a full disk harms nothing: room is asked for before, what was written is read after, or taken back. */
import { statfs } from 'node:fs/promises';
import type { Table } from '@lancedb/lancedb';
import { LibraryFault } from '../domain/errors.ts';
import { quoted } from './tables.ts';

/** A refresh of some 40,000 papers writes that much. */
export const LEAST_FREE_BYTES = 256 * 1024 * 1024;

/** @throws LibraryFault when the disk of the folder has less room than this */
export async function requireRoom(folder: string, leastFreeBytes: number): Promise<void> {
  const facts = await statfs(folder).catch(() => undefined);
  // Some file systems do not know: then the write itself tells.
  if (!facts?.blocks || facts.bavail * facts.bsize >= leastFreeBytes) return;
  throw new LibraryFault(
    `The disk is full; the library in ${folder} could not be written. What was in it is unharmed.`,
    `Free some space (${Math.ceil(leastFreeBytes / 1024 / 1024)} MB or more) and run the same command again; it goes on where it stopped.`,
    { retryable: true },
  );
}

/**
 * Runs a write on a table and reads a paper of it. The engine (LanceDB 0.31 to 0.39) does not notice when the end of a small
 * file could not be written, and commits it: every later read would fail. Reading one id opens every file.
 * @param id of a written paper; without one only the files are opened
 */
export async function checkedWrite(table: Table, write: () => Promise<unknown>, id = ''): Promise<void> {
  const before = await table.version();
  await write();
  try {
    await table.countRows(`id = ${quoted(id)}`);
  } catch (cause) {
    await table.checkout(before);
    await table.restore();
    throw new LibraryFault(
      'What was just written to the library could not be read back, and was taken back. The disk is full or damaged.',
      'Free some space and run the same command again; it goes on where it stopped.',
      { cause, retryable: true },
    );
  }
}
