/** What the engine and the file system say → a sentence with what to do. */
import { Fault, LibraryFault } from '../domain/errors.ts';

/** No space, and the two that come before it: a quota, and a limit on the size of files. */
const DISK_FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

export function libraryFault(place: string, cause: unknown): Fault {
  if (cause instanceof Fault) return cause;
  const text = String(cause instanceof Error ? cause.message : cause);
  const code = (cause as NodeJS.ErrnoException)?.code;
  if (DISK_FULL.has(code ?? '') || /no space left|disk full|quota exceeded|os error (28|27|122)\b/i.test(text)) {
    return new LibraryFault(
      `The disk is full; the library in ${place} could not be written. What was in it is unharmed.`,
      'Free some space and run the same command again; it goes on where it stopped.',
      { cause, retryable: true },
    );
  }
  if (
    code === 'EACCES' ||
    code === 'EPERM' ||
    code === 'EROFS' ||
    /permission denied|read-only|os error (1|13|30)\b/i.test(text)
  ) {
    return new LibraryFault(
      `The library folder ${place} cannot be written.`,
      'Give this user write access to the folder, or set LIBRARY_URI to a folder that it may write.',
      { cause },
    );
  }
  if (code === 'ENOTDIR' || code === 'EEXIST' || /not a directory/i.test(text)) {
    return new LibraryFault(`${place} is not a folder.`, 'Set LIBRARY_URI to a folder.', { cause });
  }
  return new LibraryFault(
    `The library in ${place} cannot be read or written.`,
    'Run "npm start -- rebuild". If that does not help, restore a snapshot ("npm start -- restore FILE"), or move the folder away and run "npm start -- sync" and "npm start -- import FILE…" again.',
    { cause },
  );
}
