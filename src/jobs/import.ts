/** Files and arXiv ids in, their papers in the library out. */
import { InvalidInput } from '../domain/errors.ts';
import { type Day, findArxivIds, type PaperId } from '../domain/paper.ts';
import type { Batch, PaperIndex, Skipped, UpsertReport } from '../domain/ports.ts';

export interface ImportTools {
  readonly library: PaperIndex;
  /** @throws Fault when the file is missing or of no known kind */
  readonly readFile: (path: string, options: { readonly today: Day }) => Promise<Batch>;
  readonly byIds: (ids: readonly PaperId[], signal: AbortSignal) => Promise<Batch>;
  readonly today: Day;
  readonly onFile: (batch: Batch) => void;
}

export interface ImportReport extends UpsertReport {
  readonly records: number;
  readonly skipped: readonly Skipped[];
}

/**
 * Reads every file before anything is written, so that a wrong path loses nothing and leaves nothing half done.
 * @param inputs paths, or arXiv ids and addresses
 */
export async function importPapers(
  inputs: readonly string[],
  tools: ImportTools,
  signal: AbortSignal,
): Promise<ImportReport> {
  if (!inputs.length)
    throw new InvalidInput(
      'There is nothing to import.',
      'Name files or arXiv ids: npm start -- import pages/*.txt 2401.12345',
    );
  const batches: Batch[] = [];
  const ids = inputs.filter(isArxivId);
  for (const path of inputs.filter((input) => !isArxivId(input))) {
    const batch = await tools.readFile(path, { today: tools.today });
    tools.onFile(batch);
    batches.push(batch);
  }
  if (ids.length) {
    const wanted = ids.flatMap(findArxivIds);
    const found = await tools.byIds(wanted, signal);
    const known = new Set(found.papers.map(({ id }) => id));
    const missing = wanted.filter((id) => !known.has(id));
    const unknown = missing.map((id) => ({ where: id, reason: 'arXiv does not know this id' }));
    const batch = { ...found, skipped: [...found.skipped, ...unknown] };
    tools.onFile(batch);
    batches.push(batch);
  }
  const report = await tools.library.upsert(
    batches.flatMap(({ papers }) => papers),
    signal,
  );
  return {
    ...report,
    records: batches.reduce((sum, { records }) => sum + records, 0),
    skipped: batches.flatMap(({ skipped }) => skipped),
  };
}

/** An id or an address, and nothing that is also a path. */
function isArxivId(input: string): boolean {
  return findArxivIds(input).length === 1 && !/\.(?:txt|jsonl?|xml|atom)$/i.test(input);
}
