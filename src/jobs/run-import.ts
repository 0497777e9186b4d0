/** `npm start -- import FILE…`: paths and arXiv ids on the command line in, a report out. */
import { createSources, type Tools } from '../app.ts';
import { STOPPED } from '../console/exit-code.ts';
import { dayOf } from '../domain/days.ts';
import { openLibraryToFill } from '../own-library.ts';
import { refresh } from '../retrieve/refresh.ts';
import { readPaperFile } from '../sources/read-file.ts';
import { embedNewPapers } from './embed-new-papers.ts';
import { readFlags } from './flags.ts';
import { importPapers } from './import.ts';
import { preferSmallHeap } from './prefer-small-heap.ts';
import { describeCounts, describeSkipped } from './report.ts';
import { say } from './say.ts';

/** @returns the exit code: 1 when something was left over */
export async function runImport(argv: readonly string[], tools: Tools, signal: AbortSignal): Promise<number> {
  preferSmallHeap();
  const { words } = readFlags('import', argv, {}, Number.POSITIVE_INFINITY);
  const { arxiv } = createSources(tools);
  const own = await openLibraryToFill(tools);
  const { library } = own;
  try {
    const report = await importPapers(
      words,
      {
        library,
        readFile: readPaperFile,
        byIds: (ids, stop) => arxiv.byIds(ids, stop),
        today: dayOf(tools.clock.now()),
        onFile: ({ label, records, skipped }) =>
          say(`  ${label}: ${records} records${skipped.length ? `, ${skipped.length} left over` : ''}`),
      },
      signal,
    );
    // Asked for even when this run changed nothing: the one before it may have been stopped at this point.
    await refresh(library, signal);
    const papers = report.added + report.changed + report.unchanged;
    say(`${report.records} records, ${papers} papers, ${report.skipped.length} left over: ${describeCounts(report)}.`);
    for (const line of describeSkipped(report.skipped)) say(line);
    const isEmbedded = await embedNewPapers(own, tools.config, signal);
    return report.skipped.length || !isEmbedded ? 1 : 0;
  } catch (error) {
    if (!signal.aborted) throw error;
    say('Stopped. What was taken in so far is safe; the same command takes in the rest.');
    return STOPPED;
  } finally {
    await own.close();
  }
}
