/** A corpus, its own questions and those of another field in, how many are answered and how many refused out. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { InvalidInput } from '../domain/errors.ts';
import type { PaperIndex } from '../domain/ports.ts';
import { cleanText } from '../domain/text/clean.ts';
import { inCorpusScore } from '../retrieve/in-corpus.ts';
import { calibrationOf } from '../retrieve/in-corpus-calibration.ts';
import { featuresOf } from '../retrieve/refresh.ts';
import { retrieve } from '../retrieve/retrieve.ts';
import { mean } from './averages.ts';
import { type Corpus, readQueries } from './beir.ts';
import { areaUnderCurve } from './binary-metrics.ts';
import type { NamesTools } from './measure-names.ts';
import { readJsonLines } from './read-lines.ts';
import { paperOfDocument, withTemporaryLibrary } from './temporary-library.ts';

export interface InCorpusReport {
  readonly kind: 'in-corpus';
  readonly documents: number;
  /** Questions made of the corpus that the threshold rests on; 0 for a corpus that is too small. */
  readonly pseudoQuestions: number;
  /** In log-odds. */
  readonly threshold: number;
  readonly own: QuestionsOutcome;
  readonly others: QuestionsOutcome;
  /** Own questions against those of others, whatever the threshold. */
  readonly areaUnderCurve: number;
}

/** Shares of the questions, 0 to 1. */
export interface QuestionsOutcome {
  readonly questions: number;
  /** The score is at or above the threshold. */
  readonly inCorpus: number;
  /** The product finds evidence to answer from. */
  readonly answered: number;
}

const querySchema = z.object({ text: z.string().transform(cleanText) });

/**
 * The questions of a folder in BEIR layout: those that a split judges, or all.
 * @throws InvalidInput when there are none
 */
export async function readQuestions(folder: string, split?: string): Promise<string[]> {
  if (split) return (await readQueries(folder, split)).queries.map(({ text }) => text);
  const path = join(folder, 'queries.jsonl');
  await stat(path).catch(() => {
    throw new InvalidInput(`${path} does not exist.`, 'Give the folder of a set in BEIR layout.');
  });
  const lines = await readJsonLines(path, querySchema, '{"text"}');
  return lines.flatMap(({ text }) => text || []);
}

/** @param own questions that the corpus answers @param others questions of another field */
export async function measureInCorpus(
  corpus: Corpus,
  own: readonly string[],
  others: readonly string[],
  { clock, onProgress }: NamesTools,
): Promise<InCorpusReport> {
  onProgress(`Taking in ${corpus.documents.length} documents…`);
  return withTemporaryLibrary(corpus.documents.map(paperOfDocument), clock, async (library) => {
    const { leastScore, questions } = await calibrationOf(library);
    onProgress(`Asking ${own.length} own questions and ${others.length} others…`);
    const [asked, foreign] = [await ask(library, own), await ask(library, others)];
    const scored = (outcomes: readonly Asked[], positive: boolean) =>
      outcomes.map(({ score }) => ({ score, positive }));
    return {
      kind: 'in-corpus',
      documents: corpus.documents.length,
      pseudoQuestions: questions,
      threshold: leastScore,
      own: sumUp(asked, leastScore),
      others: sumUp(foreign, leastScore),
      areaUnderCurve: areaUnderCurve([...scored(asked, true), ...scored(foreign, false)]) ?? 0,
    };
  });
}

interface Asked {
  readonly score: number;
  readonly answered: boolean;
}

async function ask(library: PaperIndex, questions: readonly string[]): Promise<Asked[]> {
  const outcomes: Asked[] = [];
  for (const question of questions) {
    const score = inCorpusScore(await featuresOf(library, question));
    const { evidence } = await retrieve(library, question, {});
    outcomes.push({ score, answered: evidence.length > 0 });
  }
  return outcomes;
}

function sumUp(asked: readonly Asked[], leastScore: number): QuestionsOutcome {
  const share = (holds: (outcome: Asked) => boolean) => mean(asked.map((outcome) => (holds(outcome) ? 1 : 0))) ?? 0;
  return {
    questions: asked.length,
    inCorpus: share(({ score }) => score >= leastScore),
    answered: share(({ answered }) => answered),
  };
}
