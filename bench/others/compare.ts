/** The same papers, vectors and questions in what people would otherwise use, beside our own ranking in the same run. */
import { measureInChild } from '../child.ts';
import type { Libraries } from '../libraries/libraries.ts';
import { describeTimes, type Findings, rounded, type Table, wholeNumber } from '../table.ts';
import type { OtherFigures, OtherInput } from './measure-other.ts';

const NAMES: Readonly<Record<OtherInput['name'], string>> = {
  langchain: 'LangChain MemoryVectorStore with BM25Retriever, ensemble',
  sqlite: 'SQLite FTS5 with sqlite-vec, ranks fused',
  scan: 'a typed array of all vectors, exact (no text)',
};

interface Compared extends OtherFigures {
  readonly name: OtherInput['name'];
  readonly papers: number;
  /** Our hybrid questions a second to theirs, one caller each. */
  readonly ratio: number;
}

export async function benchOthers(sizes: readonly number[], libraries: Libraries, shared: string): Promise<Findings> {
  const tables: Table[] = [];
  const figures: Compared[] = [];
  for (const papers of sizes) {
    const { uri, served, built } = await libraries.measured(papers);
    const ours = served.ways.find(({ way }) => way === 'hybrid')?.one;
    if (!ours) throw new Error('The library was not asked for its hybrid ranking.');
    const rows = [['our hybrid ranking', describeTimes(ours), '1']];
    for (const [name, what] of Object.entries(NAMES) as [OtherInput['name'], string][]) {
      process.stderr.write(`asking ${what}, ${papers} papers\n`);
      const input = { name, papers, shared, uri };
      const theirs = await measureInChild<OtherInput, OtherFigures>('others/measure-other.ts', input);
      const ratio = ours.perSecond / theirs.times.perSecond;
      figures.push({ ...theirs, name, papers, ratio });
      rows.push([what, describeTimes(theirs.times), rounded(ratio)]);
    }
    tables.push({
      heading: `What people would otherwise use, ${wholeNumber(papers)} papers (${built.origin}), one caller`,
      columns: ['p50 / p95 / p99', 'times as many a second are ours'],
      rows,
    });
  }
  return { tables, figures };
}
