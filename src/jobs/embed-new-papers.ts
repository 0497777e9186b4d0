/** The last step of jobs that take papers in: their vectors of the embedder that the settings ask for, with progress. */

import type { Config } from '../config.ts';
import { Fault } from '../domain/errors.ts';
import type { OpenLibrary } from '../own-library.ts';
import { say } from './say.ts';

/** Papers between two lines of progress. */
const PAPERS_A_LINE = 1_000;

/** @returns whether every paper has its vector; why not is said in words, for what was taken in is safe */
export async function embedNewPapers(own: OpenLibrary, config: Config, signal: AbortSignal): Promise<boolean> {
  if (!config.embeddings) return true;
  let [said, reached] = [0, 0];
  const onProgress = (done: number, of: number) => {
    reached = done;
    if (done < of && done - said < PAPERS_A_LINE) return;
    said = done;
    say(`  ${count(done)} of ${count(of)} papers embedded`);
  };
  try {
    const papers = await own.library.embed(signal, onProgress);
    const usage = own.usage();
    say(papers ? `${count(papers)} papers embedded${usage ? `: ${usage}` : '.'}` : 'Every paper has its embedding.');
    return true;
  } catch (error) {
    if (signal.aborted || !(error instanceof Fault)) throw error;
    say(`The papers are in the library, but not all have their embedding: ${error.message} ${error.help}`);
    const usage = own.usage();
    if (reached) say(`${count(reached)} were embedded${usage ? `: ${usage}` : '.'}`);
    say('The next "npm start -- sync" goes on with the rest; until then the vectors before serve.');
    return false;
  }
}

function count(papers: number): string {
  return papers.toLocaleString('en-US');
}
