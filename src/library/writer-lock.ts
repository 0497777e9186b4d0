/** One writer at a time on a library folder; readers need no lock. */
import { link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../domain/clock.ts';
import { LibraryFault } from '../domain/errors.ts';
import { libraryFault } from './faults.ts';

const WAIT_BETWEEN_TRIES_MILLISECONDS = 250;
const EMPTY_LOCK_MILLISECONDS = 10_000;
/** Another text after each start of the machine. Linux has it. */
const BOOT_ID = '/proc/sys/kernel/random/boot_id';
/** What file systems without hard links say. */
const NO_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV']);

/**
 * Runs the work while this process alone may write.
 * @param patience milliseconds to wait for another writer
 * @throws LibraryFault when another process is still writing after that
 */
export async function withWriterLock<T>(
  folder: string,
  clock: Clock,
  patience: number,
  work: () => Promise<T>,
): Promise<T> {
  const path = join(folder, 'writer.lock');
  await mkdir(folder, { recursive: true }).catch((cause) => {
    throw libraryFault(folder, cause);
  });
  const deadline = clock.now() + patience;
  for (;;) {
    const holder = await tryToTake(path, folder);
    if (holder === 'taken') break;
    if (clock.now() >= deadline) {
      throw new LibraryFault(
        `Another Paperboy (process ${holder}) is writing to the library in ${folder}.`,
        `Wait until it is done and try again, or set LIBRARY_URI to another folder. If no such process is a Paperboy, delete ${path}.`,
        { retryable: true },
      );
    }
    await clock.sleep(WAIT_BETWEEN_TRIES_MILLISECONDS);
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

/** Makes the file unless a process that is alive has made it. @returns `taken`, or the number of that process */
export async function tryToTake(path: string, folder: string): Promise<'taken' | number> {
  const boot = (await readFile(BOOT_ID, 'utf8').catch(() => '')).trim();
  try {
    await createWhole(path, `${process.pid} ${startedAt()} ${boot}`.trim());
    return 'taken';
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw libraryFault(folder, cause);
  }
  const [number, start, itsBoot] = (await readFile(path, 'utf8').catch(() => '')).split(' ');
  const holder = Number(number);
  // A writer that was killed leaves its file behind; the process number tells, unless the machine was started anew since:
  // then it may be another program's. An empty file is one just being made, where there are no links.
  const isOfBefore = Boolean(boot && itsBoot && boot !== itsBoot);
  const abandoned = holder
    ? isOfBefore || !isAlive(holder, Number(start))
    : await isOlderThan(path, EMPTY_LOCK_MILLISECONDS);
  if (!abandoned) return holder;
  await rm(path, { force: true });
  return tryToTake(path, folder);
}

/** Makes a file with its content in one step, so that nobody finds it empty. @throws EEXIST when it is there already */
async function createWhole(path: string, content: string): Promise<void> {
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, content);
  try {
    await link(draft, path);
  } catch (cause) {
    if (!NO_LINKS.has((cause as NodeJS.ErrnoException).code ?? '')) throw cause;
    await writeFile(path, content, { flag: 'wx' });
  } finally {
    await rm(draft, { force: true });
  }
}

async function isOlderThan(path: string, milliseconds: number): Promise<boolean> {
  const facts = await stat(path).catch(() => undefined);
  return facts !== undefined && Date.now() - facts.mtimeMs > milliseconds;
}

function isAlive(processId: number, itsStart: number): boolean {
  // In a container every run has the same number: one of ours from another run is gone.
  if (processId === process.pid) return itsStart === startedAt();
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When this process began, in milliseconds since 1970. */
function startedAt(): number {
  return Math.round(performance.timeOrigin);
}
