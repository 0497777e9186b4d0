/** In: what SQLite, PostgreSQL, the file system or a migration threw. Out: one sentence with what to do. */
import { Fault, StateFault } from '../domain/errors.ts';
import { codeOf, isCorrupt } from './open-sqlite.ts';
import { postgresFault } from './postgres-fault.ts';

/** @param place the file or the records, as the operator knows them */
export function stateFault(cause: unknown, place: string): Fault {
  if (cause instanceof Fault) return cause;
  const ofPostgres = postgresFault(cause);
  if (ofPostgres) return ofPostgres;
  const code = codeOf(cause);
  if (code === 'ENOSPC' || code === 'SQLITE_FULL') {
    return new StateFault(
      `The disk is full; the records in ${place} could not be written. What was in them is unharmed.`,
      'Free some space and run the same command again.',
      { cause, retryable: true },
    );
  }
  if (isCorrupt(cause)) {
    return new StateFault(
      `The records in ${place} are damaged.`,
      'Put a backup in its place, or move the file aside and start again with empty records.',
      { cause },
    );
  }
  if (code.startsWith('SQLITE_BUSY')) {
    return new StateFault(
      `The records in ${place} are in use by another process.`,
      'Wait until it is done, or stop it, then try again.',
      { cause, retryable: true },
    );
  }
  if (/^(EACCES|EPERM|EROFS|ENOTDIR|EEXIST|SQLITE_READONLY|SQLITE_CANTOPEN)/.test(code)) {
    return new StateFault(
      `The records in ${place} cannot be opened for writing.`,
      'Give this user write access to the file and its folder, or choose another folder.',
      { cause },
    );
  }
  if (cause instanceof Error && /corrupted migrations/.test(cause.message)) {
    return new StateFault(
      `The records in ${place} were written by a newer version of Paperboy.`,
      'Update Paperboy, or move the file aside (name another database) and start again with empty records.',
      { cause },
    );
  }
  return new StateFault(`The records in ${place} cannot be read or written.`, 'The log names the reason.', { cause });
}
