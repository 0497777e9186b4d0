/** What a reader of an answer by a model waits for beside the model: until a claim is shown, the bot's own work, its memory. */
import { join } from 'node:path';
import { systemClock } from '../../src/domain/clock.ts';
import { fillLibrary, withTemporaryFolder } from '../../src/evaluate/temporary-library.ts';
import { openLibrary } from '../../src/library/open-library.ts';
import { measureInChild } from '../child.ts';
import { type Corpus, papersOf, repeated } from '../corpus.ts';
import { summary } from '../measure.ts';
import { type Findings, findingsOf, megabytes, rounded, wholeNumber } from '../table.ts';
import type { Answering, AnsweringInput } from './answering-process.ts';
import { startPacedModel } from './paced-model.ts';

const TOKENS_PER_SECOND = 50;
const PAPERS = 11_000;
const PACED_QUESTIONS = 40;
const QUICK_QUESTIONS = 400;
const MANY = 2_000;

export async function benchAnswers(corpus: Corpus): Promise<Findings> {
  return withTemporaryFolder(async (folder) => {
    process.stderr.write(`building a library of ${PAPERS} papers\n`);
    const library = await openLibrary({ uri: join(folder, 'library'), clock: systemClock });
    await fillLibrary(library, [...papersOf(corpus, PAPERS)].flat());
    await library.close();
    const model = await startPacedModel(TOKENS_PER_SECOND);
    try {
      const questions = distinct(corpus.questions, PACED_QUESTIONS + QUICK_QUESTIONS + MANY);
      const found = await measureInChild<AnsweringInput, Answering>('answers/answering-process.ts', {
        folder,
        modelUrl: model.baseUrl,
        paced: questions.slice(0, PACED_QUESTIONS),
        quick: questions.slice(PACED_QUESTIONS, PACED_QUESTIONS + QUICK_QUESTIONS),
        many: questions.slice(PACED_QUESTIONS + QUICK_QUESTIONS),
      });
      return described(found, model.completed);
    } finally {
      await model.close();
    }
  });
}

/** The same questions with other punctuation are others to the cache, and the same to the library. */
function distinct(questions: readonly string[], count: number): string[] {
  return repeated(questions, count)
    .slice(0, count)
    .map((question, at) => `${question.replace(/[?.!\s]+$/, '')}${' ?'.repeat(1 + Math.floor(at / questions.length))}`);
}

function described(found: Answering, completed: ReadonlyMap<string, readonly number[]>): Findings {
  const waits = found.shown.map(({ question, at }) => {
    const complete = completed.get(question) ?? [];
    return at.map((moment, index) => moment - (complete[index] ?? Number.NaN)).filter(Number.isFinite);
  });
  const firsts = waits.flatMap((wait) => wait.slice(0, 1));
  const [first, all] = [summary(firsts, 1), summary(waits.flat(), 1)];
  const [start, end] = [found.memory[0], found.memory.at(-1)];
  const heaps = found.memory.map(({ heapBytes }) => Math.round(heapBytes / 1e6)).join(', ');
  return findingsOf(`Answers by a model of ${TOKENS_PER_SECOND} tokens a second, over ${wholeNumber(PAPERS)} papers`, [
    {
      what: `from the end of the first claim until it is shown (${first.count} answers), p50 / p95 / longest`,
      figure: `${[first.p50, first.p95, first.longest].map(rounded).join(' / ')} ms`,
      beside: 'wanted: under 400 ms',
    },
    {
      what: `the same of every claim (${all.count})`,
      figure: `${[all.p50, all.p95, all.longest].map(rounded).join(' / ')} ms`,
    },
    {
      what: `the process's own work an answer (${found.quickAnswers} answers)`,
      figure: `${rounded(found.workMilliseconds)} ms of processor time`,
      beside: 'wanted: under 60 ms',
    },
    {
      what: `memory after ${start?.answers} and after ${end?.answers} answers, collected`,
      figure: `${megabytes(start?.heapBytes)} and ${megabytes(end?.heapBytes)}; resident ${megabytes(start?.residentBytes)} and ${megabytes(end?.residentBytes)}`,
      beside: 'wanted: flat',
    },
    { what: 'in between, MB', figure: heaps },
  ]);
}
