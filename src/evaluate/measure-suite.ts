/** Many judged sets in, the product's nDCG@10 on each and the mean over all out. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidInput } from '../domain/errors.ts';
import { mean } from './averages.ts';
import { findCorpus, readCorpus, readQueries } from './beir.ts';
import type { QuestionsReport } from './measure-questions.ts';
import { measureRetrieval, type RetrievalReport, type RetrievalTools } from './measure-retrieval.ts';

export interface SuiteReport {
  readonly kind: 'suite';
  readonly sets: readonly SetScores[];
  /** Mean over the sets, each counting the same. */
  readonly macro: number;
}

export interface SetScores {
  /** The name of its folder and, where it has several, of its split; `questions` for a file of questions. */
  readonly name: string;
  readonly queries: number;
  readonly ndcgAt10: number;
  /** Plain BM25 on the same queries; missing for a file of questions. */
  readonly bm25?: number;
}

/** The folders in BEIR layout in a folder, and their splits. @throws InvalidInput when there are none */
export async function findSets(folder: string): Promise<{ readonly folder: string; readonly split: string }[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const sets = await Promise.all(
    entries.filter((entry) => entry.isDirectory()).map((entry) => splitsOf(join(folder, entry.name))),
  );
  const found = sets.flat();
  if (found.length) return found;
  throw new InvalidInput(
    `There is no judged set in ${folder}.`,
    'Give a folder of folders in BEIR layout: corpus.jsonl or CORPUS.txt, queries.jsonl and qrels/NAME.tsv.',
  );
}

async function splitsOf(folder: string) {
  const files = await readdir(join(folder, 'qrels')).catch(() => []);
  const splits = files.filter((name) => name.endsWith('.tsv')).sort();
  return splits.map((name) => ({ folder, split: name.slice(0, -'.tsv'.length) }));
}

/** @param questions a file of questions that was measured by itself; its ranking counts as one more set */
export async function measureSuite(
  folder: string,
  questions: QuestionsReport | undefined,
  tools: RetrievalTools,
): Promise<SuiteReport> {
  const sets: SetScores[] = [];
  for (const { folder: set, split } of await findSets(folder)) {
    tools.onProgress(`${set}, ${split}`);
    const judged = await readQueries(set, split);
    const report = await measureRetrieval(await readCorpus(await findCorpus(set)), judged, ['fused'], tools);
    sets.push({ name: `${set.slice(folder.length).replace(/^[/\\]+/, '')} ${split}`, ...scoresOf(report) });
  }
  if (questions?.ndcgAt10 !== undefined) {
    const withGold = questions.questions.filter(({ gold }) => gold > 0);
    sets.push({ name: 'questions', queries: withGold.length, ndcgAt10: questions.ndcgAt10 });
  }
  return { kind: 'suite', sets, macro: mean(sets.map(({ ndcgAt10 }) => ndcgAt10)) ?? 0 };
}

function scoresOf({ queries, rankers }: RetrievalReport) {
  const scoreOf = (name: string) => rankers.find(({ ranker }) => ranker === name)?.ndcgAt10 ?? 0;
  return { queries, ndcgAt10: scoreOf('fused'), bm25: scoreOf('bm25') };
}
