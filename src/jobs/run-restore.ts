/** `npm start -- restore FILE`: a snapshot in, a library of exactly its papers out. */
import { openJournal, type Tools } from '../app.ts';
import { STOPPED } from '../console/exit-code.ts';
import { InvalidInput } from '../domain/errors.ts';
import type { Paper } from '../domain/paper.ts';
import { restoreLibrary } from '../library/rebuild-library.ts';
import { openLibraryToFill, ownLibrary } from '../own-library.ts';
import { readSnapshot } from '../sources/snapshot.ts';
import { readFlags } from './flags.ts';
import { preferSmallHeap } from './prefer-small-heap.ts';
import { everyTenThousand } from './progress.ts';
import { refreshWhole } from './refresh-whole.ts';
import { say } from './say.ts';

/** @returns the exit code */
export async function runRestore(argv: readonly string[], tools: Tools, signal: AbortSignal): Promise<number> {
  preferSmallHeap();
  const { words } = readFlags('restore', argv, {}, 1);
  const [path] = words;
  if (!path) throw new InvalidInput('The file is missing.', 'Name a snapshot: npm start -- restore papers.snapshot.gz');
  const { journal, close } = await openJournal(tools);
  let isRestored = false;
  try {
    const papers = whole(readSnapshot(path, signal), async () => {
      say('The snapshot is whole. Writing indexes…');
      // Before the switch: a stop in between then only costs a sync some time.
      await journal.forgetAll();
    });
    const report = await restoreLibrary(ownLibrary(tools), papers, signal);
    isRestored = true;
    const count = report.papers.toLocaleString('en-US');
    const before = report.replaced?.toLocaleString('en-US');
    say(
      before === undefined
        ? `${count} papers restored, in place of a library that could not be read.`
        : `${count} papers restored, in place of ${before}.`,
    );
    return await refreshWhole(await openLibraryToFill(tools), tools.config, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    say(
      isRestored
        ? 'Stopped. The papers are restored; term statistics and vectors follow with the next sync.'
        : 'Stopped. The library is as it was.',
    );
    return STOPPED;
  } finally {
    await close();
  }
}

async function* whole(papers: AsyncIterable<Paper>, onEnd: () => Promise<void>): AsyncGenerator<Paper> {
  const onPaper = everyTenThousand('read');
  let count = 0;
  for await (const paper of papers) {
    yield paper;
    onPaper(++count);
  }
  await onEnd();
}
