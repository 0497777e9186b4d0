/** What a library of other papers, or one made anew, still needs: term statistics and vectors. */

import type { Config } from '../config.ts';
import type { OpenLibrary } from '../own-library.ts';
import { refresh } from '../retrieve/refresh.ts';
import { embedNewPapers } from './embed-new-papers.ts';
import { say } from './say.ts';

/** Closes the library in the end. @returns the exit code */
export async function refreshWhole(own: OpenLibrary, config: Config, signal: AbortSignal): Promise<number> {
  try {
    say('Bringing term statistics and vectors up to date…');
    await refresh(own.library, signal);
    return (await embedNewPapers(own, config, signal)) ? 0 : 1;
  } finally {
    await own.close();
  }
}
