/** `npm start -- snapshot FILE`: the papers of the library in, one file with all of them out. */
import { stat } from 'node:fs/promises';
import type { Tools } from '../app.ts';
import { STOPPED } from '../console/exit-code.ts';
import { InvalidInput } from '../domain/errors.ts';
import { openOwnLibrary } from '../own-library.ts';
import { writeSnapshot } from '../sources/snapshot.ts';
import { readFlags } from './flags.ts';
import { preferSmallHeap } from './prefer-small-heap.ts';
import { everyTenThousand } from './progress.ts';
import { say } from './say.ts';

/** @returns the exit code */
export async function runSnapshot(argv: readonly string[], tools: Tools, signal: AbortSignal): Promise<number> {
  preferSmallHeap();
  const { flags, words } = readFlags('snapshot', argv, { force: 'boolean' }, 1);
  const [path] = words;
  if (!path) {
    throw new InvalidInput('The file is missing.', 'Name one: npm start -- snapshot papers.snapshot.gz');
  }
  const library = await openOwnLibrary(tools);
  try {
    if (!(await library.statistics()).papers) {
      throw new InvalidInput(
        'The library has no papers yet.',
        'Take some in first, with "npm start -- sync" or "npm start -- import FILE…".',
      );
    }
    const papers = await writeSnapshot(path, library.all(), {
      madeAt: tools.clock.now(),
      replace: flags.force ?? false,
      signal,
      onProgress: everyTenThousand('written'),
    });
    const { size } = await stat(path);
    say(`${papers.toLocaleString('en-US')} papers are in ${path} (${(size / 1e6).toFixed(1)} MB).`);
    return 0;
  } catch (error) {
    if (!signal.aborted) throw error;
    say(`Stopped. Nothing was left in ${path}.part, and ${path} is as it was.`);
    return STOPPED;
  } finally {
    await library.close();
  }
}
