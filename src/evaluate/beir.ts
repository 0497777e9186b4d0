/** A folder in BEIR layout in, its documents, queries and judgments out (Thakur et al., "BEIR", 2021). */
import { access, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { InvalidInput } from '../domain/errors.ts';
import { cleanText } from '../domain/text/clean.ts';
import { relevantCount } from './ranking-metrics.ts';
import { readJsonLines, readText } from './read-lines.ts';

export interface EvaluationDocument {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

export interface JudgedQuery {
  readonly id: string;
  readonly text: string;
  /** At least one of them is relevant. */
  readonly judgments: ReadonlyMap<string, number>;
}

export interface Corpus {
  readonly documents: readonly EvaluationDocument[];
  readonly duplicateIds: number;
  readonly withoutTitle: number;
  readonly withoutText: number;
}

export interface JudgedQueries {
  readonly queries: readonly JudgedQuery[];
  /** Queries that are judged and have nothing relevant; they are not measured. */
  readonly withoutRelevant: number;
  /** Judged ids that no query has. */
  readonly unknownQueries: number;
}

const LAYOUT =
  'A folder in BEIR layout has corpus.jsonl (or corpus.jsonl.gz, or a CORPUS.txt with its path), queries.jsonl and qrels/SPLIT.tsv.';
const id = z.union([z.string().min(1), z.number().transform(String)]);
const text = z
  .string()
  .nullish()
  .transform((value) => cleanText(value ?? ''));
const documentSchema = z.object({ _id: id, title: text, text });
const querySchema = z.object({ _id: id, text });

/** The path of a folder's corpus: in it, or where its CORPUS.txt points. @throws InvalidInput when there is none */
export async function findCorpus(folder: string): Promise<string> {
  for (const name of ['corpus.jsonl', 'corpus.jsonl.gz']) {
    const path = join(folder, name);
    if (await exists(path)) return path;
  }
  const pointer = join(folder, 'CORPUS.txt');
  if (!(await exists(pointer))) throw new InvalidInput(`${folder} has no corpus.`, `${LAYOUT} Or give --corpus FILE.`);
  const path = /\S+\.jsonl(?:\.gz)?(?!\S)/.exec(await readText(pointer))?.[0];
  if (!path) throw new InvalidInput(`${pointer} names no corpus.jsonl.`, 'Give the corpus with --corpus FILE.');
  return join(dirname(pointer), path);
}

/** Documents as they are, a repeated id only once. @throws InvalidInput on a file or line that cannot be read */
export async function readCorpus(path: string): Promise<Corpus> {
  const lines = await readJsonLines(path, documentSchema, '{"_id", "title", "text"}');
  const documents = new Map<string, EvaluationDocument>();
  for (const { _id, ...document } of lines) if (!documents.has(_id)) documents.set(_id, { id: _id, ...document });
  const all = [...documents.values()];
  return {
    documents: all,
    duplicateIds: lines.length - all.length,
    withoutTitle: all.filter((document) => !document.title).length,
    withoutText: all.filter((document) => !document.text).length,
  };
}

/** The queries that the split judges. @throws InvalidInput when the split is missing or measures nothing */
export async function readQueries(folder: string, split: string): Promise<JudgedQueries> {
  const judgments = await readJudgments(folder, split);
  const lines = await readJsonLines(join(folder, 'queries.jsonl'), querySchema, '{"_id", "text"}');
  const texts = new Map(lines.map((query) => [query._id, query.text]));
  const known = [...judgments].filter(([query]) => texts.has(query));
  const queries = known
    .map(([query, grades]) => ({ id: query, text: texts.get(query) ?? '', judgments: grades }))
    .filter((query) => relevantCount(query.judgments) > 0);
  if (!queries.length) {
    throw new InvalidInput(
      `The split "${split}" judges no query of ${join(folder, 'queries.jsonl')} with a relevant document.`,
      'Check that the ids of queries.jsonl and of the split are the same.',
    );
  }
  return {
    queries,
    withoutRelevant: known.length - queries.length,
    unknownQueries: judgments.size - known.length,
  };
}

/** Query id → document id → grade. A first line whose grade is no number is a header. */
async function readJudgments(folder: string, split: string): Promise<Map<string, Map<string, number>>> {
  const path = join(folder, 'qrels', `${split}.tsv`);
  if (!(await exists(path))) throw await noSplit(folder, split);
  const judgments = new Map<string, Map<string, number>>();
  for (const [index, line] of (await readText(path)).split(/\r?\n/).entries()) {
    if (!line.trim()) continue;
    const [query, document, grade] = line.split('\t').map((cell) => cell.trim());
    const value = grade ? Number(grade) : Number.NaN;
    if (!query || !document || Number.isNaN(value)) {
      if (index === 0) continue;
      throw new InvalidInput(
        `${path} line ${index + 1} is no judgment.`,
        'Each line holds a query id, a document id and a grade, separated by tabs.',
      );
    }
    judgments.set(query, (judgments.get(query) ?? new Map()).set(document, value));
  }
  return judgments;
}

async function noSplit(folder: string, split: string): Promise<InvalidInput> {
  const files = await readdir(join(folder, 'qrels')).catch(() => []);
  const splits = files.filter((name) => name.endsWith('.tsv')).map((name) => name.slice(0, -'.tsv'.length));
  return splits.length
    ? new InvalidInput(`${folder} has no split "${split}".`, `It has: ${splits.sort().join(', ')}.`)
    : new InvalidInput(`${folder} has no judgments.`, LAYOUT);
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
