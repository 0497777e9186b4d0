/** `npm start -- rebuild`: the library's own papers in, the same library with fresh indexes and vectors out. */
import { openJournal, type Tools } from '../app.ts';
import { STOPPED } from '../console/exit-code.ts';
import { rebuildLibrary } from '../library/rebuild-library.ts';
import { openLibraryToFill, ownLibrary } from '../own-library.ts';
import { readFlags } from './flags.ts';
import { preferSmallHeap } from './prefer-small-heap.ts';
import { refreshWhole } from './refresh-whole.ts';
import { say } from './say.ts';

/** @returns the exit code: 1 when only an earlier state of the papers could be read */
export async function runRebuild(argv: readonly string[], tools: Tools, signal: AbortSignal): Promise<number> {
  preferSmallHeap();
  readFlags('rebuild', argv, {}, 0);
  let isRebuilt = false;
  try {
    say('Reading the papers and writing them anew…');
    const { papers, isEarlier } = await rebuildLibrary(ownLibrary(tools), signal);
    isRebuilt = true;
    const count = papers.toLocaleString('en-US');
    if (isEarlier) {
      await forgetDays(tools);
      say(`The last state of the papers could not be read. ${count} papers of an earlier one were saved.`);
      say('"npm start -- sync" asks for all days again; files have to be imported again.');
    } else {
      say(`${count} papers written anew.`);
    }
    const code = await refreshWhole(await openLibraryToFill(tools), tools.config, signal);
    return isEarlier ? 1 : code;
  } catch (error) {
    if (!signal.aborted) throw error;
    say(
      isRebuilt
        ? 'Stopped. The papers are written anew; term statistics and vectors follow with the next sync.'
        : 'Stopped. The library is as it was.',
    );
    return STOPPED;
  }
}

async function forgetDays(tools: Tools): Promise<void> {
  const { journal, close } = await openJournal(tools);
  try {
    await journal.forgetAll();
  } finally {
    await close();
  }
}
